/**
 * What stands in a field when the page goes: by reloading, closing, leaving for another site, or being killed. The rules
 * are tested natively (state/typing/tests.rs); here the page's own events bring them about.
 */

import { chromium } from "@playwright/test";
import { KEYS, PAGE } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));

/** What is kept of fields, each page load's. @param {App} app @returns {Promise<any[]>} */
const records = async (app) =>
  Object.entries(await app.storage()).filter(([key]) => key.startsWith(`${KEYS}typing/`)).map(([, text]) => JSON.parse(text));

/** Types into a field as hands do, and leaves it there. @param {App} app @param {string} name @param {string} text */
async function type(app, name, text) {
  await app.field(name).click();
  await app.page.keyboard.type(text);
}

for (const [how, leave] of /** @type {[string, (app: App) => Promise<unknown>][]} */ ([
  ["F5", (app) => app.reload()],
  [
    "another site and back",
    async (app) => {
      await app.page.goto("about:blank");
      await app.open("enter");
    },
  ],
])) {
  test(`${how}: what can be read is the value, said and undone`, async ({ app }) => {
    await app.openToEdit("enter");
    await type(app, first, "75");
    await leave(app);
    await app.edit();
    const news = app.bar.getByText(`前回ページを離れたときに入力の途中だった「${first}」を、75として保存しました。`);
    await expect(news).toBeVisible();
    await app.holds({ [first]: "75" });
    await app.bar.getByRole("button", { name: "閉じる" }).click();
    await expect(news).toHaveCount(0);
    await app.undo();
    await app.holds({ [first]: "" });
    // Said once.
    await app.reload();
    await app.edit();
    await expect(news).toHaveCount(0);
  });
}

test("closing the tab: what can be read is the value; what cannot is in its field again", async ({ app, context }) => {
  await app.openToEdit("enter");
  await app.enter(second, "二千");
  await type(app, first, "75");
  await app.page.close({ runBeforeUnload: true });
  const again = new App(await context.newPage());
  await again.openToEdit("enter");
  await again.holds({ [first]: "75", [second]: "二千" });
  await again.describes(second).toBe(/数として読めません/);
  await expect(again.bar).toContainText("前回、保存する前の文字がありました。");
  await expect(again.bar.getByRole("link", { name: "保存していない欄 1件" })).toBeVisible();
});

test("an open tab keeps its own: another one does not take over what is being typed", async ({ app, context }) => {
  await app.openToEdit("enter");
  await type(app, first, "75");
  await expect.poll(() => records(app)).toHaveLength(1);
  const other = new App(await context.newPage());
  // Whether the other has asked whose lock is free, and has done what follows from the answer.
  await other.page.addInitScript((lock) => {
    const { request } = LockManager.prototype;
    LockManager.prototype.request = function (...given) {
      const [name, options, then] = /** @type {any[]} */ (given);
      if (name !== lock) return request.apply(this, given);
      return request.call(this, name, options, async (/** @type {Lock | null} */ held) => {
        await then(held);
        Object.assign(window, { hasAsked: held !== null });
      });
    };
  }, `${KEYS}fold/typing`);
  await other.openToEdit("enter");
  await other.page.waitForFunction(() => /** @type {any} */ (window).hasAsked === true);
  await other.holds({ [first]: "" });
  expect(await records(app), "what is being typed is still its own").toHaveLength(1);
  await app.page.keyboard.press("Enter");
  await app.said(`「${first}」を75にしました`);
  await other.holds({ [first]: "75" });
  await expect(other.bar).not.toContainText("前回、");
  await other.describes(first).toBe("");
});

test("killed while typing: the text is in its field, no value, until somebody says so", async ({ playwright: _ }, info) => {
  test.slow();
  const { executablePath, args } = info.project.use.launchOptions ?? {};
  const folder = info.outputPath("profile");
  const open = async () => {
    const context = await chromium.launchPersistentContext(folder, { executablePath, args, locale: "ja-JP" });
    const app = new App(context.pages()[0] ?? (await context.newPage()));
    await app.page.goto(`${PAGE}#/policy/3-10/enter/2026`);
    await app.shows("enter");
    await app.edit();
    return { app, context };
  };
  const one = await open();
  await type(one.app, first, "75");
  await type(one.app, second, "二千");
  await expect.poll(async () => Object.keys(await one.app.storage()).some((key) => key.startsWith(`${KEYS}typing/`))).toBe(true);
  const session = await one.context.newCDPSession(one.app.page);
  const crashed = one.app.page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  await one.context.close();

  const { app, context } = await open();
  await app.holds({ [second]: "二千" });
  // The first field was left for the second: it is a value. The second cannot be read.
  await app.holds({ [first]: "75" });
  await type(app, first, "6");
  await app.field(first).fill("76");
  const crash = await context.newCDPSession(app.page);
  const again = app.page.waitForEvent("crash");
  crash.send("Page.crash").catch(() => {});
  await again;
  await context.close();

  const last = await open();
  await last.app.holds({ [first]: "76" });
  await last.app.describes(first).toBe(/^\*前に入力され、保存されなかった文字です。/);
  await last.app.open("sheet");
  await last.app.button("閲覧に戻る").click();
  await last.app.edit();
  await last.app.open("enter");
  await last.app.field(first).press("Enter");
  await last.app.said(`「${first}」を76にしました`);
  await last.app.describes(first).toBe("");
  await last.context.close();
});

test("without locks, a tab that was reloaded knows its own text again", async ({ app, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
    // As a kill leaves it: not marked as closed. Before the page listens: listeners are called in their order.
    addEventListener("pagehide", (event) => event.stopImmediatePropagation(), { capture: true });
  });
  await app.openToEdit("enter");
  await app.enter(first, "七十五");
  // What the page finds when it is loaded anew.
  await app.page.addInitScript((keys) => {
    const kept = Object.entries(localStorage).filter(([key]) => key.startsWith(`${keys}typing/`));
    Object.assign(window, { kept: kept.map(([, text]) => JSON.parse(text)) });
  }, KEYS);
  await app.reload();
  const [record, ...others] = await app.page.evaluate(() => /** @type {any} */ (window).kept);
  expect(others).toEqual([]);
  expect(JSON.stringify(record)).toContain("七十五");
  expect(record.closed ?? false, "nobody said that the page was closed").toBe(false);
  await app.edit();
  await app.holds({ [first]: "七十五" });
});

test("the browser asks before leaving only while something would be lost", async ({ app, page }) => {
  await app.openToEdit("enter");
  await type(app, first, "七十五");
  let asked = 0;
  page.on("dialog", (dialog) => {
    asked += 1;
    return dialog.accept();
  });
  await app.reload();
  expect(asked).toBe(0);
  await app.edit();
  await app.holds({ [first]: "七十五" });
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await type(app, second, "2041");
  await app.reload();
  expect(asked).toBe(1);
});

test("a reason and a name being typed are there again", async ({ app }) => {
  await app.openToEdit("publish");
  await app.closeYear();
  await app.open("enter");
  await app.field("訂正の理由").pressSequentially("集計の誤り");
  await app.reload();
  await app.edit();
  await expect(app.field("訂正の理由")).toHaveValue("集計の誤り");
  await app.open("exchange");
  await app.field("氏名(任意)").pressSequentially("鎌倉花子");
  await app.reload();
  await app.edit();
  await expect(app.bar).toContainText("入力する人: 鎌倉花子");
});

test("no key of a conversion does anything, also where it comes after its end", async ({ app, page }) => {
  await app.openToEdit("indicator");
  const field = app.field(first);
  const press = (/** @type {import('@playwright/test').Locator} */ on, /** @type {KeyboardEventInit} */ init) =>
    on.evaluate((element, init) => element.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init })), init);
  const isFree = async (/** @type {KeyboardEventInit} */ init) => {
    for (const key of ["Enter", "ArrowDown", "ArrowUp", "Escape"]) {
      expect(await press(field, { ...init, key }), `${key} keeps what the browser does with it`).toBe(true);
      await expect(field).toBeFocused();
      await expect(field).toHaveValue("75");
    }
  };
  await type(app, first, "75");
  // Chromium and Firefox; Safari.
  await isFree({ isComposing: true });
  await isFree({ keyCode: 229 });
  await expect(page.getByRole("status").filter({ hasText: "75にしました" })).toHaveCount(0);
  await field.press("Enter");
  await app.said(`「${first}」を75にしました`);
  await page.getByRole("heading", { level: 1 }).focus();
  expect(await press(page.locator("body"), { key: "z", ctrlKey: true, keyCode: 229 })).toBe(true);
  await app.holds({ [first]: "75" });
});
