/** The pages of a publication, as whoever has no script reads them. */

import AxeBuilder from "@axe-core/playwright";
import { INDICATORS } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first] = INDICATORS;
const KINDS = [
  "index.html",
  "policies/3-10.html",
  "sheets/3-10.html",
  "indicators/3-10-k1.html",
  "projects/3-10-p2.html",
  "figures/3-10-p2.html",
];

test.use({ javaScriptEnabled: false, contextOptions: { reducedMotion: "reduce" } });

test("from the overview to sheet, indicator, project and back, by links", async ({ page }) => {
  const heading = page.getByRole("heading", { level: 1 });
  await page.goto("index.html");
  await expect(heading).toHaveText("鎌倉市 施策シート");
  await page.getByRole("link", { name: "シートを見る" }).click();
  await expect(heading).toHaveText("3-10 商工業");
  await page.getByRole("link", { name: "商工運営事業" }).first().click();
  await expect(heading).toHaveText("1 商工運営事業");
  await page.goto("index.html");
  await page.getByRole("link", { name: first }).click();
  await expect(heading).toHaveText(first);
  await page.getByText("表で見る").click();
  await expect(page.getByRole("table", { name: first }).getByRole("cell", { name: "71", exact: true }).first()).toBeVisible();
  await page.getByRole("link", { name: "一覧" }).click();
  await expect(heading).toHaveText("鎌倉市 施策シート");
});

test("on a phone the first number is seen without scrolling, and contents lead to the sections", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 667 });
  for (const path of ["index.html", "policies/3-10.html"]) {
    await page.goto(path);
    await expect(page.locator(".verdicts strong").first(), path).toBeInViewport({ ratio: 1 });
  }
  for (const [path, section] of [["index.html", "事業の予算と決算"], ["sheets/3-10.html", "確認中の値"]]) {
    await page.goto(path);
    await page.getByRole("navigation", { name: "目次" }).getByRole("link", { name: section }).click();
    await expect(page.getByRole("heading", { name: section })).toBeInViewport();
  }
});

test("no head of a table is broken over two lines", async ({ page }) => {
  let count = 0;
  for (const path of KINDS) {
    for (const width of [1280, 375, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      const heads = page.locator("thead th:visible");
      for (const head of await heads.all()) {
        count += 1;
        expect((await head.boundingBox())?.height, `${path} ${width} ${await head.textContent()}`).toBeLessThan(45);
      }
    }
  }
  expect(count).toBeGreaterThan(100);
});

test("of each drawing one is shown, wide or narrow, named and as wide as its place", async ({ page }) => {
  for (const [width, place] of /** @type {const} */ ([[1280, "wide"], [375, "narrow"]])) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("projects/3-10-p2.html");
    const drawing = page.getByRole("img").first();
    await expect(drawing).toHaveClass(`drawn ${place}`);
    await expect(drawing).toHaveAccessibleName(/^中小企業支援事業の予算額と決算額のグラフ。/);
    const [own, around] = [await drawing.locator("svg").boundingBox(), await drawing.boundingBox()];
    expect(own?.height).toBeGreaterThan(200);
    expect(own?.width).toBe(around?.width);
  }
});

test("no page is wider than the narrowest phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 600 });
  for (const path of KINDS) {
    await page.goto(path);
    // The boxes of body and main would not tell: what is too wide reaches beyond them.
    expect(await page.locator("html").evaluate((html) => [html.clientWidth, html.scrollWidth]), path).toEqual([320, 320]);
  }
});

test.describe("with script, for axe", () => {
  test.use({ javaScriptEnabled: true });
  for (const path of KINDS) {
    test(`axe finds nothing on ${path}`, async ({ page }) => {
      for (const width of [1280, 375]) {
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          await page.goto(path);
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
          const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
          expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`), `${width} ${colorScheme}`).toEqual([]);
          expect(passes.length).toBeGreaterThan(5);
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        }
      }
    });
  }
});
