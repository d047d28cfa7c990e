/** The help: reached from pages and from editing, read and printed as it is, with pictures where they were taken. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./support/test.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("pages and editing lead to the help, and storage is left alone until somebody works", async ({ app, page, context }) => {
  await page.goto("./");
  await page.getByRole("contentinfo").getByRole("link", { name: "使い方" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("施策シートの使い方");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.goto("./indicators/3-10-k1.html");
  await page.getByRole("contentinfo").getByRole("link", { name: "使い方" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("施策シートの使い方");
  await app.openToEdit("enter");
  // In a tab of its own: what is typed stays as it is.
  const opened = context.waitForEvent("page");
  await app.bar.getByRole("link", { name: "使い方" }).click();
  await expect((await opened).getByRole("heading", { level: 1 })).toHaveText("施策シートの使い方");
  await expect(app.bar).toBeVisible();
});

test.describe("as it is built", () => {
  test.use({ javaScriptEnabled: false });

  test("it is printed on a few pages, and nothing is wider than a narrow phone", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto("./help.html");
    const box = await page.locator("body").boundingBox();
    expect(box?.width).toBe(320);
    for (const part of await page.locator("main > section, main > section > *").all()) {
      const { x, width } = (await part.boundingBox()) ?? { x: 0, width: 0 };
      expect(x + width).toBeLessThanOrEqual(320);
    }
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeLessThanOrEqual(4);
  });
});

test("axe finds nothing", async ({ page }) => {
  for (const { width, colorScheme } of /** @type {const} */ ([{ width: 1280, colorScheme: "light" }, { width: 375, colorScheme: "dark" }])) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.goto("./help.html");
    const { violations, passes } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);
    expect(passes.length).toBeGreaterThan(5);
  }
});

test("its pictures are taken from the page as it is", async ({ page }, info) => {
  test.slow();
  const [program, first] = process.env.XTASK ? [process.env.XTASK, []] : ["cargo", ["xtask"]];
  const to = info.outputPath("help");
  execFileSync(program, [...first, "pictures", "--to", to], { stdio: ["ignore", "ignore", "inherit"] });
  const html = readFileSync(join(to, "help.html"), "utf8");
  expect(html).not.toContain("<!-- picture");
  const base = new URL("./", (await page.goto("./help.html"))?.url() ?? "").href;
  await page.route(/\/help\.html$|\/help\/.*\.png$/, (route) => route.fulfill({ path: join(to, route.request().url().slice(base.length)) }));
  await page.goto("./help.html");
  const pictures = page.getByRole("main").getByRole("img");
  await expect(pictures).toHaveCount(4);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => /** @type {HTMLImageElement} */ (image).naturalWidth)).toBe(1800);
    expect((await picture.getAttribute("alt"))?.length).toBeGreaterThan(20);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
