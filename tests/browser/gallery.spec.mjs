/** The gallery for developers (`cargo xtask gallery`) shows every state there is, at each width and scheme. */

import { readFile } from "node:fs/promises";
import { PORTAL } from "./addresses.mjs";
import { expect, test } from "./support/test.mjs";

const AT = `${PORTAL.address}gallery/`;

test("every drawing of every state is there", async ({ page, watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin);
  /** As `xtask/src/gallery.rs` puts it together. @type {Record<string, string>} */
  const places = { "charts.js": "dist/charts.js", "figures.json": "target/xtask/figures.json", "style.css": "src/ui/style.css" };
  const types = { html: "text/html", css: "text/css", js: "text/javascript", mjs: "text/javascript", json: "application/json" };
  await page.route(`${AT}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").pop() || "index.html";
    const body = await readFile(places[name] ?? `tests/browser/gallery/${name}`);
    await route.fulfill({ body, contentType: types[/** @type {keyof typeof types} */ (name.split(".").pop())] });
  });
  await page.goto(AT);
  /** @type {import("./figures.spec.mjs").State[]} */
  const states = JSON.parse(await readFile("target/xtask/figures.json", "utf8"));
  for (const [look, wanted] of /** @type {const} */ ([
    ["375 px", ({ page, dark }) => page === 375 && !dark],
    ["1280 px, dark", ({ page, dark }) => page === 1280 && dark],
    ["small", ({ page }) => page === 0],
    ["small, in a picture", ({ page }) => page === 1],
  ])) {
    await page.getByRole("radio", { name: look, exact: true }).check();
    const count = states.filter(({ drawings }) => drawings.some(wanted)).length;
    expect(count).toBeGreaterThan(10);
    const bare = states.filter(({ drawings }) => drawings.length === 0).length;
    expect(bare).toBeGreaterThan(3);
    await expect(page.getByRole("figure")).toHaveCount(count + bare);
    await expect(page.locator(".drawing > div > svg")).toHaveCount(count);
  }
});
