/**
 * A person's whole year by the accessibility tree alone: what is there is found by role and name as assistive technology has them, and
 * done by focus and keys. No selector, no coordinates, nothing that has to be seen.
 */

import { Tree } from "./support/ax.mjs";
import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

/** What is on the clipboard of whoever copied a column in a spreadsheet: the rest of R8 behind the first indicator. */
const REST = [
  ...["2041", "57.4", "45.5", "2.2"],
  ...[["3.1", "1147"], ["4110", "306997"], ["1720", "20280"], ["33", "21037"], ["41", "9634"]].flatMap(([outcome, amount]) => [outcome, "", amount]),
];

test("a year is entered, noted, confirmed and handed in by the accessibility tree alone", async ({ page, context }) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [first, second] = INDICATORS.map((indicator) => actual(indicator));
  await page.goto("./");
  const tree = await Tree.of(page);

  // From the page that residents read to the table of the year.
  await tree.press("DisclosureTriangle", "職員の方");
  await tree.press("link", "3-10 商工業 R8の実績を入力する");
  await tree.one("heading", "3-10 商工業 令和8(2026)年度の入力");
  await tree.one("table", "3-10 商工業 令和8(2026)年度の入力");
  await tree.hears("20項目のうち、未入力は15項目です。");

  // A slip: the doubt belongs to the field, and blocks nothing.
  const field = await tree.goTo("textbox", first);
  expect(field.is.readonly ?? false).toBe(false);
  await page.keyboard.type("710");
  await page.keyboard.press("Enter");
  await tree.rests("textbox", second);
  await expect.poll(async () => (await tree.one("textbox", first)).description).toContain("前の値と5倍以上違います。");
  await page.keyboard.press("Shift+Enter");
  await tree.rests("textbox", first);

  // What is no number is said to be invalid, and why.
  await page.keyboard.type("七十五");
  await page.keyboard.press("Enter");
  const wrong = await tree.one("textbox", first);
  expect(wrong.is.invalid).toBe("true");
  expect(wrong.description).toContain("数として読めません");
  await page.keyboard.press("Shift+Enter");
  await tree.rests("textbox", first);
  await page.keyboard.type("75");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await tree.one("textbox", first)).is.invalid).toBe("false");
  await expect.poll(async () => (await tree.one("textbox", first)).description).not.toContain("10倍");

  // State, remark and memo follow the field.
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Tab");
  await tree.rests("combobox", `${first}の状態`);
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await tree.one("textbox", first)).value).toBe("75(速報)");
  await page.keyboard.press("Tab");
  await tree.rests("textbox", `${first}の備考`);
  await page.keyboard.type("集計は5月末");
  await page.keyboard.press("Enter");
  await tree.rests("textbox", second);

  // The rest is pasted from a spreadsheet.
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${REST.join("\r\n")}\r\n`);
  await page.keyboard.press("Control+v");
  await tree.hears("14件の値を貼り付けました。");
  await tree.hears("20項目すべてが入力されています。");
  for (const [name, value] of [[second, "2,041"], [budget(PROJECTS[0].name), "1,250"], [settlement(PROJECTS[4].name), "9,634"]]) {
    expect((await tree.one("textbox", name)).value, name).toBe(value);
  }
  // The values stand in rows with their names, so that a table can be walked.
  const rows = (await tree.nodes()).filter((node) => node.role === "rowheader").map((node) => node.name);
  for (const { outcome } of PROJECTS) expect(rows.some((name) => name.startsWith(outcome)), outcome).toBe(true);

  // The head of the department confirms: one value, then the rest of the group.
  await tree.press("button", `この値で確認済みにする (${second})`);
  await tree.hears("1か所を確認済みにしました。");
  await tree.press("button", "入力済みの値をすべて確認済みにする(施策指標)");
  await tree.hears("4か所を確認済みにしました。");

  await tree.press("link", "提出する", "編集");
  await tree.one("heading", "令和8(2026)年度の提出");
  await tree.rests("heading", "令和8(2026)年度の提出");
  await tree.goTo("combobox", "提出する課");
  await page.keyboard.press("ArrowDown");
  await tree.hears("産業課の20項目のうち、入力済み20、未入力0、確認済み5");
  await tree.goTo("textbox", "氏名(任意)");
  await page.keyboard.type("鎌倉 花子");
  await page.keyboard.press("Tab");
  const download = page.waitForEvent("download");
  await tree.press("button", "提出用のファイルを保存");
  expect((await download).suggestedFilename()).toContain("産業課");
  await tree.rests("heading", "次にすること");
  await tree.goTo("textbox", "取りまとめの担当のメールアドレス(任意)");
  await page.keyboard.type("kikaku@city.example.jp");
  await page.keyboard.press("Tab");
  await tree.rests("link", "メールを用意する");
});
