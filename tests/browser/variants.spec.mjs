/** What the address of a figure's page asks for behind its `#`: theme, table, title; without any script, in any frame. */

import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { PAGE, PORTAL } from "./addresses.mjs";
import { expect, test } from "./support/test.mjs";

const FIGURE = `${PAGE}figures/3-10-p2.html`;
const LIGHT = { ground: "rgb(255, 255, 255)", ink: "rgb(26, 26, 28)", bar: "rgb(0, 23, 193)" };
const DARK = { ground: "rgb(26, 26, 26)", ink: "rgb(242, 242, 242)", bar: "rgb(157, 183, 249)" };

/** The colours of what is seen. @param {import('@playwright/test').Page | import('@playwright/test').Frame} page */
async function colours(page) {
  const of = (/** @type {string} */ selector, /** @type {string} */ property) =>
    page.locator(selector).first().evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);
  return {
    ground: await of("html", "background-color"),
    ink: await of(".drawn svg text", "fill"),
    bar: await of(".drawn svg path[fill='var(--chart-pale)']", "stroke"),
  };
}

/** What is seen of a figure. @param {import('@playwright/test').Page} page */
async function seen(page) {
  return {
    drawing: await page.locator(".drawn").filter({ visible: true }).count(),
    table: await page.getByRole("table").count(),
    disclosure: await page.getByText("表で見る").filter({ visible: true }).count(),
  };
}

/** The address of a figure with a variant, loaded anew: a change behind `#` alone would not be. @param {import('@playwright/test').Page} page @param {string} variant */
async function open(page, variant, figure = FIGURE) {
  await page.goto("about:blank");
  await page.goto(`${figure}${variant && `#${variant}`}`);
}

const USUAL = { drawing: 1, table: 0, disclosure: 1 };
const TABLE = { drawing: 0, table: 1, disclosure: 0 };
const BOTH = { drawing: 1, table: 1, disclosure: 0 };

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  for (const [variant, own, shown] of /** @type {const} */ ([
    ["", null, USUAL],
    ["light", LIGHT, USUAL],
    ["dark", DARK, USUAL],
    ["table", null, TABLE],
    ["both", null, BOTH],
    ["light-table", LIGHT, TABLE],
    ["dark-both-untitled", DARK, BOTH],
    ["nothing-of-this-name", null, USUAL],
  ])) {
    test(`#${variant}: its colours and its parts, and nothing else is another`, async ({ page }) => {
      for (const [colorScheme, readers] of /** @type {const} */ ([["light", LIGHT], ["dark", DARK]])) {
        await page.emulateMedia({ colorScheme });
        for (const width of [1000, 375]) {
          await page.setViewportSize({ width, height: 300 });
          await open(page, variant);
          expect(await colours(page), `${colorScheme} ${width}`).toEqual(own ?? readers);
          expect(await seen(page), `${colorScheme} ${width}`).toEqual(shown);
          // In a low frame, too, it begins at its top; and what the address names is not heard of.
          expect((await page.getByRole("main").boundingBox())?.y, "not scrolled").toBe(0);
          const told = await page.locator("body").ariaSnapshot();
          expect(told.split("\n")[0]).toBe("- main:");
          const title = await page.locator("figcaption").boundingBox();
          expect((title?.height ?? 0) > 5).toBe(!variant.includes("untitled"));
          expect(told).toContain("中小企業支援事業の予算額と決算額");
        }
      }
    });
  }

  test("the title of an indicator's figure is left to the page around, and read out still", async ({ page }) => {
    const figure = `${PAGE}figures/3-10-k1.html`;
    const heading = page.getByRole("heading", { level: 1 });
    for (const [variant, isSeen] of /** @type {const} */ ([["", true], ["dark", true], ["untitled", false], ["table-untitled", false]])) {
      await open(page, variant, figure);
      await expect(heading).toHaveCount(1);
      expect(((await heading.boundingBox())?.height ?? 0) > 10, variant).toBe(isSeen);
    }
  });

  test("without a variant the table is a press away", async ({ page }) => {
    await open(page, "dark");
    await page.getByText("表で見る").click();
    await expect(page.getByRole("table")).toBeVisible();
    await page.getByText("表で見る").click();
    await expect(page.getByRole("table")).toHaveCount(0);
  });

  for (const variant of ["", "light", "dark"]) {
    test(`forced colours win on #${variant}, and paper is light`, async ({ page }) => {
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        await page.emulateMedia({ forcedColors: "active", colorScheme });
        await open(page, variant);
        // As the system has them: what an element without any style of ours would have.
        const system = (/** @type {string} */ colour) =>
          page.locator("body").evaluate((body, colour) => {
            const probe = body.appendChild(Object.assign(document.createElement("p"), { className: "probe" }));
            probe.style.cssText = `forced-color-adjust: none; color: ${colour}`;
            const found = getComputedStyle(probe).color;
            probe.remove();
            return found;
          }, colour);
        const [ground, ink, bar] = [await system("Canvas"), await system("CanvasText"), await system("LinkText")];
        expect(ground).not.toBe(ink);
        expect(await colours(page), colorScheme).toEqual({ ground, ink, bar });
        await page.emulateMedia({ forcedColors: "none", media: "print", colorScheme });
        expect(await colours(page), "printed").toEqual(LIGHT);
        await page.emulateMedia({ media: "screen" });
      }
    });
  }

  test("in a sandbox that allows nothing: one request besides the stylesheet, and the table fits the code's height", async ({ page, watch }) => {
    watch.allowed.origins.push(new URL(PORTAL.address).origin, "null");
    watch.allowed.console.push(/Blocked script execution/);
    const frames = ["", "dark", "light-table"].map((variant) => `<iframe sandbox="" src="${FIGURE}#${variant}" title="図" width="100%" height="900"></iframe>`);
    await page.goto(PORTAL.address);
    await page.locator("#article").evaluate((article, html) => {
      article.innerHTML = html;
    }, frames.join(""));
    await expect(page.frameLocator("iframe").last().getByRole("table")).toBeVisible();
    const [, plain, dark, table] = page.frames();
    for (const frame of [plain, dark, table]) await expect(frame.getByRole("figure")).toBeVisible();
    expect([await colours(plain), await colours(dark), await colours(table)]).toEqual([LIGHT, DARK, LIGHT]);
    await expect(table.getByRole("table")).toBeVisible();
    await expect(table.locator(".drawn").filter({ visible: true })).toHaveCount(0);
    const asked = new Set(watch.requests.filter((url) => url.startsWith(PAGE)).map((url) => url.slice(PAGE.length).split("#")[0]));
    expect([...asked].filter((url) => !/\.(css|html|js|svg)$/.test(url))).toEqual([]);
  });
});

test("a page of the same origin is not scrolled to the frame, however far down it is", async ({ page }) => {
  await page.goto(`${PAGE}figures/3-10-k1.html`);
  await page.evaluate((address) => {
    const told = new Promise((done) => addEventListener("message", () => done(undefined)));
    document.body.innerHTML = `<div></div><iframe src="${address}#dark-table" title="図" height="300"></iframe>`;
    /** @type {HTMLElement} */ (document.querySelector("div")).style.height = "3000px";
    return told;
  }, FIGURE);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator(".drawn").filter({ visible: true })).toHaveCount(0);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

for (const variant of ["light", "dark-table", "both", "dark-untitled"]) {
  test(`axe finds nothing on #${variant}`, async ({ page }) => {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await page.emulateMedia({ colorScheme });
      await open(page, variant);
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`), colorScheme).toEqual([]);
      expect(passes.length).toBeGreaterThan(5);
    }
  });
}

test("figure addresses given out keep their meaning", async ({ page }) => {
  const given = (await readFile("tests/fixtures/figure-addresses.txt", "utf8")).split("\n").filter((line) => line.startsWith("figures/"));
  expect(given.length).toBeGreaterThan(17);
  await page.emulateMedia({ colorScheme: "light" });
  for (const line of given) {
    const [address, meaning] = line.split("  ");
    await open(page, "", `${PAGE}${address}`);
    const { drawing, table } = await seen(page);
    const theme = (await colours(page)).ground === DARK.ground ? "dark" : address.includes("light") ? "light" : "auto";
    const title = ((await page.locator("figcaption").boundingBox())?.height ?? 0) > 5 ? "titled" : "untitled";
    const show = drawing ? (table ? "both" : "drawing") : "table";
    expect(`${theme} ${show} ${title}${address.includes("?height=fixed") ? " fixed" : ""}`, address).toBe(meaning);
  }
});
