/** What a page was made from, and what is published beside it: two editions, and two releases. */

import { readFileSync } from "node:fs";
import { expect, test } from "./support/test.mjs";

const SEED = readFileSync("dist/plan.json", "utf8");
const PLAN = /\/plan\.json$/;

/** The seed with another value, as somebody would put it in the place of the one that is published. */
function newer() {
  const file = JSON.parse(SEED);
  file.plan.cells["3-10-k1/actual/2026"] = { observation: { final: "75" } };
  delete file.digest;
  return JSON.stringify(file);
}

/** @param {import('@playwright/test').Page} page @param {string} body */
const publish = (page, body) => page.route(PLAN, (route) => route.fulfill({ body, contentType: "application/json" }));

/** Waits until a page has held plan.json against what it was made from. @param {import('@playwright/test').Page} page */
const compared = (page) => page.waitForFunction(() => document.documentElement.dataset.compared);

test("plan.json replaced alone: the first page opens it, the others say so and lead to it", async ({ app, page }) => {
  await publish(page, newer());
  await page.goto("./");
  await expect(app.button("編集する"), "the program").toBeVisible();
  await expect(app.main).toContainText("75");
  await page.goto("./indicators/3-10-k1.html");
  const said = page.getByRole("status").filter({ hasText: "このページより新しい値が公開されています。" });
  await said.getByRole("link", { name: "新しい値を見る" }).click();
  await app.shows("indicator");
  await expect(app.main).toContainText("75");
  await expect(said, "the program shows them").toHaveCount(0);
  // Each page leads to the screen that shows the same.
  for (const [path, address] of /** @type {const} */ ([
    ["policies/3-10.html", "#/policy/3-10/overview"],
    ["sheets/3-10.html", "#/policy/3-10"],
    ["projects/3-10-p1.html", "#/project/3-10-p1"],
  ])) {
    await page.goto(path);
    await expect(said.getByRole("link")).toHaveAttribute("href", new RegExp(`/index\\.html${address}$`));
  }
});

test("the edition it was made from, no edition, a broken one: the page stands and says nothing", async ({ page, watch }) => {
  watch.allowed.requests.push(PLAN);
  watch.allowed.console.push(/plan\.json/);
  const other = SEED.replace(/sha256-[\w-]{43}/, `sha256-${"x".repeat(43)}`);
  for (const body of [SEED, other.slice(0, 5_000), SEED.slice(0, 200).replace(/sha256-/, ""), "<html>not found</html>"]) {
    await publish(page, body);
    for (const path of ["./sheets/3-10.html", "./"]) {
      await page.goto(path);
      await compared(page);
      await expect(page.getByText("このページより新しい値が公開されています。")).toHaveCount(0);
      await expect(page.getByText("職員の方")).toBeVisible();
    }
    await page.unroute(PLAN);
  }
  await page.route(PLAN, (route) => route.fulfill({ status: 404, body: "none" }));
  await page.goto("./sheets/3-10.html");
  await compared(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("3-10 商工業");
  await expect(page.getByText("このページより新しい値が公開されています。")).toHaveCount(0);
});

test("the built-in plan does not stand in for another publication", async ({ page, watch }) => {
  watch.allowed.requests.push(PLAN);
  watch.allowed.console.push(/plan\.json/);
  await page.route(/\/folder\/(index\.html)?$/, async (route) => {
    const answer = await route.fetch();
    const other = `sha256-${"x".repeat(43)}`;
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/sha256-[\w-]{43}/, other) });
  });
  await page.route(PLAN, (route) => route.fulfill({ status: 404, body: "none" }));
  await page.goto("./#/policy/3-10");
  await expect(page.getByRole("alert")).toContainText("公開されているデータ(plan.json)を読めません。");
  await expect(page.getByRole("heading", { level: 1 }), "the page stays").toHaveText("鎌倉市 施策シート");
});

test("a newer release over older pages says that publishing them anew is worth it", async ({ app, page }) => {
  const older = "いま公開されているページは、前の版のプログラムで作られています。";
  await app.open("publish");
  await expect(app.button("公開用一式を保存")).toBeVisible();
  await expect(app.main).not.toContainText(older);
  await page.route(/\/folder\/(index\.html)?$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/Shisaku pages \d+/, "Shisaku pages 0") });
  });
  await app.reload();
  await expect(app.main).toContainText(older);
});

test("a newer release under older pages leaves them standing and readable", async ({ page }) => {
  // The names that pages ask of a release.
  const html = readFileSync("dist/sheets/3-10.html", "utf8");
  const asked = [...html.matchAll(/(?:src|href)="\.\.\/([^"/]+\.(?:js|css|svg))"/g)].map(([, name]) => name);
  expect([...new Set(asked)].sort()).toEqual(["icon.svg", "page.js", "style.css"]);
  // Of a release that knows nothing of this page's parts, and one whose script is gone.
  await page.route(/\/style\.css$/, (route) => route.fulfill({ body: "body{color:#111}", contentType: "text/css" }));
  await page.route(/\/page\.js$/, (route) => route.fulfill({ body: "", contentType: "text/javascript" }));
  await page.goto("./sheets/3-10.html");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("3-10 商工業");
  await expect(page.getByText("71", { exact: true }).first()).toBeVisible();
});
