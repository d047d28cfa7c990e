/** Whoever works by keyboard is never thrown back to the top by a button that goes with what it was for. */

import { INDICATORS, R8, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first] = INDICATORS.map((indicator) => actual(indicator));

/** What has the focus: the tag of the element. @param {import('@playwright/test').Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.tagName);

test("deciding, confirming, closing and setting back leave the focus where they were", async ({ app, page }) => {
  await app.disagree(first);
  await app.button(`この値にする: 75(${first})`).focus();
  await page.keyboard.press("Enter");
  await expect(app.conflict(first)).toHaveCount(0);
  await expect.poll(() => focused(page), "deciding").not.toBe("BODY");

  await app.open("enter");
  const confirm = app.button("入力済みの値をすべて確認済みにする(施策指標)");
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(confirm).toHaveCount(0);
  await expect.poll(() => focused(page), "confirming").not.toBe("BODY");

  await app.open("publish");
  await app.main.getByText("ほかの年度を締める・締めを取り消す").press("Enter");
  await app.button("令和8(2026)年度を締める").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page), "the question").not.toBe("BODY");
  await app.button("締める").focus();
  await page.keyboard.press("Enter");
  await app.said("令和8(2026)年度を締めました。");
  await expect.poll(() => focused(page), "closing").not.toBe("BODY");

  await app.open("history");
  await app.field("訂正の理由").fill("確認のため");
  await app.button(`この値に戻す: 80(${first})`).focus();
  await page.keyboard.press("Enter");
  await expect(app.button(`この値に戻す: 75(${first})`).first()).toBeVisible();
  await expect.poll(() => focused(page), "setting back").not.toBe("BODY");
});

test("undoing and redoing by keyboard stay on their buttons to the last, and on the overview on the same link", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const [undo, redo] = ["元に戻す", "やり直す"].map((name) => app.bar.getByRole("button", { name }));
  await undo.focus();
  await page.keyboard.press("Enter");
  await app.said("元に戻しました。");
  await expect(undo).toBeFocused();
  await expect(undo).toBeDisabled();
  await page.keyboard.press("Enter");
  await app.said("元に戻す変更はありません。");
  await redo.focus();
  await page.keyboard.press("Enter");
  await app.said("やり直しました。");
  await expect(redo).toBeFocused();

  await app.open("overview");
  const link = app.main.getByRole("link", { name: INDICATORS[0] }).first();
  await link.focus();
  await page.keyboard.press("Control+z");
  await app.said("元に戻しました。");
  await expect(link).toBeFocused();
});

test("the links to disagreements end at them, and deciding one moves no other under the pointer", async ({ app, page }) => {
  const [one, other] = INDICATORS.map((indicator) => actual(indicator));
  await app.openToEdit("enter");
  await app.enter(one, "75");
  await app.enter(other, "2041");
  const file = await app.save();
  await page.evaluate(() => localStorage.clear());
  await app.reload();
  await app.edit();
  await app.enter(one, "80");
  await app.enter(other, "20500");
  await app.load(file);
  await app.button("統合する").click();
  const heading = app.main.getByRole("heading", { name: "入力の食い違い" });
  await app.open("enter");
  await app.bar.getByRole("link", { name: "入力の食い違い 2件" }).click();
  await app.shows("exchange");
  await expect(heading).toBeFocused();
  await app.open("publish");
  await app.main.getByRole("link", { name: "入力の食い違い" }).click();
  await app.shows("exchange");
  await expect(heading).toBeFocused();

  const next = app.button(`この値にする: 2,041(${other})`);
  const place = async () => (await next.boundingBox())?.y;
  await app.button(`この値にする: 75(${one})`).focus();
  const before = await place();
  await page.keyboard.press("Enter");
  const decided = app.main.getByText("75に決めました。「元に戻す」で、決める前に戻せます。");
  await expect(decided).toBeFocused();
  expect(await place()).toBe(before);
  // What may be a slip of the hand is said beside it, and why it is decided can be noted.
  await expect(app.conflict(other)).toContainText(/20,500 [^,]* 注意: 前の値と5倍以上違います。/);
  await app.main.getByRole("textbox", { name: /^決めた理由/ }).fill("団体に確認");
  await next.click();
  await expect(app.main).toContainText("食い違いは、すべて決まりました。");
  const { json } = await app.save();
  expect(json.edits.filter((/** @type {any} */ edit) => edit.reason === "団体に確認").map((/** @type {any} */ edit) => edit.cell)).toEqual(["3-10-k2/actual/2026"]);
  await app.undo();
  await expect(app.conflict(other)).toBeVisible();
});

test("editing begun on the screen of entry begins in its first field: by its address, the button or a link that asks for it", async ({ app, page }) => {
  const first = app.field(actual(INDICATORS[0]));
  await app.open("enter");
  await expect(first).toBeFocused();
  await app.bar.getByRole("button", { name: "閲覧に戻る" }).click();
  await app.main.getByRole("button", { name: "編集する" }).click();
  await expect(first).toBeFocused();
  await app.open("sheet");
  await app.reload();
  await app.main.getByRole("link", { name: "令和8(2026)年度を入力する" }).click();
  await app.shows("enter");
  await expect(app.bar).toBeVisible();
  await expect(first).toBeFocused();
  expect(new URL(page.url()).hash, "what was asked for is no address").toBe("#/policy/3-10/enter/2026");
});

test("Enter leads from field to field, and each is in sight", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await app.openToEdit("enter");
  await app.field(R8[0].field).focus();
  for (const { field } of R8.slice(1)) {
    await page.keyboard.press("Enter");
    await expect(app.field(field)).toBeFocused();
    const seen = await page.evaluate(() => {
      const { top, bottom } = /** @type {Element} */ (document.activeElement).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    expect(seen, field).toBe(true);
  }
});

test("a file that is picked leads to its comparison; 編集する ends looking", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const file = await app.save();
  await app.undo();
  await app.open("exchange");
  await app.load(file);
  await expect(app.offer.getByRole("heading").first()).toBeFocused();
  await app.button("取り込まずに見る").click();
  await app.shows("sheet");
  await app.head.getByRole("button", { name: "編集する" }).click();
  await expect(app.bar).toBeVisible();
  await expect(app.button("見るのをやめる")).toHaveCount(0);
});

test("loaded anew, a screen that was edited is in editing; one that was read is not", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.open("sheet");
  await expect.poll(() => page.evaluate(() => history.state)).toBe("editors");
  await page.reload();
  await expect(app.bar).toBeVisible();
  await app.button("閲覧に戻る").click();
  await expect(app.main.getByText("このブラウザーに下書きが1件あります。")).toBeVisible();
  await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
  await page.reload();
  await expect(app.head.getByRole("button", { name: "編集する" })).toBeVisible();
  await expect(app.bar).toHaveCount(0);
});

test("what was said goes with its screen, unless it led away from there", async ({ app, page }) => {
  const said = page.locator(".said p");
  await app.openToEdit("enter");
  await page.clock.setFixedTime(new Date("2027-05-10T09:00:00+09:00"));
  await app.enter(first, "75");
  await app.said(`「${first}」を75にしました`);
  await page.clock.setFixedTime(new Date("2027-05-10T09:00:02+09:00"));
  await app.open("sheet");
  await expect(said).toHaveCount(0);
  await app.button("施策指標を追加").click();
  await app.said("施策指標を追加しました。");
  await app.open("exchange");
  await expect(said).toHaveText(/施策指標を追加しました。/);
});

test("reading says that there are drafts it does not show", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.rest("20項目のうち、未入力は14項目です。");
  await app.button("閲覧に戻る").click();
  await expect(app.main.getByText("このブラウザーに下書きが1件あります。")).toBeVisible();
  await app.rest("20項目のうち、未入力は15項目です。");
});
