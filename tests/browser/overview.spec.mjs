/** The overview: all indicators side by side, their money together, narrowed, ordered, and as one table. */

import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1, K2] = INDICATORS;

/** @param {import('./support/app.mjs').App} app */
const cards = (app) => app.main.getByRole("list", { name: "指標の推移" }).getByRole("listitem");

test("as the seed has it: every indicator with its latest value, no empty drawing, and the money of all projects", async ({ app }) => {
  await app.open("overview");
  await expect(cards(app)).toHaveCount(10);
  const first = cards(app).first();
  await expect(first).toContainText(K1);
  await expect(first).toContainText("71 件 直近実績値(2024年)");
  // Said once, above.
  await expect(cards(app).filter({ hasText: "判定なし" })).toHaveCount(0);
  await expect(cards(app).getByRole("img")).toHaveCount(0);
  const verdicts = app.main.locator(".verdicts").getByRole("listitem");
  await expect(verdicts).toHaveText(["10指標", "5事業", /^約3億7,819万円R8予算額.*＊\(確認中\)$/]);
  await expect(app.main).toContainText("令和8(2026)年度までの実績は、まだ入力されていません。");
  await expect(app.main.getByRole("heading", { name: "前の年度から変わったこと" })).toHaveCount(0);
  const paid = app.main.getByRole("table", { name: /^商工業の事業の令和8\(2026\)年度の予算額と決算額/ });
  await expect(paid.getByRole("row").nth(2).getByRole("cell")).toHaveText([/./, /^約3億2,424万円.*＊\(確認中\)$/, "未入力", "－"]);
  await expect(paid.getByRole("row").last().getByRole("cell")).toHaveText(["", /^約3億7,819万円.*＊\(確認中\)$/, "未入力", "－"]);
  const money = app.main.getByRole("img", { name: /^商工業の5事業/ });
  await money.scrollIntoViewIfNeeded();
  await expect(money.locator("svg")).toBeVisible();
  await expect(money).toHaveAccessibleName(/378,189千円/);
});

test("what was entered for several years is drawn small, all with the same years; one table has it all", async ({ app }) => {
  await app.openToEdit("sheet");
  await app.enter(actual(K1), "75");
  await app.enter(actual(K2), "1,990");
  await app.open("overview");
  // Not by role: an svg counts as one more.
  const drawn = cards(app).locator("[role=img]");
  await expect(cards(app).first()).toContainText("75 件 R8");
  await expect(drawn, "one result is a number and no line").toHaveCount(0);
  await app.open("sheet");
  await app.enter(actual(K1, "R9"), "80");
  await app.enter(actual(K2, "R9"), "1,990");
  await app.open("overview");
  await expect(drawn).toHaveCount(2);
  const changed = app.main.locator(".changes");
  await expect(changed).toContainText("R8からR9にかけて、比べられる2指標のうち、増えた指標が1、変わらない指標が1です。");
  await expect(changed.getByRole("listitem")).toHaveText([`${K1}は、75件から80件に増えました。`, `${K2}は、1,990者のままです。`]);
  const verdicts = app.main.locator(".verdicts").getByRole("listitem");
  // Neither of them has a direction or a target.
  await expect(verdicts, "R9 has no budget yet").toHaveText(["10指標", "5事業"]);
  await expect(cards(app).filter({ hasText: "判定なし" })).toHaveCount(10);
  const years = async (/** @type {number} */ index) => {
    await drawn.nth(index).scrollIntoViewIfNeeded();
    await expect(drawn.nth(index).locator("svg")).toBeVisible();
    return (await drawn.nth(index).locator("text").allTextContents()).filter((text) => /^(R\d+|\d{4}年?|年)$/.test(text));
  };
  const [one, other] = [await years(0), await years(1)];
  expect(one).toEqual(["R8", "R12"]);
  expect(other).toEqual(one);
  await expect(cards(app).getByRole("application"), "one of many is not walked").toHaveCount(0);

  await app.main.getByRole("button", { name: "表で見る" }).first().click();
  const table = app.main.getByRole("table", { name: /^商工業の指標の一覧/ });
  await expect(table.getByRole("columnheader")).toHaveText(["指標", "直近実績値", "直近の年", "初期値", "R8", "R9", "R10", "R11", "R12", "目標値", "目標の年度", "判定", "出典"]);
  const row = table.getByRole("row").filter({ hasText: K1 });
  await expect(row.getByRole("cell")).toHaveText(["71", "2024年", "未入力", "75", "80", "未入力", "未記載", "", /^判定なし\(/, /./]);
  await expect(table.getByRole("row")).toHaveCount(11);
});

test("one initiative, another order, another year; what was chosen stays, and its address says it", async ({ app, page, newContext }) => {
  await app.openToEdit("enter");
  await app.enter(actual(K2), "1,990");
  await app.open("overview");
  const initiative = app.choice("主な取組");
  await expect(initiative.getByRole("option")).toHaveText(["すべて", /^① /, /^② /, /^③ /, /^④ /]);
  await initiative.focus();
  await initiative.selectOption({ index: 1 });
  const some = await cards(app).count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(10);
  await expect(cards(app).filter({ hasText: K1 }), "the policy's own indicators serve every initiative").toHaveCount(1);
  await expect(app.main).toContainText("施策指標と、この取組の事業の成果指標を並べています。");
  const own = INDICATORS.length;
  await expect(app.main.getByRole("img", { name: new RegExp(`^商工業\\(主な取組①\\)の${some - own}事業`) })).toBeAttached();
  await expect(initiative, "the list that was used is still there").toBeFocused();
  await initiative.selectOption({ index: 0 });

  await app.choice("並び順").selectOption("判定の順(課題から)");
  await expect(cards(app)).toHaveCount(10);
  await app.choice("対象の年度").selectOption({ index: 2 });
  await expect(app.main).toContainText("令和10(2028)年度までの実績で判定");
  await expect(app.choice("並び順").locator("option:checked")).toHaveText("判定の順(課題から)");
  await expect(app.main.getByRole("link", { name: PROJECTS[0].name, exact: true })).toBeVisible();
  await initiative.selectOption({ index: 2 });
  await expect(page).toHaveURL(/#\/\?year=2028&initiative=3-10-i2&order=verdict$/);
  // Loaded anew, given to somebody else, and come back to by a link.
  const isShown = async (/** @type {App} */ app) => {
    await expect(app.choice("対象の年度").locator("option:checked")).toHaveText("令和10(2028)年度");
    await expect(app.choice("主な取組").locator("option:checked")).toHaveText(/^② /);
    await expect(app.choice("並び順").locator("option:checked")).toHaveText("判定の順(課題から)");
  };
  await page.reload();
  await isShown(app);
  const other = new App(await (await newContext()).newPage());
  await other.page.goto(page.url());
  await isShown(other);
  await app.open("sheet");
  await app.navigation.getByRole("link", { name: "一覧" }).click();
  await isShown(app);
  // Also from there itself; and another address of it is taken.
  await app.navigation.getByRole("link", { name: "一覧" }).click();
  await isShown(app);
  await expect(page).toHaveURL(/#\/\?year=2028&initiative=3-10-i2&order=verdict$/);
  await page.goto("./#/?year=2027");
  await expect(app.choice("対象の年度").locator("option:checked")).toHaveText("令和9(2027)年度");
  await expect(app.choice("主な取組").locator("option:checked")).toHaveText("すべて");
  await page.goBack();
  await isShown(app);
  await expect(page).toHaveURL(/#\/\?year=2028&initiative=3-10-i2&order=verdict$/);
  await app.choice("主な取組").selectOption({ index: 0 });
  await app.choice("並び順").selectOption({ index: 0 });
  await app.choice("対象の年度").selectOption({ index: 0 });
  await expect(page).toHaveURL(/#\/$/);
  await page.setViewportSize({ width: 320, height: 700 });
  // Drawings take their new width when they notice it.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("what was chosen in reading stays when the figures are exported: published values as picture, CSV and HTML", async ({ app, page, newContext }) => {
  // Drafts do not leave by here.
  await app.openToEdit("enter");
  await app.enter(actual(K1), "75");
  await app.open("overview");
  // Anew, for the reader to stand there alone.
  await app.reload();
  await app.choice("主な取組").selectOption({ index: 2 });
  const count = await cards(app).count();
  await app.button("図と表を保存").click();
  await expect(app.button("図と表を保存")).toHaveAttribute("aria-expanded", "true");
  await expect(app.choice("主な取組").locator("option:checked")).toHaveText(/^② /);
  await expect(cards(app)).toHaveCount(count);

  const saved = (/** @type {string} */ group, /** @type {string} */ name) =>
    app.saved(page.getByRole("group", { name: group, exact: true }).getByRole("button", { name }));
  const part = "商工業(主な取組②)の指標の推移";
  const narrowed = await saved(part, "CSVを保存");
  expect(narrowed.name).toBe("3-10-initiative-2-indicators_20260401.csv");
  const ids = (/** @type {Buffer} */ bytes) => new Set(bytes.toString("utf8").split("\r\n").slice(1, -1).map((row) => row.split(",")[1]));
  expect(ids(narrowed.bytes).size).toBe(count);

  await app.choice("主な取組").selectOption({ index: 0 });
  const csv = await saved("商工業の指標の推移", "CSVを保存");
  expect(csv.bytes.toString("utf8")).toMatch(/^\ufeff施策,ID,指標・事業,区分,西暦,和暦,値,単位,状態,備考,出典\r\n/);
  expect(csv.bytes.toString("utf8"), "published, not drafted").toContain(`,${K1},指標実績,2026,令和8年度,,件,未入力,`);
  const svg = await saved("商工業の指標の推移", "画像(SVG)を保存");
  expect(svg.name).toBe("3-10-indicators.svg");
  const drawn = await (await newContext()).newPage();
  await drawn.setContent(svg.bytes.toString("utf8"));
  await expect(drawn.locator("svg").first()).toContainText("令和8年4月1日時点のデータ");
  await expect(drawn.locator("svg").first()).toContainText(INDICATORS[3]);
  const money = await saved("商工業の5事業の予算額と決算額", "画像(PNG)を保存");
  expect([money.name, money.bytes.readUInt32BE(16)]).toEqual(["3-10-money.png", 1504]);
  await expect(page.getByRole("group", { name: "商工業の指標の推移", exact: true }).getByRole("textbox", { name: /^次のHTML/ })).toHaveValue(/<th scope="row">.*<\/th>/);
});

test("the contents lead to the sections, and the address stays", async ({ app, page }) => {
  await app.open("overview");
  const address = page.url();
  await app.main.getByRole("navigation", { name: "目次" }).getByRole("link", { name: "事業の予算と決算" }).click();
  await expect(page.getByRole("heading", { name: "事業の予算と決算" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "事業の予算と決算" })).toBeInViewport();
  expect(page.url()).toBe(address);
  await expect(app.heading).toHaveText("鎌倉市 施策シート");
});

test("on a phone the first number is seen without scrolling", async ({ app, page }) => {
  await page.setViewportSize({ width: 375, height: 667 });
  await app.open("overview");
  await expect(app.main.locator(".verdicts strong").first()).toBeInViewport({ ratio: 1 });
});

test("three hundred and five indicators are saved as pictures that every browser draws", async ({ app, page }) => {
  test.slow();
  const plan = JSON.parse(await readFile(new URL("../../seeds/plan.json", import.meta.url), "utf8"));
  const [policy] = plan.plan.policies;
  for (let number = 6; number <= 305; number += 1) {
    const id = `3-10-k${number}`;
    policy.indicators.push(id);
    for (const field of ["name", "unit", "latest-year", "latest", "source"]) plan.plan.cells[`${id}/${field}`] = plan.plan.cells[`3-10-k1/${field}`];
    plan.plan.cells[`${id}/baseline`] = { observation: { final: "70" } };
    plan.plan.cells[`${id}/actual/2026`] = { observation: { final: "75" } };
  }
  await page.route("**/plan.json", (route) => route.fulfill({ json: plan }));
  await app.open("overview");
  await app.button("図と表を保存").click();
  const { name, bytes } = await app.saved(page.getByRole("group", { name: "商工業の指標の推移", exact: true }).getByRole("button", { name: "画像(PNG)を保存" }));
  expect(name).toBe("3-10-indicators.zip");
  await app.said("「3-10-indicators.zip」を保存しました。展開すると、番号の付いた画像が入っています。");
  // What is in it, by its directory; pictures are of two points a pixel, none higher than what Safari draws.
  const files = Object.entries(unzipSync(bytes));
  expect(files.length).toBeGreaterThan(1);
  for (const [index, [file, content]] of files.entries()) {
    expect(file).toBe(`3-10-indicators-${index + 1}.png`);
    const picture = Buffer.from(content);
    const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
    expect([width, height * width <= 16_777_216, picture.length > 10_000]).toEqual([1504, true, true]);
  }
});
