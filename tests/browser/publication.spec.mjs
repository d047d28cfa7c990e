/** Which edition is shown: `plan.json` beside the page, or the one inside it, and why. */

import { readFile } from "node:fs/promises";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;
const PLAN = "**/plan.json";

/** The published file, changed. @param {(plan: any) => void} change */
async function published(change) {
  const plan = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  change(plan);
  return JSON.stringify(plan);
}

test("plan.json is shown instead of what is built in, on the page and in the embed", async ({ app, page }) => {
  const body = await published((file) => {
    file.exportedAt = "2027-05-31T03:00:00.000Z";
    file.plan.cells["3-10-k1/name"] = { text: "市内の創業件数" };
    file.plan.cells["3-10-k1/actual/2026"] = { observation: { final: "83" } };
  });
  await page.route(PLAN, (route) => route.fulfill({ body, contentType: "application/json" }));
  await page.goto("./#/indicator/3-10-k1");
  await expect(app.heading).toHaveText("市内の創業件数");
  await expect(app.foot).toContainText("令和9年5月31日時点の公表内容を表示しています。");
  await expect(app.main).toContainText("83");
  // Left while it loads, the script would be a request that was broken off.
  const drawing = page.getByRole("img").locator("svg path").first();
  await expect(drawing).toBeAttached();
  await page.goto("./embed.html#/3-10-k1");
  await expect(page.getByRole("figure")).toContainText("市内の創業件数の推移");
  await expect(page.getByRole("figure")).toContainText("令和9年5月31日時点のデータ");
  await expect(drawing).toBeAttached();
});

test("edits told in the published file are published values", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(actual(K1), "83");
  const { text } = await app.save();
  await page.route(PLAN, (route) => route.fulfill({ body: text, contentType: "application/json" }));
  await app.reload();
  await page.goto("./#/indicator/3-10-k1");
  await expect(app.main, "in reading").toContainText(/83\s*件/);
  await page.goto("./#/exchange");
  await expect(app.main).toContainText("このブラウザーの下書きは0件です。");
});

for (const [what, body] of [
  ["cut off", '{"format": "shisaku-snapshot", "version": 1, "plan"'],
  ["another program’s", '{"a": 1}'],
  ["empty", ""],
  ["a page of the host", "<!doctype html><title>Error</title>"],
]) {
  test(`plan.json is ${what}: what is built in stands, and the foot says so`, async ({ app, page }) => {
    await page.route(PLAN, (route) => route.fulfill({ body, contentType: "application/json" }));
    await app.open("sheet");
    await expect(app.main).toContainText("71");
    await expect(app.foot).toContainText(
      "公表用のファイル(plan.json)を読めなかったため、このページに組み込まれた令和8年4月1日時点の内容を表示しています。",
    );
    await expect(page.getByRole("alert"), "quietly").toHaveCount(0);
    await page.goto("./embed.html#/3-10-k1");
    await expect(page.getByRole("figure")).toContainText("71件");
    await expect(page.getByRole("main")).toContainText("最新の公表内容を読み込めないため、組み込まれている内容を表示しています。");
  });
}

test("there is no plan.json: what is built in stands", async ({ app, page, watch }) => {
  // The browser itself notes the missing file on its console; the page cannot keep it from that.
  watch.allowed.requests.push(/\/plan\.json$/);
  watch.allowed.console.push(/404.*plan\.json/);
  await page.route(PLAN, (route) => route.fulfill({ status: 404, body: "not found" }));
  await app.open("sheet");
  await expect(app.foot).toContainText("このページに組み込まれた令和8年4月1日時点の内容を表示しています。");
  await expect(app.foot).not.toContainText("plan.json");
});

test("the host cannot say whether there is a plan.json: what is built in stands, and the foot says so", async ({ app, page, watch }) => {
  watch.allowed.requests.push(/\/plan\.json/);
  watch.allowed.console.push(/503.*plan\.json/);
  await page.route(PLAN, (route) => route.fulfill({ status: 503, body: "busy" }));
  await app.open("sheet");
  await expect(app.foot).toContainText("公表用のファイル(plan.json)を受け取れなかったため、このページに組み込まれた令和8年4月1日時点の内容を表示しています。");
});

test("plan.json never answers: what is built in is shown after three seconds, and the foot says so", async ({
  app,
  page,
  watch,
}) => {
  watch.allowed.requests.push(/\/plan\.json$/);
  await page.addInitScript(() => {
    // The seconds are over when the test says so: how fast the machine is makes no difference.
    const wait = window.setTimeout;
    window.setTimeout = /** @type {any} */ (
      (/** @type {TimerHandler} */ then, /** @type {number} */ ms) =>
        ms === 3000 ? Object.assign(window, { secondsAreOver: then }) && 0 : wait(then, ms)
    );
  });
  await page.route(PLAN, () => {});
  await page.goto("./#/policy/3-10");
  await page.waitForFunction(() => "secondsAreOver" in window);
  await expect(page.getByRole("status")).toHaveText("画面を用意しています。");
  await page.evaluate(() => /** @type {any} */ (window).secondsAreOver());
  await expect(app.heading).toHaveText("3-10 商工業");
  await expect(app.foot).toContainText(
    "公表用のファイル(plan.json)を受け取れなかったため、このページに組み込まれた令和8年4月1日時点の内容を表示しています。",
  );
  await expect(app.main).toContainText("71");
});
