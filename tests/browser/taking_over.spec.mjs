/** The page stands without the program; the program takes its place when somebody works, and a person notices nothing but that fields appear. */

import { PAGE } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first] = INDICATORS.map((indicator) => actual(indicator));
const PROGRAM = /\/program-[^/]*\.wasm/;
const NOT_LOADED = "編集などの画面を読み込めませんでした。";

/** Opens 職員の方 and follows a link there. @param {import('@playwright/test').Page} page @param {string} name */
async function asStaff(page, name) {
  await page.getByText("職員の方").click();
  await page.getByRole("link", { name }).click();
}

test("the page is there without the program, which is fetched ahead when nothing else is to be done", async ({ app, page, watch }) => {
  await page.goto("./");
  await expect(app.heading).toHaveText("鎌倉市 施策シート");
  await expect.poll(() => watch.asked(PROGRAM)).toBe(1);
  await expect(page.getByText("職員の方"), "it has not taken the page's place").toBeVisible();
  expect(await app.storage(), "storage is left alone").toEqual({});
});

test("who saves data does not load the program ahead", async ({ page, watch }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await page.goto("./");
  // What start.js would ask for when the page is idle was asked for in the idle moment before this one.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))));
  expect(watch.asked(PROGRAM)).toBe(0);
});

test("editing begins where one was reading: the same section is in sight, and what was opened is open", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await page.goto("./");
  const table = page.getByRole("table", { name: /指標の一覧/ });
  await page.getByText("表で見る").first().click();
  await expect(table).toBeVisible();
  await page.getByText("職員の方").click();
  const section = page.getByRole("heading", { name: "指標の推移" });
  await expect(section).not.toBeInViewport();
  await page.evaluate(() => scrollTo(0, 500));
  await expect(section).toBeInViewport();
  // Followed without moving there first, as a hand on a keyboard does.
  await page.getByRole("link", { name: "編集する" }).evaluate((link) => link.click());
  await expect(app.bar).toBeVisible();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(300);
  await expect(section).toBeInViewport();
  await expect(table, "what was opened is open").toBeVisible();
  await expect(page, "the address names the screen, and what is open there").toHaveURL(`${PAGE}#/?year=2026&table`);
});

test("what is shown can be chosen from the page: the program begins at the first list", async ({ app, page }) => {
  await page.goto("policies/3-10.html");
  await page.getByRole("link", { name: "年度・主な取組・並び順を選ぶ" }).click();
  await expect(app.heading).toHaveText("鎌倉市 施策シート");
  await expect(page.getByLabel("対象の年度")).toBeFocused();
  await page.getByLabel("主な取組").selectOption({ index: 1 });
  await expect(page.getByText("施策指標と、この取組の事業の成果指標を並べています。")).toBeVisible();
});

test("who chooses what is shown keeps the page’s frame: links to the data, and staff’s tools out of the way until they are wanted", async ({ app, page }) => {
  await page.goto("index.html");
  const data = page.getByRole("list", { name: "オープンデータ" }).getByRole("link");
  const [addresses, table] = [await data.evaluateAll((links) => links.map((link) => link.getAttribute("href"))), page.getByRole("link", { name: /^Excel用CSV/ })];
  await page.getByRole("link", { name: "年度・主な取組・並び順を選ぶ" }).click();
  await expect(page.getByLabel("対象の年度")).toBeFocused();
  expect(await data.evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual(addresses);
  await expect(table).toBeVisible();
  await expect(app.button("編集する")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "ファイルのやりとり" })).not.toBeVisible();
  await page.reload();
  await expect(app.heading).toHaveText("鎌倉市 施策シート");
  await expect(app.button("編集する"), "loaded anew, too").toHaveCount(0);
  // On the other screens, too.
  await page.getByRole("link", { name: "シートを見る" }).click();
  await expect(app.heading).toHaveText("3-10 商工業");
  await expect(page.getByRole("navigation", { name: "年度ごとに入力する:" })).toHaveCount(0);
  await page.getByText("職員の方", { exact: true }).click();
  await page.getByRole("link", { name: "編集する" }).click();
  await expect(app.bar).toBeVisible();
  await expect(page.getByRole("navigation", { name: "年度ごとに入力する:" })).toBeVisible();
  await expect(table, "of what is published").toHaveCount(0);
  await expect(app.navigation.getByRole("link", { name: "ファイルのやりとり" })).toBeVisible();
  await expect(page.getByText("職員の方", { exact: true })).toHaveCount(0);
  await app.button("閲覧に戻る").click();
  await expect(app.button("編集する"), "who has worked here is staff").toBeVisible();
});

test("an address of the program never shows the overview", async ({ app, page, watch }) => {
  watch.allowed.requests.push(PROGRAM);
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = () => done(undefined)));
  await page.route(PROGRAM, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./#/indicator/3-10-k1");
  await expect(page.getByRole("status").filter({ hasText: "画面を用意しています。" })).toBeVisible();
  await expect(app.heading).toHaveCount(0);
  letGo();
  await app.shows("indicator");
  await expect(page.getByText("画面を用意しています。")).toHaveCount(0);
});

test("the program cannot be loaded: the page says so and stays, and a second try works", async ({ app, page, watch }) => {
  watch.allowed.requests.push(PROGRAM);
  watch.allowed.console.push(PROGRAM, /WebAssembly/);
  watch.allowed.thrown = true;
  await page.route(PROGRAM, (route) => route.abort());
  await page.goto("./");
  await asStaff(page, "ファイルのやりとり");
  await expect(app.problem).toContainText(NOT_LOADED);
  await expect(app.heading).toHaveText("鎌倉市 施策シート");
  await page.unroute(PROGRAM);
  await app.button("もう一度試す").click();
  await expect(app.main.getByRole("heading", { name: "ファイルに保存する" })).toBeVisible();
  await expect(app.problem).toHaveCount(0);
});

test("the program’s script does not come: the same, with an address of the program too", async ({ app, page, watch }) => {
  const script = /\/program-[^/]*\.js/;
  watch.allowed.requests.push(script);
  watch.allowed.console.push(script);
  watch.allowed.thrown = true;
  await page.route(script, (route) => route.abort());
  await page.goto("./#/indicator/3-10-k1");
  await expect(app.problem).toContainText(NOT_LOADED);
  await page.unroute(script);
  await app.button("もう一度試す").click();
  await app.shows("indicator");
});

test("the program arrives and does not start: that is said, too", async ({ app, page, watch }) => {
  watch.allowed.console.push(/WebAssembly|wasm|magic/i);
  watch.allowed.thrown = true;
  await page.route(PROGRAM, (route) => route.fulfill({ body: "no program", contentType: "application/wasm" }));
  await page.goto("./");
  await asStaff(page, "編集する");
  await expect(app.problem).toContainText(NOT_LOADED);
  await page.unroute(PROGRAM);
  await app.button("もう一度試す").click();
  await expect(app.bar).toBeVisible();
});

test("a file dropped on the page is there when the program is", async ({ app, page, newContext }) => {
  const colleague = new App(await (await newContext()).newPage());
  await colleague.openToEdit("enter");
  await colleague.enter(first, "75");
  const file = await colleague.save();
  await page.goto("./");
  await app.drop(app.heading, file);
  await expect(app.offer).toBeVisible();
  expect(await app.offered()).toHaveLength(1);
});

test("from the other pages links lead into the program", async ({ app, page }) => {
  await page.goto("./indicators/3-10-k1.html");
  await page.getByRole("link", { name: "埋め込みコード" }).click();
  await expect(page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ })).toHaveValue(/^<iframe /);
  await expect(app.bar, "still reading").toHaveCount(0);
  await page.goto("./projects/3-10-p2.html");
  await page.getByRole("link", { name: "埋め込みコード" }).click();
  await expect(page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ })).toBeInViewport();
  await page.goto("./sheets/3-10.html");
  await asStaff(page, "編集する");
  await expect(app.bar).toBeVisible();
  await app.shows("sheet");
});

test("a drawing that is pointed at or walked to comes alive in its place and size", async ({ page, watch }) => {
  await page.goto("./projects/3-10-p2.html");
  const place = page.getByRole("img").first();
  await place.scrollIntoViewIfNeeded();
  const before = await place.boundingBox();
  expect(watch.asked(/charts-/)).toBe(0);
  await place.focus();
  const live = page.getByRole("application", { name: /中小企業支援事業/ });
  await expect(live).toHaveCount(1);
  expect(await live.boundingBox()).toEqual(before);
  // A key of a conversion of kana into kanji is none of the drawing's, also where it comes after its end (Safari).
  const free = await live.evaluate((element) => {
    const press = (/** @type {KeyboardEventInit} */ init) =>
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true, cancelable: true, ...init }));
    return [press({ keyCode: 229 }), press({ isComposing: true })];
  });
  expect(free).toEqual([true, true]);
  await expect(live.getByRole("status")).toHaveText("");
  await page.keyboard.press("End");
  await expect(live.getByRole("status")).toContainText(/^R12。予算額/);
});
