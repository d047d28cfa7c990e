/** A portal of another origin, and frames in it. */

import { expect } from "@playwright/test";
import { PAGE, PORTAL } from "../addresses.mjs";

export const EMBED = `${PAGE}embed.html`;

/**
 * Puts frames, and `embed.js` where it is wanted, into a page of the portal. The page is served: one made up here would be
 * of no address, and may not ask this computer for anything.
 *
 * @param {import('@playwright/test').Page} page @param {string} body @param {{ fitted?: boolean, at?: string }} [how]
 */
export async function portal(page, body, { fitted = false, at = "" } = {}) {
  await page.goto(`${PORTAL.address}${at}`);
  await page.evaluate(
    ({ body, script }) => {
      const article = /** @type {HTMLElement} */ (document.querySelector("#article"));
      article.innerHTML = body;
      if (script) article.append(Object.assign(document.createElement("script"), { src: script, async: true }));
    },
    { body, script: fitted ? `${PAGE}embed.js` : "" },
  );
}

/** The code of a frame of embed.html, which says 300 pixels. @param {string} hash @param {string} [more] attributes */
export const frame = (/** @type {string} */ hash, more = "") =>
  `<iframe src="${EMBED}${hash}" title="図" width="100%" height="300" frameborder="0" ${more}></iframe>`;

/** Whether a frame is as high as what is in it. @param {import('@playwright/test').Page} page @param {number} [index] */
export async function fits(page, index = 0) {
  const inner = page.frameLocator("iframe").nth(index).locator("html");
  await expect
    .poll(async () => {
      const height = Number(await page.locator("iframe").nth(index).getAttribute("height"));
      const content = await page.frameLocator("iframe").nth(index).locator("main").evaluate((main) => Math.ceil(main.getBoundingClientRect().height));
      return height - content;
    })
    .toBe(0);
  // A frame of another process learns of its new height a moment later, and out of sight it is not laid out anew.
  await page.locator("iframe").nth(index).scrollIntoViewIfNeeded();
  await expect.poll(() => inner.evaluate((html) => html.scrollHeight - html.clientHeight), "nothing to scroll").toBeLessThanOrEqual(0);
}
