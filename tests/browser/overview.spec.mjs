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
  await expect(first).toContainText("実績は未入力 直近実績値 71件(2024年)");
  await expect(first).toContainText("判定なし");
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
  await expect(table.getByRole("columnheader")).toHaveText(["指標", "直近実績値", "初期値", "R8", "R9", "R10", "R11", "R12", "目標値", "判定", "出典"]);
  const row = table.getByRole("row").filter({ hasText: K1 });
  await expect(row.getByRole("cell")).toHaveText(["71(2024年)", "未入力", "75", "未入力", "未入力", "未入力", "未入力", "未記載", /^判定なし\(/, /./]);
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
  await expect(app.main.getByRole("img", { name: new RegExp(`^商工業の${some}事業`) })).toBeAttached();
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
