/** Several tabs entering at the same time, one frozen, storage filling up: no edit is lost. */

import { KEYS, PAGE } from "./addresses.mjs";
import { App, SCREENS } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { holdStorageEvents, openChromium } from "./support/tabs.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const LOGS = `${KEYS}edits/`;
const FIELDS = [...INDICATORS.map((name) => actual(name)), ...PROJECTS.flatMap(({ name }) => [budget(name), settlement(name)])];

/** Every value ever set, from what storage holds. @param {App} app */
const kept = async (app) => {
  const all = Object.entries(await app.storage()).filter(([key]) => key.startsWith(LOGS));
  return all.flatMap(([, text]) => JSON.parse(text)).filter((edit) => edit.cell).map((edit) => edit.value.observation?.final);
};

/** The page load whose log stands under a key. @param {string} key */
const pageLoad = (key) => key.slice(LOGS.length).split("/")[0];

/** Turns of three entries each; `cargo xtask prove` makes them a thousand entries. */
const TURNS = Number(process.env.SHISAKU_TURNS ?? 5);

test("three tabs enter at the same time: every edit is kept, and all show the same", async ({ app, context }) => {
  test.setTimeout(60_000 + TURNS * 3_000);
  const events = await holdStorageEvents(context);
  const tabs = [app, new App(await context.newPage()), new App(await context.newPage())];
  for (const tab of tabs) await tab.openToEdit("enter");
  let next = 100;
  const entered = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    // In every other turn no tab hears of the others before all have entered. In the rest the order is up to the machine,
    // which often runs one tab after the other.
    const isHeld = turn % 2 === 0;
    if (isHeld) for (const tab of tabs) await events.hold(tab.page);
    // Different fields at once, in an order nobody chooses.
    await Promise.all(
      tabs.map((tab, index) => {
        const [field, value] = [FIELDS[(turn * 3 + index) % FIELDS.length], String((next += 1))];
        entered.push(value);
        return tab.enter(field, value);
      }),
    );
    if (!isHeld) continue;
    expect(await kept(app), "all three have entered").toEqual(expect.arrayContaining(entered.slice(-3)));
    for (const tab of tabs) {
      const unheard = async () => new Set((await events.keys(tab.page)).filter((key) => key.startsWith(LOGS)).map(pageLoad)).size;
      await expect.poll(unheard, "each has still to hear of the two others").toBe(2);
    }
    for (const tab of tabs) await events.release(tab.page);
  }
  const values = await kept(app);
  for (const value of entered) expect(values).toContain(value);
  // What stands in each field is what was entered there last, for everybody had seen what stood there before.
  const last = Object.fromEntries(
    entered.map((value, index) => [FIELDS[index % FIELDS.length], Number(value).toLocaleString("en")]),
  );
  for (const tab of tabs) for (const [field, value] of Object.entries(last)) await tab.holds({ [field]: value });
});

test("a frozen tab wakes up and has missed nothing", async ({ watch }, info) => {
  const { context, close } = await openChromium(info);
  try {
    watch.over(context);
    // What happens to a tab, in order: it is frozen, it is resumed, it hears of another tab's log.
    await context.addInitScript((logs) => {
      const happened = /** @type {string[]} */ ([]);
      Object.assign(window, { happened });
      for (const what of ["freeze", "resume"]) document.addEventListener(what, () => happened.push(what));
      addEventListener("storage", ({ key }) => key?.startsWith(logs) && happened.push("heard"));
    }, LOGS);
    const open = async () => {
      const tab = new App(await context.newPage());
      await tab.page.goto(PAGE + SCREENS.enter.address);
      await tab.shows("enter");
      await tab.edit();
      return tab;
    };
    const app = await open();
    const happened = () => app.page.evaluate(() => /** @type {any} */ (window).happened);
    await app.enter(first, "75");
    // The tab opened last stands before the other.
    const other = await open();
    await other.holds({ [first]: "75" });
    const session = await context.newCDPSession(app.page);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await other.enter(second, "2041");
    await other.enter(first, "76");
    await other.said(`「${first}」を76にしました(このブラウザーに保存済み)。`);
    expect(await happened(), "it is frozen, and hears nothing").toEqual(["freeze"]);
    await app.holds({ [first]: "75", [second]: "" });
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await app.page.bringToFront();
    await app.holds({ [first]: "76", [second]: "2,041" });
    expect(await happened(), "it heard of both edits when it was resumed").toEqual(["freeze", "resume", "heard", "heard"]);
    await app.enter(third, "58");
    for (const tab of [app, other]) await tab.holds({ [first]: "76", [second]: "2,041", [third]: "58" });
  } finally {
    await close();
  }
});

test("storage is full at every other write of a log: each is said, and a file still holds all", async ({ app, page }) => {
  await app.openToEdit("enter");
  await page.evaluate((logs) => {
    const { setItem } = Storage.prototype;
    let count = 0;
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith(logs)) count += 1;
      if (key.startsWith(logs) && count % 2 === 1) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, text);
    };
  }, LOGS);
  const all = ["11", "12", "13", "14", "15", "16"];
  for (const [index, value] of all.entries()) {
    const field = FIELDS[index];
    await app.enter(field, value);
    await app.holds({ [field]: value });
    const isFull = index % 2 === 0;
    const outcome = isFull ? "。ブラウザーの保存場所がいっぱいか、書き込みが許可されていません。" : "(このブラウザーに保存済み)。";
    await app.said(`「${field}」を${value}にしました${outcome}`);
    expect((await kept(app)).toSorted(), "what could not be written is written with what comes next").toEqual(all.slice(0, isFull ? index : index + 1));
  }
  const { json } = await app.save();
  expect(json.edits.map((/** @type {any} */ edit) => edit.value.observation.final).toSorted()).toEqual(all);
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
