/** The table of entry: what it shows, and the keys of a spreadsheet. */

import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1, K2, K3] = INDICATORS;
const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const NAME = "3-10 商工業 令和8(2026)年度の入力";

test("a year is one table: twenty fields in the sheet's order, in two screenfuls", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await app.openToEdit("enter");
  const table = page.getByRole("table", { name: NAME, exact: true });
  await expect(table.getByRole("columnheader")).toHaveText(["項目", "直近", "R8", "状態"]);
  await expect(table.getByRole("textbox").filter({ visible: true })).toHaveCount(20 + 2);
  // Six of groups among them.
  await expect(table.getByRole("rowheader")).toHaveCount(20 + 6);
  const box = await table.boundingBox();
  expect(box?.height).toBeLessThan(2 * 800);
  const groups = table.locator(".entry-group th");
  await expect(groups).toHaveText([/^施策指標/, /^\u2068?1.*商工運営事業.*産業課/, /中小企業支援事業/, /商店街振興事業/, /商工業振興事業/, /伝統鎌倉彫振興事業/]);
});

test("on a phone the first field stands in the first screenful, and nothing is wider than the page", async ({ app, page }) => {
  await page.setViewportSize({ width: 375, height: 667 });
  await app.openToEdit("enter");
  await page.evaluate(() => scrollTo(0, 0));
  const box = await app.field(first).boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(667);
  expect(box?.height).toBeGreaterThanOrEqual(24);
  // A keyboard of digits; what is no number is chosen.
  await expect(app.field(first)).toHaveAttribute("inputmode", "decimal");
  await expect(app.field(`${first}の備考`)).not.toHaveAttribute("inputmode");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await app.open("years");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
});

test("Tab leads into the details of a row before the browser has drawn them", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.field(first).click();
  await expect(app.field(`${first}の備考`)).toBeVisible();
  // No picture is drawn any more.
  await page.evaluate(() => (window.requestAnimationFrame = () => 0));
  await page.keyboard.press("Enter");
  await expect(app.field(second)).toBeFocused();
  await expect(app.field(`${first}の備考`), "what the key led away from waits").toBeVisible();
  await page.keyboard.press("Tab");
  await expect(app.choice(`${second}の状態`)).toBeFocused();
  await expect(app.field(`${first}の備考`)).toHaveCount(0);
});

test("the row in use opens state, remark and memo, and no other", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.field(first).click();
  await expect(app.field(`${first}の備考`)).toBeVisible();
  await app.field(`${first}の備考`).fill("速報値のため");
  await page.keyboard.press("Enter");
  await expect(app.field(second)).toBeFocused();
  await expect(app.field(`${first}の備考`)).toHaveCount(0);
  await expect(app.choice(`${second}の状態`)).toBeVisible();
  // What was said stays in sight.
  await expect(app.main.getByRole("row").filter({ has: app.field(first) })).toContainText("速報値のため");
  // From the field, Tab leads through what belongs to its row to the next.
  for (const next of [app.choice(`${second}の状態`), app.field(`${second}の備考`), app.field(`${second}の庁内メモ`), app.field(third)]) {
    await page.keyboard.press("Tab");
    await expect(next).toBeFocused();
  }
  // Enter leads on from a list of choices as from a text.
  await app.choice(`${third}の状態`).focus();
  await page.keyboard.press("Enter");
  await expect(app.field(`${third}の備考`)).toBeFocused();
  // A row that is clicked beside its field is in use, too.
  await app.main.getByRole("rowheader", { name: K1 }).click();
  await expect(app.field(`${first}の庁内メモ`)).toBeVisible();
});

test("a row tells the history of its value, and asks for the reason of a doubt until it is noted", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(first, "710");
  await app.field(first).focus();
  const asked = page.getByText("正しければ、理由を備考か庁内メモに書いておくと");
  await expect(asked).toBeVisible();
  await page.getByText("この値の履歴(2件)").click();
  await expect(page.getByRole("listitem").filter({ hasText: "氏名の記載なし: 75 → 710" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "氏名の記載なし: 未入力 → 75" })).toBeVisible();
  await app.field(`${first}の庁内メモ`).fill("大型の支援事業があったため");
  await app.field(`${first}の庁内メモ`).press("Enter");
  await app.field(first).focus();
  await expect(asked).toHaveCount(0);
  await app.open("handIn");
  await expect(app.main).toContainText("前の値と5倍以上違います。(書かれた理由: 大型の支援事業があったため)");
  await app.undo();
  await app.said(`元に戻しました。${first}の庁内メモは、`);
});

test("all years in one table: keys lead in four directions, F2 and typing into the text", async ({ app, page }) => {
  await app.openToEdit("years");
  const field = (/** @type {string} */ year, indicator = K1) => app.field(actual(indicator, year));
  await expect(page.locator(".entry-field").getByRole("textbox")).toHaveCount(100);
  await field("R8").focus();
  await page.keyboard.type("75");
  await page.keyboard.press("Tab");
  await expect(field("R9")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(field("R10")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(field("R10", K2)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(field("R9", K2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field("R9")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(field("R8")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(field("R8"), "there is nothing to the left").toBeFocused();
  // F2: the keys belong to the text.
  await page.keyboard.press("F2");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("0");
  await expect(field("R8")).toHaveValue("705");
  await page.keyboard.press("Escape");
  await expect(field("R8")).toHaveValue("75");
  // What is typed ends with any of them.
  await page.keyboard.press("Enter");
  await page.keyboard.type("2041");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("2050");
  await page.keyboard.press("ArrowUp");
  await expect(field("R9")).toBeFocused();
  await app.holds({ [actual(K1)]: "75", [actual(K2)]: "2,041", [actual(K2, "R9")]: "2,050" });
  // The details are of the field that has the focus.
  await page.keyboard.press("Shift+F2");
  await expect(app.field(`${actual(K1, "R9")}の備考`)).toBeFocused();
  await page.keyboard.type("見直し後");
  await page.keyboard.press("Enter");
  await field("R8").focus();
  await expect(app.field(`${actual(K1)}の備考`)).toBeVisible();
  await expect(app.field(`${actual(K1, "R9")}の備考`)).toHaveCount(0);
  await app.choice(`${actual(K1)}の状態`).selectOption("未公表");
  await app.holds({ [actual(K1)]: "未公表" });
  await app.undo();
  // A press into the text of the field puts the caret there.
  await field("R8").click();
  await field("R8").click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("9");
  await expect(field("R8")).toHaveValue("795");
  await page.keyboard.press("Escape");
});

test("one key leads to the next field that is missing", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.field(actual(PROJECTS[0].outcome)).focus();
  // The budget is there; the settlement is not.
  await page.keyboard.press("Alt+ArrowDown");
  await expect(app.field(settlement(PROJECTS[0].name))).toBeFocused();
  await app.field(settlement(PROJECTS[4].name)).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(app.field(second), "from the top again").toBeFocused();
  await app.main.getByRole("button", { name: "次の未入力へ" }).click();
  await expect(app.field(third)).toBeFocused();
});

test("Ctrl+Z in a field at rest takes back the last step, in a changed one its text", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(second, "2041");
  await app.field(second).focus();
  await page.keyboard.type("9");
  await page.keyboard.press("Control+z");
  await expect(app.field(second)).toHaveValue("2,041");
  await expect(app.field(first)).toHaveValue("75");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+z");
  await expect(app.field(second)).toHaveValue("");
  await page.keyboard.press("Control+z");
  await expect(app.field(first)).toHaveValue("");
  await page.keyboard.press("Control+Shift+z");
  await expect(app.field(first)).toHaveValue("75");
});

/** What copying puts on the clipboard. @param {import('./support/app.mjs').App} app @param {string} name @param {string} [kind] */
const copied = (app, name, kind = "copy") =>
  app.field(name).evaluate((field, kind) => {
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent(kind, { clipboardData, bubbles: true, cancelable: true });
    const isOurs = !field.dispatchEvent(event);
    return { isOurs, text: clipboardData.getData("text/plain"), html: clipboardData.getData("text/html") };
  }, kind);

test("several fields are selected, copied, filled and emptied as in a spreadsheet, each in one step", async ({ app, page }) => {
  await app.openToEdit("years");
  const [k1, k1R9] = [actual(K1), actual(K1, "R9")];
  await app.enter(k1, "△1,250");
  await app.enter(k1R9, "80");
  await app.enter(actual(K2), "未公表");
  await app.field(k1).focus();
  expect((await copied(app, k1)).isOurs, "one field alone is copied as the text it is").toBe(false);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await app.said("4件の欄を選んでいます。");
  await expect(page.locator("td.selected")).toHaveCount(4);
  expect(await copied(app, k1)).toEqual({
    isOurs: true,
    text: "-1250\t80\r\n未公表\t\r\n",
    html: "<table><tr><td>-1250</td><td>80</td></tr><tr><td>未公表</td><td></td></tr></table>",
  });
  await page.keyboard.press("Control+d");
  await app.holds({ [actual(K2)]: "−1,250", [actual(K2, "R9")]: "80" });
  await app.undo();
  await app.holds({ [actual(K2)]: "未公表", [actual(K2, "R9")]: "" });
  await app.field(k1).focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Delete");
  await app.holds({ [k1]: "", [actual(K2)]: "" });
  await page.keyboard.press("Control+z");
  await app.holds({ [k1]: "−1,250", [actual(K2)]: "未公表" });
  // One field alone is filled from above; a selection ends with Esc or by going on.
  await app.field(actual(K3)).focus();
  await page.keyboard.press("Control+d");
  await app.holds({ [actual(K3)]: "未公表" });
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Escape");
  await expect(page.locator("td.selected")).toHaveCount(0);
  // By mouse: Shift and a press, or drawn.
  await app.field(k1).click();
  await app.field(actual(K2, "R9")).click({ modifiers: ["Shift"] });
  await expect(page.locator("td.selected")).toHaveCount(4);
  await expect(app.field(k1)).toBeFocused();
  await app.field(actual(K2, "R10")).hover();
  await page.mouse.down();
  await app.field(actual(K3, "R11")).hover();
  await page.mouse.up();
  await expect(page.locator("td.selected")).toHaveCount(4);
  await expect(app.field(actual(K2, "R10"))).toBeFocused();
  expect((await copied(app, actual(K2, "R10"), "cut")).text).toBe("\t\r\n\t\r\n");
});

test("a department's own rows come first, and it is said when they are all there", async ({ app, page }) => {
  await app.openToEdit("sheet");
  await app.enter(`${PROJECTS[3].name} 所管課`, "観光課");
  await app.open("enter");
  const groups = page.locator(".entry-group th, .entry-others th");
  await app.choice("入力する課").selectOption("観光課");
  await expect(groups).toHaveText([/^施策指標/, /商工業振興事業/, "ほかの課の項目", /商工運営事業/, /中小企業支援事業/, /商店街振興事業/, /伝統鎌倉彫振興事業/]);
  await app.rest("観光課の8項目のうち、未入力は7項目です。");
  for (const indicator of INDICATORS) await app.enter(actual(indicator), "50");
  await app.enter(actual(PROJECTS[3].outcome), "35");
  await expect(app.field(budget(PROJECTS[3].name)), "the next row on the screen").toBeFocused();
  await app.enter(settlement(PROJECTS[3].name), "21000");
  await app.rest("観光課の8項目は、すべて入力されています。");
  // At once, but for what is doubted.
  const confirm = app.button("入力済みの値をすべて確認済みにする(観光課)");
  await confirm.click();
  await app.said(/^5か所を確認済みにしました。「要確認」や「注意」のある3か所は、行ごとに確認してください。/);
  await expect(confirm).toHaveCount(0);
  await app.undo();
  const { json } = await app.save();
  const settled = json.edits.find((/** @type {any} */ edit) => edit.cell === "3-10-p4/settlement/2026");
  expect(settled.department).toBe("観光課");
  await app.choice("入力する課").selectOption("選ばない(シートの順)");
  await app.rest("20項目のうち、未入力は8項目です。");
});

test("a value is confirmed row by row or with its group, and that lapses with the value", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(second, "2041");
  const row = (/** @type {string} */ name) => app.main.getByRole("row").filter({ has: app.field(name) });
  await app.field(first).focus();
  await app.main.getByRole("button", { name: "この値で確認済みにする" }).click();
  await expect(row(first)).toContainText("確認済み");
  await expect(row(second)).not.toContainText("確認済み");
  await app.button("入力済みの値をすべて確認済みにする(施策指標)").click();
  await expect(row(second)).toContainText("確認済み");
  await app.enter(first, "76");
  await expect(row(first)).toContainText("確認のあとに値が変わりました");
  await page.getByText("「確認済み」とは").click();
  await expect(page.getByText("所属長など、値に責任を持つ人が確かめた")).toBeVisible();
});
