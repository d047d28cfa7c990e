/** The sheet on paper: one ruled table on two pages of A4, the same from the program, in editing and from the page. */

import { INDICATORS, PROJECTS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

/** How many pages a PDF has. @param {Buffer} pdf */
const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;

test("the program prints the sheet as one table on two pages, drafts in editing", async ({ app, page }) => {
  await app.openToEdit("sheet");
  await app.enter(actual(INDICATORS[0]), "75");
  const table = page.locator("main > .paper");
  await expect(table, "nobody reads it on the screen").toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expect(table).toBeVisible();
  await expect(table).toContainText(/創業件数の年間合計.*75/);
  for (const { name, outcome, budget } of PROJECTS) {
    const project = table.locator("tbody").filter({ hasText: name });
    await expect(project).toContainText(outcome);
    await expect(project.getByRole("row").filter({ hasText: "予算額(千円)" })).toContainText(budget);
  }
  await expect(table.locator("thead th")).toHaveText(["指標・金額", "単位", "初期値", "R8", "R9", "R10", "R11", "R12"]);
  await expect(page.locator(".paper-notes")).toContainText("＊のある");
  await expect(table.locator("caption")).toHaveText("下書き(公表されている内容ではありません)");
  await expect(page.getByRole("heading", { level: 2 }), "the screen's own sections are not printed").toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(table).toHaveCount(0);
  expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(2);
});

test("the button prints the same: its table is there before the browser is asked", async ({ app, page }) => {
  await app.open("sheet");
  await page.evaluate(() => {
    // As a browser does: what listens has had its turn, and nothing else, when the page is laid out.
    window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      Object.assign(window, { printed: document.querySelectorAll("main > .paper").length });
      dispatchEvent(new Event("afterprint"));
    };
  });
  await app.head.getByRole("button", { name: "印刷" }).click();
  await expect.poll(() => page.evaluate(() => /** @type {any} */ (window).printed)).toBe(1);
  await expect(page.locator("main > .paper")).toHaveCount(0);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page prints the same", async ({ page }) => {
    await page.goto("./sheets/3-10.html");
    const table = page.locator("main > .paper");
    await expect(table).toBeHidden();
    await page.emulateMedia({ media: "print" });
    await expect(table).toBeVisible();
    // Nothing is cut at the right.
    const width = await table.evaluate((element) => [element.scrollWidth, element.parentElement?.clientWidth ?? 0]);
    expect(width[0]).toBeLessThanOrEqual(width[1]);
    expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(2);
  });
});
