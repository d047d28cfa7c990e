/** Another sheet of the city, taken in: pasted, from files in the encodings of offices, and what is no sheet. */

import { readFileSync } from "node:fs";
import { App } from "./support/app.mjs";
import { PROJECTS, budget } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const SHEET = readFileSync("seeds/3-10.txt", "utf8");
const OTHER = SHEET.replace("3-10 商工業", "4-1 観光").replace("1,250", "777");

/** @param {import('./support/app.mjs').App} app */
async function openToTakeIn(app) {
  await app.openToEdit("exchange");
  await app.main.getByText("施策シートを取り込む").click();
}

test("a pasted sheet is shown with what was decided, becomes a policy, and is taken back in one step", async ({ app, page }) => {
  await openToTakeIn(app);
  await app.field("施策シートの文章").fill(OTHER);
  await app.button("読み取った内容を確認する").click();
  const offer = page.getByRole("region", { name: "読み取った内容" });
  await expect(offer.getByRole("heading", { name: "読み取った内容" })).toBeFocused();
  await expect(offer).toContainText("施策を1件、指標・主な取組・事業を19件加えます。");
  const row = offer.getByRole("row").filter({ hasText: "目指す方向" }).filter({ hasText: "↗ 増加" }).first();
  await expect(row).toContainText("矢印「↗」が文字化けしたものと考えて「増加」としています。");
  await expect(row).toContainText("もとの文章の");
  await offer.getByRole("button", { name: "取り込む" }).click();
  await app.said("施策シートを取り込み、");
  await expect(offer).toHaveCount(0);
  await app.navigation.getByRole("link", { name: "一覧" }).click();
  await app.main.getByRole("link", { name: /観光/ }).first().click();
  await expect(app.heading).toContainText("観光");
  await app.undo();
  await app.open("overview");
  await expect(app.main.getByRole("link", { name: /観光/ })).toHaveCount(0);
});

test("what is typed and shown stays while another tab adds a project", async ({ app, context }) => {
  await openToTakeIn(app);
  const text = app.field("施策シートの文章");
  await text.fill(OTHER);
  const unsaved = app.bar.getByText(/^ファイルに保存していない変更/);
  const add = async () => {
    const before = String(await unsaved.textContent());
    const other = new App(await context.newPage());
    await other.openToEdit("sheet");
    await other.main.getByRole("button", { name: "事業を追加" }).click();
    await other.said("事業を追加しました。");
    await other.page.close();
    await expect(unsaved).not.toHaveText(before);
  };
  await add();
  await expect(text).toHaveValue(OTHER);
  await app.button("読み取った内容を確認する").click();
  const offer = app.page.getByRole("region", { name: "読み取った内容" });
  await expect(offer).toBeVisible();
  await add();
  await expect(offer).toContainText("施策を1件、指標・主な取組・事業を19件加えます。");
  // Taken in by the other tab meanwhile, it is read anew: it would be there twice.
  const other = new App(await context.newPage());
  await openToTakeIn(other);
  await other.field("施策シートの文章").fill(OTHER);
  await other.button("読み取った内容を確認する").click();
  await other.page.getByRole("region", { name: "読み取った内容" }).getByRole("button", { name: "取り込む" }).click();
  await other.said("施策シートを取り込み、");
  await expect(offer).toContainText("このシートの内容は、すべて計画にあります。");
  await expect(text).toHaveValue(OTHER);
});

test("the sheet of a policy that is there brings what differs, by name", async ({ app, page }) => {
  await openToTakeIn(app);
  await app.field("施策シートの文章").fill(SHEET);
  await app.button("読み取った内容を確認する").click();
  const offer = page.getByRole("region", { name: "読み取った内容" });
  await expect(offer).toContainText("このシートの内容は、すべて計画にあります。");
  await expect(offer.getByRole("button", { name: "取り込む" })).toHaveCount(0);
  await offer.getByRole("button", { name: "やめる" }).click();
  await app.field("施策シートの文章").fill(SHEET.replace("1,250", "1,300"));
  await app.button("読み取った内容を確認する").click();
  await expect(offer.getByRole("row")).toHaveText([/項目.*いまの値.*取り込む値/, new RegExp(`${PROJECTS[0].name}.*1,250.*1,300`)]);
  await offer.getByRole("button", { name: "取り込む" }).click();
  await app.open("enter");
  await app.holds({ [budget(PROJECTS[0].name)]: "1,300" });
});

for (const [name, buffer] of /** @type {[string, Buffer][]} */ ([
  ["UTF-8", Buffer.from(OTHER)],
  ["UTF-16", Buffer.from(`\ufeff${OTHER.replaceAll("\n", "\r\n")}`, "utf16le")],
  ["Shift_JIS", readFileSync("tests/fixtures/sheets/shift_jis.txt")],
])) {
  test(`a file in ${name} is read`, async ({ app, page }) => {
    await openToTakeIn(app);
    await page.getByLabel("ファイルから読み込む").setInputFiles({ name: "sheet.txt", mimeType: "text/plain", buffer });
    const offer = page.getByRole("region", { name: "読み取った内容" });
    await expect(offer).toContainText("施策を1件、指標・主な取組・事業を19件加えます。");
    await expect(offer).toContainText("観光");
    await expect(offer).toContainText("777");
  });
}

test("what is no sheet is refused with why, and what is no text is said", async ({ app, page }) => {
  await openToTakeIn(app);
  await app.field("施策シートの文章").fill("議事録\n出席者\n");
  await app.button("読み取った内容を確認する").click();
  const offer = page.getByRole("region", { name: "読み取った内容" });
  await expect(offer).toContainText("施策シートとして読み取れませんでした。");
  await page.getByLabel("ファイルから読み込む").setInputFiles({ name: "x.xlsx", mimeType: "", buffer: Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0xfd, 0x80]) });
  await app.said("文字として読めないファイルです。");
});
