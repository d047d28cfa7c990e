/** The overview: all indicators side by side, their money together, narrowed, ordered, and as one table. */

import { INDICATORS, PROJECTS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1, K2] = INDICATORS;

/** @param {import('./support/app.mjs').App} app */
const cards = (app) => app.main.getByRole("listitem").filter({ has: app.page.locator("a[href^='#/indicator/']") });

test("as the seed has it: every indicator with its latest value, no empty drawing, and the money of all projects", async ({ app }) => {
  await app.open("overview");
  await expect(cards(app)).toHaveCount(10);
  const first = cards(app).first();
  await expect(first).toContainText(K1);
  await expect(first).toContainText("直近実績値 71件(2024年)");
  await expect(first).toContainText("判定なし 実績が未入力");
  await expect(cards(app).getByRole("img")).toHaveCount(0);
  await expect(app.main).toContainText("10指標のうち良好0、注視0、課題0、判定なし10です。");
  const money = app.main.getByRole("img", { name: /^商工業の5事業/ });
  await money.scrollIntoViewIfNeeded();
  await expect(money.locator("svg")).toBeVisible();
  await expect(money).toHaveAccessibleName(/378,189千円/);
});

test("what was entered is drawn small, all with the same years; one table has it all", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(actual(K1), "75");
  await app.enter(actual(K2), "1,990");
  await app.open("overview");
  // Not by role: an svg counts as one more.
  const drawn = cards(app).locator("[role=img]");
  await expect(drawn).toHaveCount(2);
  const years = async (/** @type {number} */ index) => {
    await drawn.nth(index).scrollIntoViewIfNeeded();
    await expect(drawn.nth(index).locator("svg")).toBeVisible();
    return (await drawn.nth(index).locator("text").allTextContents()).filter((text) => /^(R\d+|\d{4}年?|年)$/.test(text));
  };
  const [one, other] = [await years(0), await years(1)];
  expect(one.length).toBeGreaterThan(5);
  expect(one).toEqual(other);
  await expect(cards(app).getByRole("application"), "one of many is not walked").toHaveCount(0);

  await app.main.getByRole("button", { name: "表で見る" }).first().click();
  const table = app.main.getByRole("table", { name: /^商工業の指標の一覧/ });
  await expect(table.getByRole("columnheader")).toHaveText(["指標", "直近実績値", "直近の年", "初期値", "R8", "R9", "R10", "R11", "R12", "目標値", "目標の年度", "判定", "出典"]);
  const row = table.getByRole("row").filter({ hasText: K1 });
  await expect(row.getByRole("cell")).toHaveText(["71", "2024年", "未入力", "75", "未入力", "未入力", "未入力", "未入力", "未記載", "", /^判定なし\(/, /./]);
  await expect(table.getByRole("row")).toHaveCount(11);
});

test("one initiative, another order, another year; what was chosen stays", async ({ app, page }) => {
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
  await expect(cards(app).filter({ hasText: K1 })).toHaveCount(0);
  await expect(app.main).toContainText("この取組の事業の成果指標だけを並べています。");
  await expect(app.main.getByRole("img", { name: new RegExp(`^商工業\\(主な取組①\\)の${some}事業`) })).toBeAttached();
  await expect(initiative, "the list that was used is still there").toBeFocused();
  await initiative.selectOption({ index: 0 });

  await app.choice("並び順").selectOption("判定の順(課題から)");
  await expect(cards(app)).toHaveCount(10);
  await app.choice("対象の年度").selectOption({ index: 2 });
  await expect(app.main).toContainText("令和10(2028)年度までの実績による判定は、");
  await expect(app.choice("並び順").locator("option:checked")).toHaveText("判定の順(課題から)");
  await expect(app.main.getByRole("link", { name: PROJECTS[0].name, exact: true })).toBeVisible();
  await page.setViewportSize({ width: 320, height: 700 });
  // Drawings take their new width when they notice it.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("what was chosen in reading stays when the figures are taken along: published values as picture, CSV and HTML", async ({ app, page, newContext }) => {
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
  expect(narrowed.name).toBe("3-10-initiative-2-indicators.csv");
  expect(narrowed.bytes.toString("utf8").split("\r\n")).toHaveLength(3 + count + 1);

  await app.choice("主な取組").selectOption({ index: 0 });
  const csv = await saved("商工業の指標の推移", "CSVを保存");
  expect(csv.bytes.toString("utf8")).toMatch(/\r\n指標,直近実績値,直近の年,初期値,R8,R9,R10,R11,R12,目標値,目標の年度,判定,出典\r\n/);
  expect(csv.bytes.toString("utf8"), "published, not drafted").toContain(`${K1}(件),71,2024年,未入力,未入力,`);
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
