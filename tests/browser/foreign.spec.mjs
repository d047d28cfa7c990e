/** Texts of other people that run from right to left, or hold what nobody sees: the words around them keep their places. */

import { readFile } from "node:fs/promises";
import { expect, test } from "./support/test.mjs";

const NAME = "אבג";

/** The seed with one text in the place of all its texts. @param {string} text @returns {Promise<any>} */
async function filled(text) {
  const file = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  file.publication = { edition: text, date: text, contact: text };
  file.plan.city = text;
  for (const value of Object.values(file.plan.cells)) if ("text" in value) value.text = text;
  return file;
}

/** @param {import('@playwright/test').Page} page @param {any} file */
async function publish(page, file) {
  const body = JSON.stringify(file);
  await page.route("**/plan.json", (route) => route.fulfill({ body, contentType: "application/json" }));
}

/**
 * What of an element's own words stands to the left of what comes before it in the same line. What is isolated runs as
 * it likes.
 *
 * @param {import('@playwright/test').Locator} locator
 * @returns {Promise<string[]>}
 */
const turned = (locator) =>
  locator.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    /** @type {string[]} */
    const wrong = [];
    let [depth, line, right] = [0, Number.NaN, 0];
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      const isApart = text.parentElement?.closest("bdi, .hidden");
      for (const [at, letter] of [...text.data].entries()) {
        if (letter === "\u2068") depth += 1;
        if (letter === "\u2069") depth -= 1;
        if (depth > 0 || isApart || /[\s\u2069]/.test(letter)) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getBoundingClientRect();
        if (Math.abs(box.top - line) < 4 && box.left < right - 1) wrong.push(text.data.slice(0, at + 1));
        [line, right] = [box.top, box.right];
      }
    }
    return wrong;
  });

test("a name from right to left takes no number along", async ({ app, page }) => {
  await publish(page, await filled(NAME));
  await page.goto("./#/indicator/3-10-k1");
  await expect(app.heading).toHaveText(NAME);
  const sentence = page.getByRole("figure").locator(".sentence");
  await expect(sentence).toHaveText("値が1つのため、図はありません。");
  const standing = app.main.locator(".standing");
  await expect(standing).toContainText(`71 ${NAME} 直近実績値(2024年)`);
  for (const words of [standing, page.getByRole("figure").locator(".source"), app.foot, app.main.locator(".judged")]) {
    expect(await turned(words)).toEqual([]);
  }
  // Were it not isolated, it would be found out.
  await sentence.evaluate((element, name) => element.replaceChildren(`変更は${name} 1、2件`), NAME);
  expect(await turned(sentence)).not.toEqual([]);
  await page.goto("./embed.html#/3-10-k1?lang=en");
  await expect(page.getByRole("figure")).toContainText(NAME);
  expect(await turned(page.getByRole("figure").locator(".sentence"))).toEqual([]);
});

test("files, people and reasons from right to left: what is said of them keeps its order", async ({ app, page }) => {
  const file = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  const edit = { id: "x-1", step: "x-1", at: "2026-05-01T00:00:00.000Z", clock: 1, seen: [], cell: "3-10-k1/source" };
  file.edits = [{ ...edit, value: { text: NAME }, author: NAME, department: NAME, reason: NAME }];
  file.exportedBy = { author: NAME, department: NAME };
  await app.openToEdit("exchange");
  await app.load({ name: `${NAME} 1.json`, text: JSON.stringify(file) });
  const line = app.offer.getByRole("listitem").first();
  await expect(line).toContainText("変更1件");
  expect(await turned(line)).toEqual([]);
  await app.button("統合する").click();
  await expect(page.locator("#loads + ul").getByRole("listitem")).toContainText("変更1件");
  expect(await turned(page.locator("#loads + ul").getByRole("listitem"))).toEqual([]);
  await app.open("history");
  for (const cell of await app.main.getByRole("row").nth(1).getByRole("cell").all()) expect(await turned(cell)).toEqual([]);
});

test("controls in every text: sentences run as they should, pictures are sound", async ({ app, page }) => {
  await publish(page, await filled("\u202e\u000bab\u0000c\u2067"));
  await page.goto("./#/indicator/3-10-k1");
  await expect(app.heading).toHaveText("abc");
  await app.button("埋め込みコード").click();
  const svg = (await app.saved(app.button("画像(SVG)を保存"))).bytes.toString("utf8");
  const parsed = await page.evaluate((svg) => {
    const read = new DOMParser().parseFromString(svg, "image/svg+xml");
    return [read.querySelector("parsererror")?.textContent, read.querySelector("title")?.textContent];
  }, svg);
  expect(parsed).toEqual([undefined, "abcの推移"]);
  expect((await app.saved(app.button("画像(PNG)を保存"))).name).toBe("3-10-k1.png");
  // Typed and pasted in, too.
  await app.edit();
  const source = page.getByRole("textbox", { name: "abc 出典", exact: true });
  await source.fill("\u202eきのう\u200f");
  await source.press("Enter");
  await expect(source).toHaveValue("きのう");
});
