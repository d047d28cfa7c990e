/** Several tabs of one browser are open at once: each shows what the others do, and nothing is lost. */

import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));

/** Two tabs at the same screen, both in editing. @param {App} one @param {import('@playwright/test').BrowserContext} context */
async function twoTabs(one, context) {
  const other = new App(await context.newPage());
  await one.openToEdit("enter");
  await other.openToEdit("enter");
  return other;
}

test("each shows the other’s edits without a reload, both ways", async ({ app, context }) => {
  const other = await twoTabs(app, context);
  await app.enter(first, "75");
  await other.holds({ [first]: "75" });
  await other.enter(second, "2041");
  await app.holds({ [first]: "75", [second]: "2,041" });
  await other.undo();
  await app.holds({ [second]: "" });
  await other.redo();
  await app.holds({ [second]: "2,041" });
  // Another tab's step is taken back by the same person at the same browser.
  await app.undo();
  await other.holds({ [first]: "75", [second]: "" });
  await app.rest("20項目のうち、未入力は14項目です。");
  await other.rest("20項目のうち、未入力は14項目です。");
});

test("a field typed in while the other tab saves the same cell: a conflict, not a loss", async ({ app, context }) => {
  const other = await twoTabs(app, context);
  await app.field(first).focus();
  await app.page.keyboard.type("7");
  await other.enter(first, "80");
  await other.holds({ [first]: "80" });
  // The other's edit has arrived in this tab before the field is left.
  await app.rest("20項目のうち、未入力は14項目です。");
  await expect(app.field(first), "what is being typed stays").toHaveValue("7");
  await app.page.keyboard.type("5");
  await app.page.keyboard.press("Enter");

  for (const tab of [app, other]) {
    const values = tab.conflict(first).getByRole("listitem");
    await expect(values).toHaveCount(2);
    await expect(values.filter({ hasText: "75" })).toHaveCount(1);
    await expect(values.filter({ hasText: "80" })).toHaveCount(1);
    await expect(tab.bar.getByRole("link", { name: "入力の食い違い 1件" })).toBeVisible();
  }
  await other.bar.getByRole("link", { name: "入力の食い違い 1件" }).click();
  await other.shows("exchange");
  await expect(other.conflict(first)).toBeVisible();

  await other.button(`この値にする: 80(${first})`).click();
  await expect(other.conflict(first)).toHaveCount(0);
  await expect(app.conflict(first)).toHaveCount(0);
  await app.holds({ [first]: "80" });

  // Taking the decision back opens the conflict again, here and there.
  await other.undo();
  await expect(app.conflict(first)).toBeVisible();
  await expect(other.conflict(first)).toBeVisible();
  await app.reload();
  await app.edit();
  await expect(app.conflict(first).getByRole("listitem")).toHaveCount(2);
});

test("typing while the other tab enters the same value is an agreement", async ({ app, context }) => {
  const other = await twoTabs(app, context);
  await app.field(first).focus();
  // Begun before: whoever begins after has seen the other value, and agrees with whatever it is.
  await app.page.keyboard.type("75");
  await other.enter(first, "75");
  await app.rest("20項目のうち、未入力は14項目です。");
  await app.page.keyboard.type(".0");
  await app.page.keyboard.press("Enter");
  await expect(app.field(second)).toBeFocused();
  // A tab hears of edits in their order: with this one, the other has the one before.
  await app.enter(second, "2041");
  await other.holds({ [first]: "75.0", [second]: "2,041" });
  await expect(app.conflict(first)).toHaveCount(0);
  await expect(other.conflict(first)).toHaveCount(0);
});

test("a field that has the focus follows while nothing is typed; the next key replaces what came", async ({
  app,
  context,
}) => {
  const other = await twoTabs(app, context);
  await app.field(first).focus();
  await other.enter(first, "80");
  await app.holds({ [first]: "80" });
  await expect.poll(() => app.page.evaluate(() => getSelection()?.toString())).toBe("80");
  await app.page.keyboard.type("75");
  await app.page.keyboard.press("Enter");
  await other.holds({ [first]: "75" });
  await expect(app.conflict(first), "the other value was on the screen").toHaveCount(0);
});

test("a tab opened later, and three tabs, hold the same", async ({ app, context }) => {
  const other = await twoTabs(app, context);
  await app.enter(first, "75");
  await other.enter(second, "2041");
  const later = new App(await context.newPage());
  await later.openToEdit("enter");
  await later.holds({ [first]: "75", [second]: "2,041" });
  await later.enter(third, "58");
  for (const tab of [app, other, later]) await tab.holds({ [first]: "75", [second]: "2,041", [third]: "58" });
  await app.page.close();
  await other.reload();
  await other.edit();
  await other.holds({ [first]: "75", [second]: "2,041", [third]: "58" });
});
