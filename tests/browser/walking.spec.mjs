/** Drawings are used by hand: walked by arrow keys, touched, and thinned out by the buttons of their legend. */

import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;
const [P1] = PROJECTS;

/** An indicator with two actuals, drawn. @param {App} app */
async function drawn(app) {
  await app.openToEdit("indicator");
  await app.enter(actual(K1), "75");
  await app.enter(actual(K1, "R9"), "△3");
  const place = app.page.getByRole("application", { name: `${K1}: 左右の矢印キーで年ごとの値をたどれます` });
  await expect(place).toBeVisible();
  return { place, picture: place.getByRole("img"), said: place.getByRole("status") };
}

/** The box beside the marked year. @param {import('@playwright/test').Locator} place */
const box = (place) => place.locator("div:not(:has(*))").filter({ hasText: /^(R\d+|\d{4}年)/ });

test("arrow keys go from year to year, each said with its value and marked", async ({ app, page }) => {
  const { place, picture, said } = await drawn(app);
  // By Tab, as whoever has no mouse comes here: after the figure's title, before its menu.
  await app.button("表で見る").first().focus();
  for (let n = 0; n < 5 && !(await place.evaluate((own) => own === document.activeElement)); n++) await page.keyboard.press("Shift+Tab");
  await expect(place).toBeFocused();
  const before = await picture.locator("svg").evaluate((svg) => svg.querySelectorAll("path").length);
  await page.keyboard.press("ArrowRight");
  await expect(said).toHaveText(/2024年.*71/);
  await expect(box(place)).toHaveText(/2024年.*71/);
  await expect.poll(() => picture.locator("svg").evaluate((svg) => svg.querySelectorAll("path").length), "the line at the year").toBeGreaterThan(before);
  await page.keyboard.press("End");
  await expect(said).toHaveText(/^R12.*未入力$/);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(said, "the first stays the first").toHaveText(/2024年.*71/);
  for (const key of ["ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect(said).toHaveText(/^R8 .*75/);
  await page.keyboard.press("ArrowRight");
  await expect(said).toHaveText(/^R9 .*△3/);
  await expect(box(place)).toHaveText(/^R9 .*△3/);
  await page.keyboard.press("Escape");
  await expect(said).toHaveText("");
  await expect(box(place)).toBeHidden();
});

test("the entries of the legend are buttons that take a series away and bring it back", async ({ app, page }) => {
  const { place, picture } = await drawn(app);
  const entry = place.getByRole("button", { name: "直近実績値(2024年)" });
  await expect(entry).toHaveAttribute("aria-pressed", "true");
  const size = await entry.boundingBox();
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(24);
  const text = await picture.locator("text", { hasText: "直近実績値(2024年)" }).boundingBox();
  expect(text && size && text.x > size.x && text.x + text.width <= size.x + size.width + 1, "it lies on its name").toBe(true);
  const paths = () => picture.locator("svg").evaluate((svg) => svg.querySelectorAll("path").length);
  const all = await paths();
  await entry.focus();
  await page.keyboard.press("Space");
  await expect(entry).toHaveAttribute("aria-pressed", "false");
  await expect.poll(paths).toBeLessThan(all);
  // With the line of actuals gone, each year still says all its values.
  const actuals = place.getByRole("button", { name: "指標実績" });
  await actuals.click();
  await expect(actuals).toHaveAttribute("aria-pressed", "false");
  await actuals.click();
  await entry.click();
  await expect.poll(paths).toBe(all);
});

test("values below nought bear the table’s sign on the axis", async ({ app }) => {
  const { picture } = await drawn(app);
  await expect(picture.locator("text", { hasText: /^△/ }).first()).toBeAttached();
  await expect(picture.locator("text", { hasText: /^-/ })).toHaveCount(0);
});

test("a finger says the same as the keys; in the embed too", async ({ newContext }) => {
  const context = await newContext({ hasTouch: true, viewport: { width: 375, height: 700 } });
  const page = await context.newPage();
  await page.goto("embed.html#/3-10-p1");
  const place = page.getByRole("application", { name: new RegExp(`^${P1.name}: `) });
  await expect(place.getByRole("button").first()).toBeVisible();
  await place.focus();
  await page.keyboard.press("ArrowRight");
  const said = (await place.getByRole("status").textContent()) ?? "";
  expect(said).toMatch(/^R8。予算額.* 1,250。/);
  await page.keyboard.press("Escape");
  const frame = await place.boundingBox();
  if (!frame) throw new Error("the drawing has no box");
  await page.touchscreen.tap(frame.x + frame.width * 0.2, frame.y + frame.height * 0.7);
  await expect(box(place)).toHaveText(said.replaceAll("。", "\n"));
});
