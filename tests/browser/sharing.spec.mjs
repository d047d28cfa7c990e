/** Links that carry edits, and what residents get. */

import { readFile } from "node:fs/promises";
import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));
const MARKUP = "<img src=x onerror=\"document.title='ran'\">";

test("a link carries the chosen edits, opens the same comparison, and nothing in it runs", async ({ app, page, newContext }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(second, "2041");
  await app.openDetails(first);
  await app.enter(`${first}の備考`, MARKUP);
  await app.open("exchange");
  await page.getByText("一部だけを保存・共有する").click();
  await page.getByRole("checkbox", { name: new RegExp(`^${first} 75`) }).check();
  await page.getByRole("checkbox", { name: new RegExp(`^${first}の備考`) }).check();
  await app.button("リンクで共有").click();
  const field = page.getByRole("textbox", { name: /^次のリンクを開いた人は/ });
  await expect(field).toHaveValue(/#\/open\/[\w-]+$/);
  await expect(page.getByText(/^リンクの長さは\d+文字です。$/)).toBeVisible();
  const link = await field.inputValue();

  const other = new App(await (await newContext()).newPage());
  await other.page.goto(link);
  await expect(other.group("統合すると変わるところ: 2か所")).toContainText("75");
  await expect(other.group("統合すると変わるところ: 2か所")).toContainText(MARKUP);
  expect(new URL(other.page.url()).hash).toBe("#/exchange");
  // Taking in is editing: what came is shown.
  await other.button("統合する").click();
  await other.open("enter");
  await other.holds({ [first]: "75", [second]: "" });
  await expect(other.page.locator("img")).toHaveCount(0);
  expect(await other.page.title()).not.toBe("ran");

  // Cut off on the way.
  await other.page.goto(link.slice(0, -20));
  await expect(other.problem).toContainText("「共有リンク」は読み込めません。リンクが途中で切れているか、壊れています。");
});

test("publishing: before and after, nothing internal, and drafts are published", async ({ app, page, newContext }) => {
  await app.openToEdit("exchange");
  await app.field("氏名(任意)").fill("鎌倉 花子");
  await app.field("氏名(任意)").blur();
  await app.open("enter");
  await app.enter(first, "75");
  await app.openDetails(first);
  await app.enter(`${first}の庁内メモ`, "議会の前は出さない");
  await app.open("publish");
  const blank = app.main.getByText("が空欄です。このまま保存すると、公開するページに表示されません。");
  await expect(blank).toHaveText(/^注意: 版の名前・お問い合わせ先が/);
  await app.field("版の名前(例: 令和8年度版)").fill("令和8年度版");
  await app.field("お問い合わせ先(例: 企画課 電話番号)").fill("企画課");
  await app.field("お問い合わせ先(例: 企画課 電話番号)").blur();
  await expect(blank).toHaveCount(0);
  const changes = app.main.getByRole("table", { name: /^住民に見える内容の変更/ });
  await expect(changes.getByRole("row").nth(1).getByRole("cell")).toHaveText(["未入力", "75"]);
  const download = page.waitForEvent("download");
  await app.button("plan.jsonを保存").click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("plan.json");
  const text = await readFile(await file.path(), "utf8");
  for (const secret of ["花子", "議会", "internal"]) expect(text).not.toContain(secret);

  // Placed beside the page, readers see it; here nothing is a draft any more, and the memo still is.
  const place = (/** @type {import('@playwright/test').Page} */ of) =>
    of.route(/\/plan\.json/, (route) => route.fulfill({ body: text, contentType: "application/json" }));
  const reader = new App(await (await newContext()).newPage());
  await place(reader.page);
  await reader.open("sheet");
  await expect(reader.main.getByRole("table").first()).toContainText("75");
  await expect(reader.foot).toContainText("令和8年度版");
  await expect(reader.foot).toContainText("お問い合わせ: 企画課");
  await place(page);
  await app.open("exchange");
  await app.reload();
  await expect(app.main).toContainText("このブラウザーの下書きは1件です。");
  // Rolled back: the drafts are there again.
  await page.unroute(/\/plan\.json/);
  await app.reload();
  await expect(app.main).toContainText("このブラウザーの下書きは2件です。");
});

test("address, licence and history go with a publication, and are carried over to the next", async ({ app, page }) => {
  const address = app.field("公開先のアドレス(例: https://www.city.example.jp/shisaku/)");
  const type = async (/** @type {string} */ name, /** @type {string} */ text) => {
    await app.field(name).fill(text);
    await app.field(name).blur();
  };
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.open("publish");
  await address.fill("javascript:alert(1)");
  await address.blur();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await expect(address).toHaveAccessibleDescription(/index\.html を置くフォルダーのアドレス/);
  await expect(app.button("plan.jsonを保存")).toBeDisabled();
  await address.fill("https://www.city.example.jp/shisaku/index.html");
  await address.blur();
  await expect(address).not.toHaveAttribute("aria-invalid");
  await type("データのライセンス(例: CC BY 4.0)", "CC BY 4.0");
  await type("ライセンスのアドレス(例: https://creativecommons.org/licenses/by/4.0/deed.ja)", "https://creativecommons.org/licenses/by/4.0/");
  await type("更新のお知らせ(例: 令和8年度の実績を公表しました)", "実績を公表しました");
  const { bytes } = await app.saved(app.button("plan.jsonを保存"));
  const text = bytes.toString("utf8");
  expect(text.slice(0, 512)).toMatch(/"digest": "sha256-[\w-]{43}"/);
  const { publication } = JSON.parse(text);
  expect(publication.address).toBe("https://www.city.example.jp/shisaku/");
  expect(publication.licence).toEqual({ name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" });
  expect(publication.history).toHaveLength(1);
  expect(publication.history[0]).toMatchObject({ note: "実績を公表しました", changes: 1, names: [INDICATORS[0]], unnamed: 0 });

  await page.route(/\/plan\.json/, (route) => route.fulfill({ body: text, contentType: "application/json" }));
  await app.reload();
  await app.open("publish");
  await expect(address).toHaveValue("https://www.city.example.jp/shisaku/");
  await expect(app.field("更新のお知らせ(例: 令和8年度の実績を公表しました)")).toHaveValue("");
  await app.edit();
  const again = JSON.parse((await app.saved(app.button("plan.jsonを保存"))).bytes.toString("utf8"));
  expect(again.publication.history.map((/** @type {any} */ entry) => entry.changes)).toEqual([0, 1]);
  expect(again.digest).toBe(JSON.parse(text).digest);
});

test("nothing is published while people disagree", async ({ app }) => {
  await app.disagree(first);
  await app.open("publish");
  await expect(app.main).toContainText("入力の食い違いが1件あります。");
  await expect(app.button("plan.jsonを保存")).toBeDisabled();
});

test("a closed year asks for a reason, and what comes later is marked 訂正 for readers", async ({ app, page, newContext }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.open("publish");
  await app.closeYear();
  await app.open("enter");
  await expect(app.main).toContainText("令和8(2026)年度は締めた年度です");
  await app.enter(first, "76");
  await app.describes(first).toBe(/締めた年度の値です/);
  await expect(app.field(first), "what was typed stays").toHaveValue("76");
  await app.field("訂正の理由").fill("集計の誤り");
  await app.field(first).focus();
  await page.keyboard.press("Enter");
  await app.said(`「${first}」を76にしました(このブラウザーに保存済み)。`);
  await app.open("publish");
  const download = page.waitForEvent("download");
  await app.button("plan.jsonを保存").click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).not.toContain("集計の誤り");
  const reader = new App(await (await newContext()).newPage());
  await reader.page.route(/\/plan\.json/, (route) => route.fulfill({ body: text, contentType: "application/json" }));
  await reader.open("sheet");
  await expect(reader.main.getByText("訂正", { exact: true })).toHaveCount(1);
  await app.open("history");
  await expect(app.main.getByRole("row").filter({ hasText: "75 → 76" })).toContainText("集計の誤り");
});
