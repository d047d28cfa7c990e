/** Whoever works by keyboard is never thrown back to the top by a button that goes with what it was for. */

import { INDICATORS, actual } from "./support/sheet.mjs";
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

test("editing begun on the screen of entry begins in its first field: who enters, then the first value", async ({ app, page }) => {
  await app.open("enter");
  await app.main.getByRole("button", { name: "編集する" }).click();
  await expect(app.choice("所属(任意)")).toBeFocused();
  await page.keyboard.type("産業課");
  await page.keyboard.press("Tab");
  await expect(app.field("氏名(任意)")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(app.field(actual(INDICATORS[0]))).toBeFocused();
  await page.keyboard.type("75");
  await page.keyboard.press("Enter");
  const { json } = await app.save();
  expect(json.edits[0].department).toBe("産業課");
  // Known now, nobody is asked again.
  await app.reload();
  await app.main.getByRole("button", { name: "編集する" }).click();
  await expect(app.choice("所属(任意)")).toHaveCount(0);
  await expect(app.field(actual(INDICATORS[0]))).toBeFocused();
});

test("Enter leads from field to field, and each is in sight", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await app.openToEdit("enter");
  await app.field(actual(INDICATORS[0])).focus();
  for (let field = 0; field < 15; field += 1) {
    await page.keyboard.press("Enter");
    const seen = await page.evaluate(() => {
      const { top, bottom } = /** @type {Element} */ (document.activeElement).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    expect(seen, `after ${field + 1} times Enter`).toBe(true);
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

test("reading says that there are drafts it does not show", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.rest("20項目のうち、未入力は14項目です。");
  await app.button("閲覧に戻る").click();
  await expect(app.main.getByText("このブラウザーに下書きが1件あります。")).toBeVisible();
  await app.rest("20項目のうち、未入力は15項目です。");
});
