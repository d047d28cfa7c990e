/**
 * A page that is left is kept for going back to, for it gives up its lock; what was being typed is a value then, and what
 * other tabs did meanwhile is read anew.
 */

import { KEYS, PAGE } from "./addresses.mjs";
import { Cdp } from "./support/cdp.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));
const field = (/** @type {string} */ name) => `document.querySelector('[aria-label="${name}"]')`;

test("going back finds the page as it was, with what was typed as its value and what came since", async ({ playwright: _ }, info) => {
  const { executablePath, args = [] } = info.project.use.launchOptions ?? {};
  const cdp = await Cdp.open(executablePath ?? "chromium", args, info.outputPath("profile"));
  try {
    await cdp.goto(`${PAGE}#/policy/3-10/enter/2026`);
    await cdp.until(`Boolean(${field(first)})`);
    // The lock is held while the page is shown.
    const held = `navigator.locks.query().then(({ held }) => held.filter(({ name }) => name.includes("alive")).length)`;
    await cdp.until(`window.asked ??= ${held}.then((count) => { window.asked = undefined; window.locks = count; }), window.locks === 1`);
    await cdp.evaluate(`${field(first)}.focus()`);
    await cdp.type("75");
    await cdp.evaluate(`window.kept = "as it was"`);

    // Another page of the same site: what the first one gave up is free, and another tab writes.
    await cdp.goto(`${PAGE}embed.js`);
    expect(await cdp.evaluate(held)).toBe(0);
    const edit = `{"id":"other-1","step":"other-1","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"3-10-k2/actual/2026","value":{"observation":{"final":"2041"}},"seen":[]}`;
    await cdp.evaluate(`localStorage.setItem(${JSON.stringify(`${KEYS}edits/other/0`)}, ${JSON.stringify(`[${edit}]`)})`);
    expect(await cdp.evaluate(`Object.entries(localStorage).filter(([key]) => key.includes("/edits/")).map(([, text]) => text).join()`)).toContain('"75"');

    expect(await cdp.goBack()).toBe(true);
    expect(await cdp.evaluate("window.kept")).toBe("as it was");
    await cdp.until(`${field(first)}.value === "75" && ${field(second)}.value === "2,041"`);
    await cdp.until(`document.querySelector(".said").textContent.includes("75として保存しました")`);
    // The lock is held again.
    await cdp.evaluate("window.locks = undefined");
    await cdp.until(`window.asked ??= ${held}.then((count) => { window.asked = undefined; window.locks = count; }), window.locks === 1`);
  } finally {
    await cdp.close();
  }
});
