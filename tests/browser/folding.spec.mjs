/** Logs of page loads that are gone are folded into one; whatever happens meanwhile, no edit is lost. */

import { KEYS } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const LOGS = `${KEYS}edits/`;

/** Logs of page loads long gone, one edit each. @param {App} app @param {[string, string][]} edits cell and number */
async function leaveLogs(app, edits) {
  const logs = Object.fromEntries(
    edits.map(([cell, number], index) => {
      const id = `${"0".repeat(15)}${index}-1`;
      const at = "2026-04-01T00:00:00.000Z";
      const edit = { id, step: id, clock: index + 1, at, cell, value: { observation: { final: number } }, seen: [] };
      return [`${LOGS}${"0".repeat(15)}${index}/0`, JSON.stringify([edit])];
    }),
  );
  await app.page.evaluate((all) => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text)), logs);
}

/** The keys of logs, by how many edits they hold. @param {App} app */
const logs = async (app) =>
  Object.entries(await app.storage())
    .filter(([key]) => key.startsWith(LOGS))
    .map(([, text]) => JSON.parse(text).length)
    .toSorted();

/** @type {[string, string][]} */
const OLD = [
  ["3-10-k1/actual/2026", "75"],
  ["3-10-k2/actual/2026", "2041"],
  ["3-10-k3/actual/2026", "58"],
];

test("old logs become one, and hold what they held", async ({ app }) => {
  await app.open("exchange");
  await leaveLogs(app, OLD);
  await app.reload();
  await expect.poll(() => logs(app)).toEqual([3]);
  // A second opening sees the folded log alone.
  await app.reload();
  await app.edit();
  await expect(app.main).toContainText("このブラウザーの下書きは3件です。");
});

test("two tabs starting at once fold no edit away", async ({ app, context }) => {
  await app.open("overview");
  await leaveLogs(app, OLD);
  const others = [new App(await context.newPage()), new App(await context.newPage())];
  await Promise.all(others.map((other) => other.open("exchange")));
  for (const other of others) {
    await other.edit();
    await expect(other.main).toContainText("このブラウザーの下書きは3件です。");
  }
  const all = Object.entries(await app.storage()).filter(([key]) => key.startsWith(LOGS));
  const numbers = new Set(all.flatMap(([, text]) => JSON.parse(text)).map((edit) => edit.value.observation.final));
  expect([...numbers].toSorted()).toEqual(["2041", "58", "75"]);
});

test("where there are no locks nothing is folded, and two tabs still see each other", async ({ app, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
  });
  await app.open("exchange");
  await leaveLogs(app, OLD);
  await app.reload();
  await app.edit();
  await expect(app.main).toContainText("このブラウザーの下書きは3件です。");
  expect(await logs(app)).toEqual([1, 1, 1]);
  await app.open("enter");
  const other = new App(await context.newPage());
  await other.openToEdit("enter");
  await app.enter(first, "76");
  await other.holds({ [first]: "76", [second]: "2,041", [third]: "58" });
});

test("a duplicated tab is a page load of its own", async ({ app, context, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const [copy] = await Promise.all([context.waitForEvent("page"), page.evaluate(() => void window.open(location.href))]);
  const other = new App(copy);
  await other.edit();
  await other.enter(second, "2041");
  await app.enter(third, "58");
  for (const tab of [app, other]) await tab.holds({ [first]: "75", [second]: "2,041", [third]: "58" });
});

test("another plan on the same origin is left alone", async ({ app }) => {
  const foreign = { "shisaku/1/zushi-1-1/edits/a/0": "[]", "shisaku/1/zushi-1-1/loads/x": "not ours to read" };
  await app.open("exchange");
  await app.page.evaluate((all) => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text)), foreign);
  await leaveLogs(app, OLD);
  await app.reload();
  await expect.poll(() => logs(app)).toEqual([3]);
  expect(await app.storage()).toMatchObject(foreign);
});
