/** `test` and `expect` of all specs: every context is watched, and comes with page objects. */

import { test as base, expect } from "@playwright/test";
import { App } from "./app.mjs";
import { Watch } from "./watch.mjs";

/**
 * @typedef {object} Fixtures
 * @property {Watch} watch what is held against every context; the test fails on any fault
 * @property {App} app the page in the test's own context
 * @property {(options?: import('@playwright/test').BrowserContextOptions) => Promise<import('@playwright/test').BrowserContext>} newContext
 *   another browser, watched like the first: another person, or the same with nothing in storage
 */

/** @type {import('@playwright/test').TestType<import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions & Fixtures, import('@playwright/test').PlaywrightWorkerArgs>} */
export const test = base.extend({
  watch: [
    async ({ baseURL }, use) => {
      const watch = new Watch(new URL(baseURL).origin);
      await use(watch);
      expect(watch.faults, "nothing on the console, nothing thrown, no failed or foreign request").toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.over(context);
    await use(context);
  },
  newContext: async ({ browser, watch, baseURL, locale, timezoneId, viewport }, use) => {
    /** @type {import('@playwright/test').BrowserContext[]} */
    const opened = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL, locale, timezoneId, viewport, ...options });
      watch.over(context);
      opened.push(context);
      return context;
    });
    for (const context of opened) await context.close();
  },
  app: async ({ page }, use) => {
    await use(new App(page));
  },
});

export { expect };
