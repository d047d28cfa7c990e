/** What cannot be read stays in its field, is named wherever it would be missed, and is never lost without a word. */

import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));
const paid = settlement(PROJECTS[0].name);

/** R8 is closed with a first value of 75, and its screen of entry is open. @param {App} app */
async function closedAt75(app) {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.open("publish");
  await app.closeYear();
  await app.open("enter");
}

test("it stays when the screen is left, is counted in the bar, named before saving and after", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "七十五くらい");
  await app.describes(first).toBe(/数として読めません/);
  await app.enter(second, "2041");
  const link = app.bar.getByRole("link", { name: "保存していない欄 1件" });
  await expect(link).toBeVisible();

  await app.open("exchange");
  const before = app.main.getByRole("listitem").filter({ hasText: first });
  await expect(before).toContainText("「七十五くらい」は保存していないため、ファイルには入りません。");
  const { name, text } = await app.save();
  await app.said(`「${name}」を保存しました。取りまとめの担当に渡すか、控えとして保管してください。保存していない欄1件の文字は入っていません。`);
  expect(text).not.toContain("七十五");

  await link.click();
  await app.shows("enter");
  await app.holds({ [first]: "七十五くらい" });
  await app.describes(first).toBe(/数として読めません/);
  await app.enter(first, "75");
  await app.said(`「${first}」を75にしました`);
  await expect(link).toHaveCount(0);
});

test("Esc gives it up; reading shows nothing of it, and editing shows it again", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "?");
  await app.button("閲覧に戻る").click();
  await expect(app.page.getByRole("textbox")).toHaveCount(0);
  await expect(app.main).not.toContainText("?");
  await app.edit();
  await app.holds({ [first]: "?" });
  await app.field(first).press("Escape");
  await app.field(second).focus();
  await expect(app.field(first)).toHaveValue("");
  await expect(app.bar.getByRole("link", { name: /^保存していない欄/ })).toHaveCount(0);
});

test("what another tab enters meanwhile is a disagreement, not overwritten unseen", async ({ app, context }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75件?");
  await app.open("exchange");
  const other = new App(await context.newPage());
  await other.openToEdit("enter");
  await other.enter(first, "80");
  await other.said(`「${first}」を80にしました`);
  await app.open("enter");
  await app.holds({ [first]: "75件?" });
  await app.enter(first, "75");
  await expect(app.conflict(first)).toBeVisible();
});

test("values that may be slips are named before saving", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(paid, "1,251");
  await app.open("exchange");
  await expect(app.main.getByRole("heading", { name: "保存する前に確かめたい項目" })).toBeVisible();
  const row = app.main.getByRole("listitem").filter({ hasText: paid }).first();
  await expect(row).toContainText("注意: 決算額が予算額を上回っています。");
  await app.open("publish");
  await expect(row, "and before publishing").toContainText("注意: 決算額が予算額を上回っています。");
  await row.getByRole("link", { name: paid }).click();
  await app.shows("enter");
});

test("a state refused in a closed year is not shown as taken", async ({ app }) => {
  await closedAt75(app);
  await app.openDetails(first);
  const state = app.choice(`${first}の状態`);
  await state.selectOption("未公表");
  await app.said("締めた年度の値です。");
  await expect(state.locator("option:checked")).toHaveText("数値(確定)");
});

test("a refused remark stays in sight below its row, and is led to", async ({ app }) => {
  await closedAt75(app);
  await app.openDetails(first);
  const remark = app.field(`${first}の備考`);
  await remark.fill("再集計した値です");
  await remark.blur();
  await app.field(second).click();
  await expect(remark, "though another row is in use").toBeVisible();
  await app.describes(`${first}の備考`).toBe(/締めた年度の値です/);
  await app.open("overview");
  await app.bar.getByRole("link", { name: "保存していない欄 1件" }).click();
  await expect(remark).toBeFocused();
  await expect(remark).toHaveValue("再集計した値です");
  await app.page.keyboard.press("End");
  await app.page.keyboard.type("。");
  await expect(remark, "while it is typed on").toBeFocused();
  await expect(remark).toHaveValue("再集計した値です。");
});

test("a link to a missing value begins editing where it is read", async ({ app }) => {
  await app.open("handIn");
  await app.main.getByText(/^未入力の項目/).click();
  await app.main.getByRole("link", { name: second }).click();
  await expect(app.field(second)).toBeFocused();
});

test("what a closed year refused is taken as soon as the reason is given, on whatever screen", async ({ app }) => {
  await closedAt75(app);
  await app.enter(first, "76");
  await app.describes(first).toBe(/締めた年度の値です/);
  await app.open("history");
  await app.field("訂正の理由").fill("集計の誤り");
  await app.field("訂正の理由").blur();
  await app.said(`「${first}」を76にしました`);
  await expect(app.bar.getByRole("link", { name: /^保存していない欄/ })).toHaveCount(0);
  await expect(app.main.getByRole("row").filter({ hasText: "75 → 76" })).toContainText("集計の誤り");

  await app.open("enter");
  await app.field("訂正の理由").fill("");
  await app.enter(first, "77");
  await app.describes(first).toBe(/締めた年度の値です/);
  await app.field("訂正の理由").fill("再集計");
  await app.field("訂正の理由").press("Enter");
  await app.said(`「${first}」を77にしました`);
  await app.describes(first).toBe("");
  await app.holds({ [first]: "77" });
});

test("a refusal leads to the reason, and what the year was closed with needs none", async ({ app }) => {
  await closedAt75(app);
  await app.enter(first, "76");
  await app.describes(first).toBe(/締めた年度の値です/);
  await app.button("「訂正の理由」の欄へ").press("Enter");
  await expect(app.field("訂正の理由")).toBeFocused();
  await app.page.keyboard.type("集計の誤り");
  await app.page.keyboard.press("Enter");
  await app.said(`「${first}」を76にしました`);
  await app.openDetails(first);
  await expect(app.main.getByText("訂正", { exact: true })).toBeVisible();
  await app.field("訂正の理由").fill("");
  await app.enter(first, "75");
  await app.said("前は76でした。");
  await expect(app.main.getByText("訂正", { exact: true })).toHaveCount(0);
});

test("what could not be read is not confirmed unseen", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(second, "2041");
  const confirm = app.main.getByRole("button", { name: /^入力済みの値をすべて確認済みにする/ }).first();
  await app.enter(first, "七十五");
  await confirm.click();
  await app.said("1か所を確認済みにしました。");
  await expect(app.main.getByText("確認済み", { exact: true })).toHaveCount(1);
});

test("the link of the bar leads into the field itself", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(second, "?");
  await app.open("exchange");
  await app.bar.getByRole("link", { name: "保存していない欄 1件" }).click();
  await app.shows("enter");
  await expect(app.field(second)).toBeFocused();
});
