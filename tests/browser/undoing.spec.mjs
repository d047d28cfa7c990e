/** Taking back and restoring, by buttons and by keys. */

import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));

test("by buttons, step by step, and still after a reload", async ({ app }) => {
  await app.openToEdit("enter");
  const undo = app.bar.getByRole("button", { name: "元に戻す" });
  const redo = app.bar.getByRole("button", { name: "やり直す" });
  await expect(undo).toBeDisabled();
  await expect(redo).toBeDisabled();
  await app.enter(first, "75");
  await app.enter(first, "76");
  await app.enter(second, "2041");
  await undo.click();
  await app.said("元に戻しました。");
  await app.holds({ [first]: "76", [second]: "" });
  await undo.click();
  await app.holds({ [first]: "75" });
  await redo.click();
  await app.said("やり直しました。");
  await app.holds({ [first]: "76", [second]: "" });
  await undo.click();
  await undo.click();
  await app.holds({ [first]: "", [second]: "" });
  await expect(undo).toBeDisabled();
  await app.rest("20項目のうち、未入力は15項目です。");
  await redo.click();

  await app.reload();
  await app.edit();
  await app.holds({ [first]: "75", [second]: "" });
});

test("a new change after taking back ends what could be restored", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.undo();
  await app.enter(first, "80");
  await expect(app.bar.getByRole("button", { name: "やり直す" })).toBeDisabled();
  await app.undo();
  await app.holds({ [first]: "" });
});

test("Ctrl+Z and Ctrl+Shift+Z outside a field; inside, they are the text’s own", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await expect(app.field(second)).toBeFocused();
  await page.keyboard.type("9");
  await page.keyboard.press("Control+z");
  await app.holds({ [first]: "75", [second]: "" });
  await page.keyboard.press("Escape");
  await app.heading.click();
  await page.keyboard.press("Control+z");
  await app.holds({ [first]: "" });
  await page.keyboard.press("Control+Shift+z");
  await app.holds({ [first]: "75" });
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+y");
  await app.holds({ [first]: "75" });

  // In reading the keys do nothing.
  await app.bar.getByRole("button", { name: "閲覧に戻る" }).click();
  await page.keyboard.press("Control+z");
  await app.edit();
  await app.holds({ [first]: "75" });
});

test("each message is an element of its own, shown for as long as the first", async ({ app, page }) => {
  await app.openToEdit("enter");
  const said = page.locator(".page > .said p");
  const seen = [];
  for (const value of ["75", "76", "77"]) {
    await app.enter(first, value);
    await app.said(`「${first}」を${value}にしました`);
    seen.push(await said.elementHandle());
  }
  // An animation begins with its element.
  expect(await Promise.all(seen.map((one) => one?.evaluate((element) => element.isConnected)))).toEqual([false, false, true]);
});
