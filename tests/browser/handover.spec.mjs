/** The editor is a program of its own: it takes the reader's place, and a person notices nothing but that fields appear. */

import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first] = INDICATORS.map((indicator) => actual(indicator));
const EDITOR = /\/editor-/;
const NOT_LOADED = "編集の画面を読み込めませんでした。";

test("whoever only reads does not load the editor", async ({ app, watch }) => {
  for (const screen of /** @type {const} */ (["overview", "sheet", "indicator", "project", "unknown"])) await app.open(screen);
  expect(watch.asked(EDITOR)).toBe(0);
  await app.edit();
  expect(watch.asked(EDITOR)).toBeGreaterThan(0);
});

test("the place stays as it was", async ({ app, page }) => {
  await app.open("sheet");
  await page.getByRole("heading", { name: "2 中小企業支援事業" }).scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  // Pressed without moving there first, as a hand on a keyboard does.
  await app.head.getByRole("button", { name: "編集する" }).dispatchEvent("click");
  await expect(app.bar).toBeVisible();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before / 2);
});

test("the editor cannot be loaded: the reader says so and goes on, and a second try works", async ({ app, page, watch }) => {
  watch.allowed.requests.push(EDITOR);
  watch.allowed.console.push(EDITOR);
  await page.route(EDITOR, (route) => route.abort());
  await app.open();
  await app.head.getByRole("button", { name: "編集する" }).click();
  await app.said(NOT_LOADED);
  await app.navigation.getByRole("link", { name: "3-10 商工業" }).click();
  await app.shows("sheet");
  await app.navigation.getByRole("link", { name: "ファイルのやりとり" }).click();
  await expect(app.main).toContainText(NOT_LOADED);
  await page.unroute(EDITOR);
  await app.button("もう一度試す").click();
  await expect(app.main.getByRole("heading", { name: "ファイルに保存する" })).toBeVisible();
});

test("the editor’s program arrives and does not start: that is said, too", async ({ app, page, watch }) => {
  watch.allowed.console.push(/WebAssembly|wasm|magic/i);
  watch.allowed.thrown = true;
  await page.route(/\/editor-.*\.wasm/, (route) => route.fulfill({ body: "no program", contentType: "application/wasm" }));
  await app.open();
  await app.head.getByRole("button", { name: "編集する" }).click();
  await app.said(NOT_LOADED);
  await expect(app.heading).toBeVisible();
  await page.unroute(/\/editor-.*\.wasm/);
  await app.edit();
});

test("a file dropped in reading is there when the editor is", async ({ app, newContext }) => {
  const colleague = new App(await (await newContext()).newPage());
  await colleague.openToEdit("enter");
  await colleague.enter(first, "75");
  const file = await colleague.save();
  await app.open("sheet");
  await app.drop(app.heading, file);
  await expect(app.offer).toBeVisible();
  expect(await app.offered()).toHaveLength(1);
});

test("the embed code is asked for in reading", async ({ app, page }) => {
  await app.open("indicator");
  await app.button("埋め込みコード").click();
  await expect(page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ })).toHaveValue(/^<iframe /);
  await expect(app.bar, "still reading").toHaveCount(0);
});
