/** A Chromium with real tabs, and tabs that hear late of each other. */

import { spawn } from "node:child_process";
import { chromium } from "@playwright/test";

/**
 * Starts a Chromium of its own whose tabs are as a person has them: one that stands behind another is hidden, and can be
 * frozen. The pages of Playwright's own contexts count as visible whatever stands before them, and are never frozen.
 *
 * @param {import('@playwright/test').TestInfo} info
 */
export async function openChromium(info) {
  const { executablePath = "chromium", args = [] } = info.project.use.launchOptions ?? {};
  const profile = `--user-data-dir=${info.outputPath("profile")}`;
  const chrome = spawn(executablePath, [...args, "--headless", "--remote-debugging-port=0", "--lang=ja", profile, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = new Promise((done) => chrome.once("exit", done));
  const address = new Promise((done, failed) => {
    let said = "";
    chrome.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      said += text;
      const found = /DevTools listening on (\S+)/.exec(said);
      if (found) done(found[1]);
    });
    gone.then(() => failed(new Error(`Chromium did not start: ${said}`)));
  });
  const close = async () => {
    chrome.kill("SIGKILL");
    await gone;
  };
  try {
    const browser = await chromium.connectOverCDP(await address, { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error("Chromium has no window");
    return {
      context,
      async close() {
        await browser.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Lets a test hold back the `storage` events of the pages of a context, so that tabs certainly act before they hear of
 * each other. Call it before a page is loaded.
 *
 * @param {import('@playwright/test').BrowserContext} context
 */
export async function holdStorageEvents(context) {
  await context.addInitScript(() => {
    /** @type {StorageEvent[]} */
    const held = [];
    let isHolding = false;
    addEventListener(
      "storage",
      (event) => {
        if (!isHolding) return;
        event.stopImmediatePropagation();
        held.push(event);
      },
      { capture: true },
    );
    const storageEvents = {
      hold: () => void (isHolding = true),
      /** The keys of the events that are held back. */
      keys: () => held.map(({ key }) => key ?? ""),
      /** Delivers what was held back, in its order. */
      release() {
        isHolding = false;
        for (const event of held.splice(0)) dispatchEvent(new StorageEvent("storage", event));
      },
    };
    Object.assign(window, { storageEvents });
  });
  /** @param {import('@playwright/test').Page} page @param {"hold" | "keys" | "release"} what */
  const call = (page, what) => page.evaluate((what) => /** @type {any} */ (window).storageEvents[what](), what);
  return {
    /** @param {import('@playwright/test').Page} page */
    hold: (page) => call(page, "hold"),
    /** @param {import('@playwright/test').Page} page @returns {Promise<string[]>} */
    keys: (page) => call(page, "keys"),
    /** @param {import('@playwright/test').Page} page */
    release: (page) => call(page, "release"),
  };
}
