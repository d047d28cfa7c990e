/** Logs of page loads that are gone are folded into one; whatever happens meanwhile, no edit is lost. */

import { KEYS } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const LOGS = `${KEYS}edits/`;

/** One edit each, as page loads made them that are long gone: cell and number. @type {[string, string][]} */
const OLD = [
  ["3-10-k1/actual/2026", "75"],
  ["3-10-k2/actual/2026", "2041"],
  ["3-10-k3/actual/2026", "58"],
];
/** The same as fields show them. */
const SHOWN = { [first]: "75", [second]: "2,041", [third]: "58" };

/**
 * The logs of such page loads.
 *
 * @param {string} prefix what their keys begin with @param {[string, string][]} edits @param {number} from the first's number
 * @returns {Record<string, string>}
 */
function oldLogs(prefix, edits = OLD, from = 1) {
  const log = (/** @type {[string, string]} */ [cell, number], /** @type {number} */ index) => {
    const name = `${"0".repeat(15)}${from + index}`;
    const at = "2026-04-01T00:00:00.000Z";
    const edit = { id: `${name}-1`, step: `${name}-1`, clock: from + index, at, cell, value: { observation: { final: number } }, seen: [] };
    return [`${prefix}${name}/0`, JSON.stringify([edit])];
  };
  return Object.fromEntries(edits.map(log));
}
const OLD_LOGS = oldLogs(LOGS);

/** Puts entries into storage. @param {App} app @param {Record<string, string>} all */
const put = (app, all) =>
  app.page.evaluate((all) => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text)), all);

/** The keys under which edits stand: logs, and what logs are folded into. @param {App} app */
const keysOfEdits = async (app) =>
  Object.keys(await app.storage()).filter((key) => ["edits/", "packed/"].some((kind) => key.startsWith(KEYS + kind)));

/**
 * Waits until the old logs are folded: none of their keys is there any more, and there are fewer than they were.
 *
 * @param {App} app @param {string[]} [own] keys of other logs, which are left alone
 */
async function folded(app, own = []) {
  const old = Object.keys(OLD_LOGS);
  const left = async () => (await keysOfEdits(app)).filter((key) => old.includes(key));
  await expect.poll(left, "the keys of old logs are gone").toEqual([]);
  // Logs that are left alone do not count.
  const keys = (await keysOfEdits(app)).filter((key) => !own.includes(key));
  expect(keys.length, "what they held stands under another key").toBeGreaterThan(0);
  expect(keys.length, "and under fewer").toBeLessThan(old.length);
}

/** Loads the page anew at the screen of entry, and finds every old edit there once. @param {App} app */
async function showsAll(app) {
  await app.open("enter");
  await app.reload();
  await app.edit();
  await app.holds(SHOWN);
  await app.open("exchange");
  await expect(app.main).toContainText("このブラウザーの下書きは3件です。");
}

/**
 * Has two tabs that ask for the lock of folding meet: neither is answered before both have asked, and who gets the lock
 * keeps it until the other was refused. Returns what the tabs were answered, in order.
 *
 * @param {import('@playwright/test').BrowserContext} context
 */
async function meetAtFolding(context) {
  const answers = /** @type {string[]} */ ([]);
  const meeting = () => {
    let count = 0;
    let meet = () => {};
    const met = new Promise((done) => (meet = () => done(undefined)));
    return () => ((count += 1) === 2 && meet(), met);
  };
  await context.exposeFunction("askedToFold", meeting());
  const answered = meeting();
  await context.exposeFunction("answeredToFold", (/** @type {string} */ answer) => (answers.push(answer), answered()));
  await context.addInitScript((lock) => {
    // The empty page before the first has none.
    if (!("LockManager" in window)) return;
    const { request } = LockManager.prototype;
    const { askedToFold, answeredToFold } = /** @type {any} */ (window);
    LockManager.prototype.request = async function (...given) {
      const [name, options, then] = /** @type {any[]} */ (given);
      if (name !== lock) return request.apply(this, given);
      await askedToFold();
      return request.call(this, name, options, async (/** @type {Lock | null} */ held) => {
        await answeredToFold(held ? "may fold" : "another tab folds");
        return then(held);
      });
    };
  }, `${KEYS}fold`);
  return answers;
}

test("old logs become one, and hold what they held", async ({ app }) => {
  await app.open("exchange");
  await put(app, OLD_LOGS);
  await app.reload();
  await folded(app);
  // A second opening sees what was folded alone.
  await showsAll(app);
  await folded(app);
});

test("two tabs that fold at once: one does, and no edit is lost", async ({ app, context }) => {
  const answers = await meetAtFolding(context);
  await app.open("overview");
  await put(app, OLD_LOGS);
  const others = [new App(await context.newPage()), new App(await context.newPage())];
  await Promise.all(others.map((other) => other.open("exchange")));
  await folded(app);
  expect(answers.toSorted()).toEqual(["another tab folds", "may fold"]);
  for (const other of others) {
    await other.edit();
    await expect(other.main).toContainText("このブラウザーの下書きは3件です。");
  }
  for (const other of others) await other.page.close();
  await showsAll(app);
});

test("the log of an open page is left alone, however old its edits are, and folded when the page is gone", async ({ app, context }) => {
  const [fourth, fifth] = [INDICATORS[3], INDICATORS[4]].map((indicator) => actual(indicator));
  await app.page.clock.setFixedTime(new Date("2026-04-01T09:00:00+09:00"));
  await app.openToEdit("enter");
  await app.enter(fourth, "46");
  const [own] = await keysOfEdits(app);
  await put(app, OLD_LOGS);
  // Two months later, for both.
  await app.page.clock.setFixedTime(new Date("2026-06-01T09:00:00+09:00"));
  const other = new App(await context.newPage());
  // An open page puts back what is removed under it, so that its log alone would not tell.
  await other.page.addInitScript(() => {
    const { removeItem } = Storage.prototype;
    const removed = /** @type {string[]} */ ([]);
    Object.assign(window, { removed });
    Storage.prototype.removeItem = function (key) {
      removed.push(key);
      removeItem.call(this, key);
    };
  });
  await other.open("exchange");
  await folded(other, [own]);
  const removed = await other.page.evaluate(() => /** @type {any} */ (window).removed);
  expect(removed).toEqual(expect.arrayContaining(Object.keys(OLD_LOGS)));
  expect(removed).not.toContain(own);
  await app.page.close();
  // One log alone is not folded.
  await put(other, oldLogs(LOGS, [["3-10-k5/actual/2026", "2"]], 9));
  await other.reload();
  await expect.poll(() => keysOfEdits(other)).not.toContain(own);
  await other.open("enter");
  await other.edit();
  await other.holds({ ...SHOWN, [fourth]: "46", [fifth]: "2" });
});

test("where there are no locks nothing is folded, and two tabs still see each other", async ({ app, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
  });
  await app.open("exchange");
  await put(app, OLD_LOGS);
  await app.reload();
  await app.edit();
  await expect(app.main).toContainText("このブラウザーの下書きは3件です。");
  await app.open("enter");
  const other = new App(await context.newPage());
  await other.openToEdit("enter");
  await app.enter(first, "76");
  await other.holds({ ...SHOWN, [first]: "76" });
  // Two tabs have started, and have written.
  expect(await app.storage()).toMatchObject(OLD_LOGS);
  expect(await keysOfEdits(app)).toHaveLength(OLD.length + 1);
});

test("a duplicated tab is a page load of its own", async ({ app, context, page }) => {
  // What a tab finds in its storage of the session when it begins.
  await context.addInitScript(() => {
    // An empty page of nobody's has none.
    if (origin !== "null") Object.assign(window, { found: sessionStorage.getItem("shisaku/page-load") });
  });
  const found = (/** @type {App} */ tab) => tab.page.evaluate(() => /** @type {any} */ (window).found);
  const own = (/** @type {App} */ tab) => tab.page.evaluate(() => sessionStorage.getItem("shisaku/page-load"));
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const [copy] = await Promise.all([context.waitForEvent("page"), page.evaluate(() => void window.open(location.href))]);
  const other = new App(copy);
  await other.edit();
  await other.enter(second, "2041");
  await app.enter(third, "58");
  for (const tab of [app, other]) await tab.holds(SHOWN);
  const names = [await own(app), await own(other)];
  expect(await found(other), "it was told the first tab's page load").toBe(names[0]);
  expect(await keysOfEdits(app), "each has a log").toHaveLength(2);
  expect((await keysOfEdits(app)).toSorted()).toEqual(names.map((name) => `${LOGS}${name}/0`).toSorted());
});

test("another plan, and another site of the same origin, are left alone", async ({ app }) => {
  const foreign = {
    ...oldLogs(KEYS.replace("/kamakura/", "/zushi-1-1/") + "edits/"),
    ...oldLogs(KEYS.replace("sub%2Ffolder", "test") + "edits/"),
    "shisaku/1/zushi-1-1/edits/a/0": "[]",
    "shisaku/1/zushi-1-1/loads/x": "not ours to read",
  };
  await app.open("exchange");
  await put(app, foreign);
  await put(app, OLD_LOGS);
  await app.reload();
  await folded(app);
  await showsAll(app);
  expect(await app.storage()).toMatchObject(foreign);
  const others = Object.keys(await app.storage()).filter((key) => /^shisaku\/\d\/.*\/(edits|packed|loads)\//.test(key) && !key.startsWith(KEYS));
  expect(others.toSorted(), "and nothing is put there").toEqual(Object.keys(foreign).toSorted());
});
