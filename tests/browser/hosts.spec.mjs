/**
 * What a host sends, and that the page lives under it: with SHISAKU_HOST under nginx and Apache, with the configurations of
 * `docs/hosting/`.
 */

import { readdirSync } from "node:fs";
import { PAGE, PORTAL } from "./addresses.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;

/** A file of dist/ by what its name ends in. @param {RegExp} pattern */
const file = (pattern) => {
  const found = readdirSync("dist").find((name) => pattern.test(name));
  if (!found) throw new Error(`no ${pattern} in dist/`);
  return found;
};

test("every file has its type, policy and how long it is kept", async ({ request }) => {
  /** @type {[string, RegExp, RegExp][]} */
  const files = [
    ["", /^text\/html/, /^no-cache$/],
    ["index.html", /^text\/html/, /^no-cache$/],
    ["embed.html", /^text\/html/, /^no-cache$/],
    ["plan.json", /^application\/json/, /^no-cache$/],
    ["charts.js", /^text\/javascript/, /^no-cache$/],
    ["embed.js", /^text\/javascript/, /^no-cache$/],
    ["icon.svg", /^image\/svg\+xml/, /^no-cache$/],
    ["indicators/3-10-k1.html", /^text\/html; charset=utf-8$/i, /^no-cache$/],
    ["figures/3-10-k1.html", /^text\/html; charset=utf-8$/i, /^no-cache$/],
    ["figures/3-10-p1.html?embed.html", /^text\/html; charset=utf-8$/i, /^no-cache$/],
    ["data/values.csv", /^text\/csv; charset=utf-8$/i, /^no-cache$/],
    ["data/excel/3-10.csv", /^text\/csv; charset=utf-8$/i, /^no-cache$/],
    ["data/indicators.json", /^application\/json/, /^no-cache$/],
    ["feed.xml", /^application\/(atom\+)?xml/, /^no-cache$/],
    ["sitemap.xml", /^application\/xml/, /^no-cache$/],
    ["index.html?figures/3-10-k1.html", /^text\/html; charset=utf-8$/i, /^no-cache$/],
    [file(/^program-.*\.wasm$/), /^application\/wasm$/, /^max-age=31536000, immutable$/],
    [file(/^embed-.*\.wasm$/), /^application\/wasm$/, /^max-age=31536000, immutable$/],
    [file(/^program-.*\.js$/), /^text\/javascript/, /^max-age=31536000, immutable$/],
    [file(/^program-.*\.css$/), /^text\/css/, /^max-age=31536000, immutable$/],
    ["style.css", /^text\/css/, /^no-cache$/],
    ["start.js", /^text\/javascript/, /^no-cache$/],
    ["page.js", /^text\/javascript/, /^no-cache$/],
    ["embed-frame.js", /^text\/javascript/, /^no-cache$/],
  ];
  for (const [name, type, keeps] of files) {
    const answer = await request.get(`${PAGE}${name}`);
    const headers = answer.headers();
    expect(answer.status(), name).toBe(200);
    expect(headers["content-type"], name).toMatch(type);
    expect(headers["cache-control"], name).toMatch(keeps);
    expect(headers["x-content-type-options"], name).toBe("nosniff");
    expect(headers["access-control-allow-origin"], name).toBe("*");
    expect(headers["cross-origin-opener-policy"], name).toBe("same-origin");
    const policy = headers["content-security-policy"];
    expect(policy, name).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy, name).not.toMatch(/'unsafe-(eval|inline)'/);
    const portal = new URL(PORTAL.address).origin;
    if (/^(embed|figures\/[^/]+)\.html/.test(name)) expect(policy, name).toMatch(new RegExp(`frame-ancestors 'self' ${portal}( |$)`));
    else expect(policy, name).toMatch(/frame-ancestors 'none'$/);
  }
  expect((await request.get(`${PAGE}nothing-here`)).status()).toBe(404);
});

test("nothing new is not sent again", async ({ request }) => {
  const first = await request.get(`${PAGE}plan.json`);
  const mark = first.headers().etag;
  expect(mark).toBeTruthy();
  const again = await request.get(`${PAGE}plan.json`, { headers: { "If-None-Match": mark } });
  expect(again.status()).toBe(304);
});

test("the page opens, is edited, and its drawing is there", async ({ app }) => {
  await app.openToEdit("indicator");
  await app.enter(actual(K1), "75");
  await expect(app.page.getByRole("img", { name: new RegExp(`^${K1}`) }).locator("svg")).toBeVisible();
});

test("a page that opened ours cannot reach into it", async ({ page, watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin);
  for (const address of [PAGE, `${PAGE}embed.html#/3-10-p1`]) {
    await page.goto(PORTAL.address);
    const opened = page.context().waitForEvent("page");
    await page.evaluate((address) => {
      /** @type {any} */ (window).opened = open(address, "named");
    }, address);
    const ours = await opened;
    await expect(ours.getByRole("main")).toBeVisible();
    expect(await ours.evaluate(() => [opener, window.name]), address).toEqual([null, ""]);
    // To the page that opened it, its window is gone.
    await expect.poll(() => page.evaluate(() => /** @type {any} */ (window).opened.closed), address).toBe(true);
    expect(ours.isClosed()).toBe(false);
    await ours.close();
  }
});

test("the portal may frame a figure, and not the page", async ({ page, watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin);
  await page.goto(PORTAL.address);
  const framed = (/** @type {string} */ src) =>
    page.evaluate((src) => {
      const article = /** @type {HTMLElement} */ (document.querySelector("#article"));
      article.replaceChildren(Object.assign(document.createElement("iframe"), { src, title: "図", width: "600", height: "500" }));
    }, src);
  await framed(`${PAGE}embed.html#/3-10-p1`);
  await expect(page.frameLocator("iframe").getByRole("img").locator("svg")).toBeVisible();
  await framed(`${PAGE}figures/3-10-k1.html`);
  await expect(page.frameLocator("iframe").getByRole("main")).toBeVisible();
  watch.allowed.console.push(/frame-ancestors/);
  for (const path of ["index.html", "indicators/3-10-k1.html"]) {
    watch.allowed.requests.push(new RegExp(`${path}$`));
    const refused = page.waitForEvent("console", (message) => /frame-ancestors/.test(message.text()));
    await framed(`${PAGE}${path}`);
    await refused;
    await expect(page.frameLocator("iframe").getByRole("main"), path).toHaveCount(0);
  }
});
