/** One count, one meaning: changes are counted by the cells they change, wherever a number of them stands. */

import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const [P1, P2] = PROJECTS;

/** Says who sits there. @param {App} app @param {string} department @param {string} [author] */
async function sits(app, department, author = "") {
  await app.open("exchange");
  await app.choice("所属(任意)").fill(department);
  await app.field("氏名(任意)").fill(author);
  await app.field("氏名(任意)").blur();
  await app.said("所属を覚えました。");
}

test("a value that was entered twice is one change: in the bar, before saving, in the file and after loading it", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "74");
  await app.enter(first, "75");
  await app.enter(second, "2041");
  await app.enter(third, "58");
  await app.undo();
  await expect(app.bar).toContainText("ファイルに保存していない変更 2件");
  await app.open("exchange");
  await expect(app.main).toContainText("このブラウザーの下書きは2件です。ファイルに保存していない変更 2件");
  const file = await app.save();
  await page.evaluate(() => localStorage.clear());
  await app.reload();
  await app.edit();
  await app.load(file);
  await expect(app.offer).toContainText("変更2件");
  await app.button("統合する").click();
  await app.said("統合しました。2か所が変わりました。「元に戻す」で統合の前に戻せます。");
  await expect(app.main.getByRole("listitem").filter({ hasText: `「${file.name}」` })).toContainText("変更2件");
  await expect(app.main).toContainText("このブラウザーの下書きは2件です。");
});

test("after a department's part was saved, only what is not in it waits for a file", async ({ app }) => {
  await app.openToEdit("exchange");
  await sits(app, "企画課");
  await app.open("enter");
  await app.enter(first, "75");
  await sits(app, "産業課");
  await app.open("enter");
  await app.enter(settlement(P1.name), "1198");
  await app.open("exchange");
  await app.saved(app.button("産業課の分を提出用に保存"));
  await app.said("このブラウザーの変更のうち、1件は選んだ範囲の外なので入っていません。");
  await expect(app.bar).toContainText("ファイルに保存していない変更 1件");
  await app.save();
  await expect(app.bar).toContainText("ファイルに保存していない変更はありません。");
});

test("all disagreements stand under one number, those with another department's change marked", async ({ app, newContext }) => {
  const colleague = new App(await (await newContext()).newPage());
  await colleague.openToEdit("exchange");
  await sits(colleague, "企画課");
  await colleague.open("enter");
  await colleague.enter(first, "75");
  await colleague.enter(settlement(P1.name), "1198");
  await colleague.enter(settlement(P2.name), "320000");
  const file = await colleague.save();

  await app.openToEdit("enter");
  await app.enter(first, "80");
  await app.enter(settlement(P1.name), "1200");
  await app.load(file);
  const conflicts = app.group("食い違いになるところ: 2か所");
  await expect(conflicts).toContainText("(所管課ではない課)");
  await expect(app.group("所管課ではない課からの変更: 1か所")).toContainText("320,000");
  await app.button("統合する").click();
  await app.said("統合しました。1か所が変わりました。食い違い2か所は、まだ決まっていません。");
  await expect(app.bar.getByRole("link", { name: "入力の食い違い 2件" })).toBeVisible();
});

test("what was entered before a name was given says who sent it", async ({ app, newContext }) => {
  const colleague = new App(await (await newContext()).newPage());
  await colleague.openToEdit("enter");
  await colleague.enter(first, "75");
  await sits(colleague, "産業課", "鎌倉 花子");
  const file = await colleague.save();
  const sent = "氏名の記載なし(送った人: 産業課 鎌倉 花子)";

  await app.openToEdit("enter");
  await app.enter(first, "80");
  await app.load(file);
  await expect(app.group("食い違いになるところ: 1か所")).toContainText(sent);
  await app.button("統合する").click();
  await expect(app.conflict(first)).toContainText(sent);
  await app.open("history");
  await app.reload();
  await expect(app.main.getByRole("table")).toContainText(sent);
});

test("what was taken in already does not stand there twice", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const file = await app.save();
  await page.evaluate(() => localStorage.clear());
  await app.reload();
  await app.edit();
  for (const said of ["統合しました。1か所が変わりました。", "同じ内容は、すでに取り込まれています。何も変わっていません。"]) {
    await app.load(file);
    await app.button("統合する").click();
    await app.said(said);
    await expect(page.locator("#loads + ul").getByRole("listitem")).toHaveCount(1);
  }
  // Switched off, it can be taken in again, and taken back.
  await app.undo();
  await app.load(file);
  await app.button("統合する").click();
  await app.said("統合しました。1か所が変わりました。");
});
