/** How high a frame is in a portal: what its code says, and what it shows, whatever the portal's style sheet says. */

import { readFile } from "node:fs/promises";
import { PAGE, PORTAL } from "./addresses.mjs";
import { fits, frame, portal } from "./support/portal.mjs";
import { expect, test } from "./support/test.mjs";

test.beforeEach(({ watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin, "null");
});

test("without embed.js the frame keeps its height", async ({ page }) => {
  await portal(page, frame("#/3-10-p1"));
  await expect(page.frameLocator("iframe").locator("[role=img]")).toBeVisible();
  await expect(page.locator("iframe")).toHaveAttribute("height", "300");
});

test("a frame with height=fixed keeps its height beside one that fits", async ({ page }) => {
  await portal(page, frame("#/3-10-p1?height=fixed&show=both") + frame("#/3-10-p1?show=both"), { fitted: true });
  await fits(page, 1);
  await expect(page.frameLocator("iframe").first().getByRole("table")).toBeVisible();
  expect(await page.locator("iframe").first().getAttribute("height")).toBe("300");
  expect(Number(await page.locator("iframe").nth(1).getAttribute("height"))).toBeGreaterThan(400);
});

test("narrow, wide, narrow; hidden, then shown; two frames of one figure", async ({ page }) => {
  await portal(page, `<div id="a">${frame("#/3-10-p1")}</div><div id="b" hidden>${frame("#/3-10-p1")}</div>`, { fitted: true });
  for (const width of [375, 1200, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page);
  }
  await page.locator("#b").evaluate((hidden) => hidden.removeAttribute("hidden"));
  await fits(page, 1);
  await page.frameLocator("iframe").nth(1).getByRole("button", { name: "表で見る" }).click();
  await fits(page, 1);
  await fits(page, 0);
  const heights = await page.locator("iframe").evaluateAll((all) => all.map((frame) => Number(frame.getAttribute("height"))));
  expect(heights[1]).toBeGreaterThan(heights[0]);
});

/** What portals say of all frames, and what beats the attribute of a height. */
const PORTALS = [
  "iframe { max-width: 100%; height: auto }",
  "iframe { height: auto !important; max-height: 200px; box-sizing: border-box; border: 3px solid; padding: 2px }",
];

for (const style of PORTALS) {
  test(`embed.js fits frames where the portal says ${style}`, async ({ page }) => {
    const figure = (/** @type {string} */ end) => `<p><iframe src="${PAGE}figures/3-10-p1.html${end}" title="図" width="100%" height="300"></iframe></p>`;
    await portal(page, `<style>${style}</style>${frame("#/3-10-p1")}${figure("")}${figure("#dark-table")}`, { fitted: true });
    for (const index of [0, 1, 2]) await fits(page, index);
    await page.frameLocator("iframe").nth(1).getByText("表で見る").click();
    await expect(page.frameLocator("iframe").nth(1).getByRole("table")).toBeVisible();
    await fits(page, 1);
  });
}

test("the dialog's code without a script holds its height against the portal's style, and where styles are forbidden", async ({ app, page, watch }) => {
  await app.open("project");
  await app.button("埋め込みコード").click();
  await page.getByRole("combobox", { name: "高さ" }).selectOption({ index: 2 });
  const code = await page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ }).inputValue();
  expect(code).toContain('figures/3-10-p1.html?height=fixed"');
  expect(code).not.toContain("<script");
  const height = Number(/ height="(\d+)"/.exec(code)?.[1]);
  const own = page.locator("iframe");
  for (const [style, at] of [[PORTALS[0], ""], ["", "strict.html"]]) {
    // Markup put in by a script is held against the policy as that of the page is: the attribute is left.
    if (at) watch.allowed.console.push(/style-src|inline style/);
    await portal(page, `<style>${style}</style>${code}`, { at });
    await expect(page.frameLocator("iframe").getByRole("figure")).toBeVisible();
    expect(await own.evaluate((/** @type {HTMLElement} */ frame) => frame.clientHeight), at).toBe(height);
  }
});

test("a page's frame with height=fixed keeps its height beside one that fits", async ({ page }) => {
  const of = (/** @type {string} */ query) => `<iframe src="${PAGE}figures/3-10-p1.html${query}#table" title="図" width="100%" height="300"></iframe>`;
  await portal(page, of("?height=fixed") + of(""), { fitted: true });
  await fits(page, 1);
  await expect(page.frameLocator("iframe").first().getByRole("table")).toBeVisible();
  expect(await page.locator("iframe").first().getAttribute("height")).toBe("300");
});

const SHOWS = /** @type {const} */ (["drawing", "table", "both"]);

test("the heights that the dialog gives fit the narrowest phone: frames of pages, of either language, and with all years filled", async ({ app, page }) => {
  test.slow();
  await page.goto("./#/project/3-10-p2");
  await app.button("埋め込みコード").click();
  const code = page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ });
  /** Of each language, what the code says for each form. @type {number[][]} */
  const heights = [];
  for (const language of [0, 1]) {
    await page.getByRole("combobox", { name: "言葉" }).selectOption({ index: language });
    heights.push([]);
    for (const [index, show] of SHOWS.entries()) {
      await page.getByRole("combobox", { name: "表示するもの" }).selectOption({ index });
      if (language === 0) await expect(code).toHaveValue(new RegExp(`figures/3-10-p2\\.html${index ? `#${show}` : ""}"`));
      heights[language].push(Number(/ height="(\d+)"/.exec(await code.inputValue())?.[1]));
    }
  }
  await page.setViewportSize({ width: 320, height: 300 });
  const plan = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  delete plan.digest;
  const fits = async (/** @type {string} */ address, /** @type {number} */ most) => {
    await page.goto("about:blank");
    await page.goto(PAGE + address);
    await expect(page.getByRole("figure")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollHeight), address).toBeLessThanOrEqual(most);
  };
  const ids = ["3-10-p2", "3-10-p1", "3-10-p5", "3-10-k3", "3-10-k5", "3-10-p2-k1"];
  const embeds = async () => {
    for (const id of ids) {
      for (const [index, show] of SHOWS.entries()) {
        for (const [at, lang] of ["ja", "en"].entries()) await fits(`embed.html#/${id}?lang=${lang}&show=${show}`, heights[at][index]);
      }
    }
  };
  for (const id of ids) {
    for (const [index, show] of SHOWS.entries()) await fits(`figures/${id}.html#${show}`, heights[0][index]);
  }
  await embeds();
  for (const id of ids) {
    for (const year of [2026, 2027, 2028, 2029, 2030]) {
      for (const field of /-k\d$/.test(id) ? ["actual"] : ["budget", "settlement"]) {
        plan.plan.cells[`${id}/${field}/${year}`] = { observation: { final: String(324237 + year) } };
      }
    }
  }
  await page.route("**/plan.json", (route) => route.fulfill({ json: plan }));
  await embeds();
});
