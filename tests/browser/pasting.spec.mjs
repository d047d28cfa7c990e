/** Blocks of cells from other programs, pasted into the table of entry: what each becomes, and what is shown before. */

import { existsSync, readFileSync } from "node:fs";
import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const [P1, , P3] = PROJECTS;
const FOLDER = "tests/fixtures/clipboards";

/**
 * What becomes of clipboards of several programs, as a browser hands them over, that are pasted into the first field of R8: the fields
 * that have another value then, and what is said of the rest before. Of all clipboards that is in `src/state/pasting/clipboards.rs`. Where nothing is shown before, `shown` is missing.
 *
 * @type {Record<string, { values: Record<string, string>, shown?: RegExp }>}
 */
const BECOMES = {
  "excel-column": { values: { [first]: "75", [second]: "2,041", [third]: "57.4" } },
  "excel-dash": { values: { [first]: "該当なし", [second]: "2,041" }, shown: /該当なしとしました。0のことであれば/ },
  "excel-named": { values: { [first]: "75", [second]: "2,041" }, shown: /2行目の「\u2068?71\u2069?」: この画面では入力しない年度の値です。/ },
  "excel-merged": {
    values: { [budget(P1.name)]: "1,250", [settlement(P1.name)]: "1,147", [budget(P3.name)]: "22,031", [settlement(P3.name)]: "20,280" },
  },
  "calc-merged": {
    values: { [budget(P1.name)]: "1,250", [settlement(P1.name)]: "1,147", [budget(P3.name)]: "22,031", [settlement(P3.name)]: "−20,280" },
    shown: /金額がマイナスです。/,
  },
  "sheets-named": { values: { [first]: "75", [second]: "2,041" } },
  "word-named": { values: { [first]: "75", [second]: "2,041" } },
  "writer-named": { values: { [first]: "75", [second]: "2,041" } },
  "page-script": { values: { [first]: "75", [second]: "2,041" } },
};

/** What a program puts around the rows of a table; nothing for those whose files are whole. @param {string} name @param {string | undefined} rows */
function whole(name, rows) {
  const around = `${FOLDER}/around/${name.split("-")[0]}.html`;
  return rows !== undefined && existsSync(around) ? readFileSync(around, "utf8").replace("<!--ROWS-->", () => rows) : rows;
}

test("clipboards of spreadsheets, word processors and pages", async ({ app, page }) => {
  test.slow();
  await app.openToEdit("enter");
  const fields = page.locator("[data-entry]").and(page.locator(".entry-field *"));
  const held = () =>
    fields.evaluateAll((all) => Object.fromEntries(all.map((field) => [field.ariaLabel, /** @type {HTMLInputElement} */ (field).value])));
  const before = await held();
  const preview = page.getByRole("region", { name: "貼り付けの確認" });
  for (const [name, { values, shown }] of Object.entries(BECOMES)) {
    const read = (/** @type {string} */ end) => (existsSync(`${FOLDER}/${name}.${end}`) ? readFileSync(`${FOLDER}/${name}.${end}`, "utf8") : undefined);
    await app.paste(first, { html: whole(name, read("html")), text: read("txt") });
    if (shown) {
      await expect(preview, name).toContainText(shown);
      expect(await held(), `${name}: nothing changes before a word`).toEqual(before);
      await preview.getByRole("button", { name: "貼り付ける" }).click();
    }
    await expect(preview, name).toHaveCount(0);
    await expect.poll(held, name).toEqual({ ...before, ...values });
    await expect(app.field(first), `${name}: the focus is where it was`).toBeFocused();
    const isChanged = Object.entries(values).some(([field, value]) => before[field] !== value);
    if (isChanged) await page.keyboard.press("Control+z");
    await expect.poll(held, `${name}: one step`).toEqual(before);
  }
  expect(await page.evaluate(() => "ran" in window), "nothing of a page is run").toBe(false);
});

test("a cell that says it spans a million columns takes no time", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.paste(first, { html: readFileSync(`${FOLDER}/page-wide-span.html`, "utf8") });
  const preview = page.getByRole("region", { name: "貼り付けの確認" });
  await expect(preview).toContainText("2行目の「2,041」: 表からはみ出します。");
  await preview.getByRole("button", { name: "貼り付ける" }).click();
  await app.holds({ [first]: "75", [second]: "" });
});

test("what would be replaced is shown first; it can be let go, and taken back in one step", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "70");
  await app.paste(first, { text: "75\r\n2041\r\n" });
  const preview = page.getByRole("region", { name: "貼り付けの確認" });
  await expect(preview.getByRole("heading", { name: "貼り付けの確認" })).toBeFocused();
  await expect(preview.getByRole("row")).toHaveText([/項目.*いまの値.*貼り付ける値.*注意/, new RegExp(`${INDICATORS[0]}.*70.*75.*入力済みの内容を置き換えます。`), new RegExp(`${INDICATORS[1]}.*未入力.*2,041`)]);
  await preview.getByRole("button", { name: "やめる" }).click();
  await expect(preview).toHaveCount(0);
  await app.said("貼り付けませんでした。何も変わっていません。");
  await expect(app.field(first)).toBeFocused();
  await app.holds({ [first]: "70", [second]: "" });
  await app.paste(first, { text: "75\r\n2041\r\n" });
  await preview.getByRole("button", { name: "貼り付ける" }).press("Enter");
  await app.said("2件の値を貼り付けました。「元に戻す」で、まとめて戻せます。");
  await app.holds({ [first]: "75", [second]: "2,041" });
  await app.undo();
  await app.holds({ [first]: "70", [second]: "" });
});

test("one value alone is text of its field, and a block for a remark is none", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.field(first).focus();
  const isLeft = (/** @type {string} */ text) =>
    page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      return document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  expect(await isLeft("75\r\n"), "the browser pastes it").toBe(true);
  await app.field(`${first}の備考`).focus();
  expect(await isLeft("75\r\n76\r\n")).toBe(true);
  await app.holds({ [first]: "", [second]: "" });
});

test("a block goes to the columns of its years where all years are entered", async ({ app, page }) => {
  await app.openToEdit("years");
  await app.paste(actual(INDICATORS[1], "R10"), {
    text: `指標\t令和8年度\t令和9年度\r\n${INDICATORS[1]}\t2,041\t2,050\r\n${INDICATORS[0]}\t75\t79\r\n`,
  });
  await app.said("4件の値を貼り付けました。");
  await app.holds({
    [actual(INDICATORS[0])]: "75",
    [actual(INDICATORS[0], "R9")]: "79",
    [actual(INDICATORS[1])]: "2,041",
    [actual(INDICATORS[1], "R9")]: "2,050",
    [actual(INDICATORS[1], "R10")]: "",
  });
  await app.paste(actual(INDICATORS[0], "R11"), { text: "81\t82\r\n2060\t2070\r\n" });
  await app.said("4件の値を貼り付けました。");
  await app.holds({ [actual(INDICATORS[0], "R12")]: "82", [actual(INDICATORS[1], "R11")]: "2,060" });
  // What is pasted is shown beside the year before of the same block.
  await app.paste(actual(INDICATORS[0]), { text: "76\t90\r\n" });
  const preview = page.getByRole("region", { name: "貼り付けの確認" });
  await expect(preview.getByRole("row").nth(2)).toHaveText(/R9 実績.*76\(R8\).*79.*90/);
});
