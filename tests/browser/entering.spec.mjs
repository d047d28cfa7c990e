/** A department enters a year: by keyboard alone, in all the ways numbers are typed in Japan. */

import { INDICATORS, PROJECTS, R8, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1, , K3] = INDICATORS;
const [P1] = PROJECTS;

test("all of R8 by keyboard alone, all there after a reload", async ({ app, page }) => {
  await app.open("enter");
  await app.rest("20項目のうち、未入力は15項目です。");
  // The table is opened in editing, and that begins in the first field.
  await expect(app.bar).toBeVisible();
  for (const { field, typed } of R8) {
    await expect(app.field(field)).toBeFocused();
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  }
  const shown = Object.fromEntries(R8.map(({ field, shown }) => [field, shown]));
  await app.holds(shown);
  await app.rest("20項目すべてが入力されています。");

  // Loaded anew, the table shows what was entered; reading shows what is published.
  await app.reload();
  await app.rest("20項目すべてが入力されています。");
  await app.holds(shown);
  await app.bar.getByRole("button", { name: "閲覧に戻る" }).click();
  await app.rest("20項目のうち、未入力は15項目です。");
  // Back to it without a mouse.
  await page.keyboard.press("Shift+Tab");
  await app.tabTo(app.main.getByRole("button", { name: "編集する" }));
  await page.keyboard.press("Enter");
  await expect(app.field(R8[0].field)).toBeFocused();
  await app.holds(shown);
});

test("who comes back to the table goes on with the first field that is missing", async ({ app, page }) => {
  await app.open("enter");
  for (const { field, typed } of R8.slice(0, 2)) {
    await expect(app.field(field)).toBeFocused();
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  }
  await app.rest("20項目のうち、未入力は13項目です。");
  await app.reload();
  await expect(app.field(R8[2].field)).toBeFocused();
});

test("Enter and ↓ go on, Shift+Enter and ↑ go back, Esc restores", async ({ app, page }) => {
  await app.openToEdit("enter");
  const [first, second] = [app.field(R8[0].field), app.field(R8[1].field)];
  await first.focus();
  await page.keyboard.type("75");
  await page.keyboard.press("Enter");
  await expect(second).toBeFocused();
  await page.keyboard.press("Shift+Enter");
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(second).toBeFocused();
  await page.keyboard.type("9999");
  await expect(second).toHaveValue("9999");
  await page.keyboard.press("Escape");
  await expect(second).toHaveValue("");
  await page.keyboard.press("ArrowUp");
  await expect(first).toBeFocused();
  await expect(first).toHaveValue("75");
  await page.keyboard.type("76");
  await page.keyboard.press("Escape");
  await expect(first).toHaveValue("75");
  await page.keyboard.press("Enter");
  await app.rest("20項目のうち、未入力は14項目です。");
  expect(await edits(app), "only what was meant was kept").toHaveLength(1);
});

test("the unit and the years before stand beside a field", async ({ app }) => {
  await app.openToEdit("enter");
  const row = (/** @type {string} */ name) => app.main.getByRole("row").filter({ has: app.field(name) });
  const before = (/** @type {string} */ name) => row(name).locator(".entry-before");
  await expect(before(actual(K1))).toHaveText(["71(2024年)"]);
  const head = (/** @type {string} */ name) => row(name).getByRole("rowheader");
  await expect(head(actual(K1))).toHaveText(/合計 \u2068?件\u2069?$/);
  await expect(head(actual(K3))).toHaveText(/割合 \u2068?%\u2069?$/);
  // The labels of amounts say theirs.
  await expect(head(settlement(P1.name))).toHaveText(/^決算額\(千円\)\s*$/);
  await app.enter(actual(K1), "75");
  await app.main.getByRole("link", { name: "R9", exact: true }).click();
  await expect(app.heading).toContainText("令和9(2027)年度");
  await expect(before(actual(K1, "R9"))).toHaveText(["71(2024年)", "75"]);
  await expect(before(settlement(P1.name).replace("R8", "R9"))).toHaveText(["", "未入力"]);
});

test("what is no number keeps its text and says so", async ({ app, page }) => {
  await app.openToEdit("enter");
  const field = app.field(R8[0].field);
  await app.enter(R8[0].field, "だいたい７５");
  await expect(field).toHaveValue("だいたい７５");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/^\*数として読めません。/);
  await app.rest("20項目のうち、未入力は15項目です。");
  for (const [typed, said] of [
    ["75くらい", /^\*数のあとに別の文字があります。/],
    ["7,5", /^\*桁区切りのカンマの位置が合いません。/],
    ["1234567890123456", /^\*桁が多すぎます。/],
  ]) {
    await app.enter(R8[0].field, typed);
    await expect(field).toHaveValue(typed);
    await expect(field).toHaveAccessibleDescription(said);
  }
  expect(await edits(app)).toHaveLength(0);
  await field.fill("７５");
  await page.keyboard.press("Tab");
  await expect(field).toHaveValue("75");
  await expect(field).not.toHaveAttribute("aria-invalid");
  await expect(field).toHaveAccessibleDescription("");
  expect(await edits(app)).toHaveLength(1);
});

test("Esc in a field with text that cannot be read puts the value back, and nothing more is said of the text", async ({ app, page }) => {
  await app.openToEdit("enter");
  const field = app.field(R8[0].field);
  await app.enter(R8[0].field, "75");
  await app.enter(R8[0].field, "x");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/^\*数として読めません。/);
  await field.focus();
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("75");
  await expect(field).not.toHaveAttribute("aria-invalid");
  await expect(field).toHaveAccessibleDescription("");
  // It is not the text of the field that would be kept now.
  await page.keyboard.press("Enter");
  await expect(app.field(R8[1].field)).toBeFocused();
  expect(await edits(app), "the value was entered once").toHaveLength(1);
});

test("doubts are said and block nothing", async ({ app }) => {
  await app.openToEdit("enter");
  for (const [name, typed, shown, doubts] of [
    [actual(K3), "575", "575", "注意: 割合が0〜100%の範囲を外れています。注意: 前の値と5倍以上違います。"],
    [actual(K1), "710", "710", "注意: 前の値と5倍以上違います。"],
    [settlement(P1.name), "1,251", "1,251", "注意: 決算額が予算額を上回っています。"],
    [settlement(PROJECTS[1].name), "324237000", "324,237,000", "注意: ほかの年や予算の10倍以上です。円で入力していませんか。"],
    [settlement(PROJECTS[3].name), "－", "該当なし", "注意: 該当なしとしました。0のことであれば「0」と入力してください。該当なしであれば、備考に理由を書くとこの注意は消えます。"],
    [settlement(PROJECTS[2].name), "△5", "−5", "注意: 金額がマイナスです。"],
  ]) {
    await app.enter(name, typed);
    await expect(app.field(name)).toHaveValue(shown);
    await expect(app.field(name)).not.toHaveAttribute("aria-invalid");
    const said = async () => (await accessibleDescription(app.field(name))).replaceAll(/\s/g, "");
    await expect.poll(said, name).toBe(doubts.replaceAll(/\s/g, ""));
  }
  await app.rest("20項目のうち、未入力は9項目です。");
  expect(await edits(app), "all were kept").toHaveLength(6);
});

/** The edits kept in storage. @param {import('./support/app.mjs').App} app */
async function edits(app) {
  const kept = Object.entries(await app.storage()).filter(([key]) => key.includes("/edits/"));
  return kept.flatMap(([, text]) => JSON.parse(text));
}

/** @param {import('@playwright/test').Locator} field */
function accessibleDescription(field) {
  return field.evaluate((element) => {
    const ids = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
    return ids.map((id) => document.getElementById(id)?.textContent ?? `no element ${id}`).join(" ");
  });
}
