/** axe finds nothing on any screen, in reading and editing, wide and narrow, light and dark. */

import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { SCREENS } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What depends on colours is looked at in the dark, too. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];
const LOOKS = [1280, 375].flatMap((width) =>
  /** @type {const} */ (["light", "dark"]).map((scheme) => ({ width, scheme, rules: scheme === "dark" ? OF_COLOURS : undefined })),
);
/** Widths at which nothing may be wider than the page. */
const WIDTHS = [768, 1920];
const [K1] = INDICATORS;

// What was said fades after a while; with reduced motion it goes at once, and is never found half faded.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** @param {import('@playwright/test').Page} page @param {string[]} [rules] all of the standard's unless given */
function analysed(page, rules) {
  const axe = new AxeBuilder({ page });
  // No screen holds a frame; without a page of its own for the result, axe takes a third of the time.
  return (rules ? axe.withRules(rules) : axe.withTags(TAGS)).setLegacyMode(true).analyze();
}

/** Holds a screen against the rules in every look. @param {import('@playwright/test').Page} page */
async function findsNothing(page) {
  for (const { width, scheme, rules } of LOOKS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    const { violations, passes } = await analysed(page, rules);
    const found = violations.map(({ id, nodes }) => ({
      id,
      count: nodes.length,
      first: nodes.slice(0, 3).map((node) => `${node.target}: ${node.any[0]?.message ?? node.failureSummary}`),
    }));
    expect(found, `${width} px, ${scheme}`).toEqual([]);
    expect(passes.length).toBeGreaterThan(rules ? 0 : 5);
  }
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBe(width);
  }
}

for (const mode of ["reading", "editing"]) {
  for (const screen of /** @type {(keyof typeof SCREENS)[]} */ (Object.keys(SCREENS))) {
    test(`${screen}, ${mode}`, async ({ app, page }) => {
      test.slow();
      await app.open(screen);
      if (mode === "editing") await app.edit();
      await findsNothing(page);
    });
  }
}

test("an indicator with a drawing and its table, editing", async ({ app, page }) => {
  await app.openToEdit("indicator");
  await app.enter(actual(K1), "75");
  await app.enter(actual(K1, "R9"), "79");
  await expect(page.getByRole("img").locator("svg path").first()).toBeAttached();
  await page.getByRole("button", { name: "表で見る" }).first().click();
  await app.button("埋め込みコード").click();
  await findsNothing(page);
});

test("an indicator with a drawing, reading", async ({ app, page }) => {
  const plan = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  plan.plan.cells["3-10-k1/actual/2026"] = { observation: { final: "75" } };
  plan.plan.cells["3-10-k1/actual/2027"] = { observation: { preliminary: "79" } };
  await page.route("**/plan.json", (route) => route.fulfill({ json: plan }));
  await app.open("indicator");
  await expect(page.getByRole("img").locator("svg path").first()).toBeAttached();
  await findsNothing(page);
});

test("entry with an error, a doubt, a remark and opened details", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(actual(K1), "7,5");
  await app.enter(actual(INDICATORS[1]), "99999");
  await app.enter(actual(INDICATORS[2]), "未公表");
  await app.openDetails(actual(INDICATORS[2]));
  await app.enter(`${actual(INDICATORS[2])}の備考`, "調査は秋");
  await findsNothing(page);
});

test("files: an offer", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(actual(K1), "75");
  const file = await app.save();
  await app.undo();
  await app.load(file);
  await expect(app.offer).toBeVisible();
  await findsNothing(page);
});

test("files: a disagreement, and the same on the sheet", async ({ app, page }) => {
  test.slow();
  await app.disagree(actual(K1));
  await findsNothing(page);
  await app.open("indicator");
  await expect(app.conflict(actual(K1))).toBeVisible();
  await findsNothing(page);
});

test("files: a problem, in reading and editing", async ({ app, page }) => {
  await app.open("exchange");
  await app.load({ name: "空.json", text: "" });
  await expect(app.problem).toBeVisible();
  await findsNothing(page);
  await app.edit();
  await findsNothing(page);
});

for (const id of ["3-10-k1", "3-10-p1", "nothing"]) {
  test(`the embed of ${id}`, async ({ page }) => {
    await page.goto(`./embed.html#/${id}`);
    await expect(page.getByRole("main")).toBeVisible();
    if (id === "3-10-p1") await expect(page.getByRole("img").locator("svg path").first()).toBeAttached();
    await findsNothing(page);
  });
}

test("faults would be found", async ({ app, page }) => {
  await app.openToEdit("sheet");
  await page.evaluate(() => {
    const style = new CSSStyleSheet();
    style.replaceSync(
      "main p { color: #bbb !important } main nav ul { gap: 0 } " +
        "main nav li a { display: inline-block; width: 8px; height: 8px; min-height: 0; padding: 0; overflow: hidden }",
    );
    document.adoptedStyleSheets = [style];
    for (const name of ["aria-label", "placeholder"]) document.querySelector("main input")?.removeAttribute(name);
  });
  const { violations } = await analysed(page);
  expect(violations.map(({ id }) => id)).toEqual(["color-contrast", "label", "target-size"]);
});
