/** What a machine translation does to a page: texts go, elements of its own stand in their place. */

import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

/** As translations put theirs in the place of a text. */
const WAYS = /** @type {const} */ (["replaced", "put before, then removed", "removed, then put there"]);

/** Translates all that is shown, some texts at least. @param {import('@playwright/test').Page} page @param {(typeof WAYS)[number]} way */
async function translate(page, way) {
  const count = await page.evaluate((way) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    for (const text of texts) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = `[${text.data}]`;
      outer.append(inner);
      const { parentNode, nextSibling } = text;
      if (way === "replaced") text.replaceWith(outer);
      else if (way === "put before, then removed") {
        text.before(outer);
        text.remove();
      } else {
        text.remove();
        parentNode?.insertBefore(outer, nextSibling);
      }
    }
    return texts.length;
  }, way);
  expect(count).toBeGreaterThan(20);
}

for (const way of WAYS) {
  test(`in the program no number stands under another's name, and counters count (${way})`, async ({ app, page }) => {
    await app.openToEdit("overview");
    const links = app.main.getByRole("list", { name: "指標の推移" }).getByRole("link");
    const told = async () => links.evaluateAll((all) => all.map((link) => [link.getAttribute("href"), link.textContent]));
    const names = Object.fromEntries(await told());
    await translate(page, way);
    await expect(page.locator("font"), "texts are the program's own").toHaveCount(0);
    await page.getByLabel("主な取組").selectOption({ index: 2 });
    await expect(page.getByText("施策指標と、この取組の事業の成果指標を並べています。")).toBeVisible();
    const chosen = await told();
    expect(chosen.length).toBeLessThan(Object.keys(names).length);
    for (const [address, name] of chosen) expect(name, address ?? "").toBe(names[address ?? ""]);
    await translate(page, way);
    await app.open("sheet");
    await app.enter(actual(INDICATORS[0]), "75");
    await expect(app.bar).toContainText("変更 1件");
    await translate(page, way);
    await app.enter(actual(INDICATORS[0], "R9"), "80");
    await expect(app.bar).toContainText("変更 2件");
    await expect(page.locator("font")).toHaveCount(0);
  });
}

test("what never stops translating ends the screen with a word, and nothing that was entered is lost", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(actual(INDICATORS[0]), "75");
  await page.evaluate(async () => {
    for (let round = 0; round < 2_000 && document.querySelector("h1"); round += 1) {
      const text = document.querySelector("h1")?.firstChild;
      const font = document.createElement("font");
      if (text instanceof Text) text.replaceWith(font);
      await new Promise((done) => setTimeout(done));
    }
  });
  await expect(app.problem).toHaveText("この画面は自動翻訳できません。翻訳を止めて、ページを読み込み直してください。入力は残っています。");
  await expect(app.main).toHaveCount(0);
  await page.reload();
  await app.edit();
  await app.holds({ [actual(INDICATORS[0])]: "75" });
});

test("a page may be translated; nothing on it changes after that", async ({ app, page }) => {
  await page.goto("policies/3-10.html");
  await translate(page, "replaced");
  const translated = await page.locator("body").innerText();
  // What the page's script does by itself: it holds the page against what is published.
  await page.waitForFunction(() => document.documentElement.dataset.compared);
  expect(await page.locator("body").innerText()).toBe(translated);
  await expect(app.heading).toHaveText("[3-10 商工業]");
  await expect(page.locator("body")).not.toHaveAttribute("translate");
});
