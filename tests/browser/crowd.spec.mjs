/** Several tabs entering at the same time, one frozen, one duplicated, storage filling up: no edit is lost. */

import { KEYS } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const FIELDS = [...INDICATORS.map((name) => actual(name)), ...PROJECTS.flatMap(({ name }) => [budget(name), settlement(name)])];

/** Every value ever set, from what storage holds. @param {App} app */
const kept = async (app) => {
  const all = Object.entries(await app.storage()).filter(([key]) => key.includes("/edits/"));
  return all.flatMap(([, text]) => JSON.parse(text)).filter((edit) => edit.cell).map((edit) => edit.value.observation?.final);
};

/** Turns of three entries each; `cargo xtask prove` makes them a thousand entries. */
const TURNS = Number(process.env.SHISAKU_TURNS ?? 5);

test("three tabs enter at the same time: every edit is kept, and all show the same", async ({ app, context }) => {
  test.setTimeout(60_000 + TURNS * 3_000);
  const tabs = [app, new App(await context.newPage()), new App(await context.newPage())];
  for (const tab of tabs) await tab.openToEdit("enter");
  let next = 100;
  const entered = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    // Different fields at once, in an order nobody chooses.
    await Promise.all(
      tabs.map((tab, index) => {
        const [field, value] = [FIELDS[(turn * 3 + index) % FIELDS.length], String((next += 1))];
        entered.push(value);
        return tab.enter(field, value);
      }),
    );
  }
  const values = await kept(app);
  for (const value of entered) expect(values).toContain(value);
  // What stands in each field is what was entered there last, for everybody had seen what stood there before.
  const last = Object.fromEntries(
    entered.map((value, index) => [FIELDS[index % FIELDS.length], Number(value).toLocaleString("en")]),
  );
  for (const tab of tabs) for (const [field, value] of Object.entries(last)) await tab.holds({ [field]: value });
});

test("a frozen tab wakes up and has missed nothing", async ({ app, context }) => {
  const other = new App(await context.newPage());
  await app.openToEdit("enter");
  await other.openToEdit("enter");
  await app.enter(first, "75");
  const session = await context.newCDPSession(app.page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await other.enter(second, "2041");
  await other.enter(first, "76");
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await app.page.bringToFront();
  await app.enter(third, "58");
  await app.holds({ [first]: "76", [second]: "2,041", [third]: "58" });
  await other.holds({ [first]: "76", [second]: "2,041", [third]: "58" });
});

test("storage is full at every write in turn: each is said, and a file still holds all", async ({ app, page }) => {
  await app.openToEdit("enter");
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    let count = 0;
    Storage.prototype.setItem = function (key, text) {
      count += 1;
      if (count % 2 === 1) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, text);
    };
  });
  for (let index = 0; index < 6; index += 1) {
    await app.enter(FIELDS[index], String(11 + index));
    await app.holds({ [FIELDS[index]]: String(11 + index) });
  }
  const { json } = await app.save();
  expect(json.edits.map((/** @type {any} */ edit) => edit.value.observation.final).toSorted()).toEqual(
    ["11", "12", "13", "14", "15", "16"],
  );
});

test("keys of a later release are left alone", async ({ app, page }) => {
  const newer = { "shisaku/3/kamakura/edits/x/0": '{"v":3}', [`${KEYS}packed/x`]: "x9", [`${KEYS}labels/x`]: '{"new":true}' };
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await page.evaluate((all) => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text)), newer);
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "75" });
  await app.enter(second, "2041");
  expect(await app.storage()).toMatchObject(newer);
});

test("the clock set back: what is newer is still what was seen last", async ({ app, page }) => {
  await page.clock.setFixedTime(new Date("2026-06-01T09:00:00+09:00"));
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await page.clock.setFixedTime(new Date("2020-01-01T09:00:00+09:00"));
  await app.enter(first, "76");
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "76" });
  await app.undo();
  await app.holds({ [first]: "75" });
});
