/** The way through in the two other engines: Firefox, and WebKit, which Safari is built on. */

import { expect, test } from "@playwright/test";
import { PAGE, PORTAL } from "./addresses.mjs";
import { SCREENS } from "./support/app.mjs";
import { Firefox } from "./support/firefox.mjs";
import { INDICATORS, POLICY, R8 } from "./support/sheet.mjs";
import { WebKit } from "./support/webkit.mjs";

const [K1] = INDICATORS;
const shown = Object.fromEntries(R8.map(({ field, shown }) => [field, shown]));
const empty = Object.fromEntries(R8.filter(({ field }) => field.includes("実績")).map(({ field }) => [field, ""]));

const ENGINES = { Firefox, WebKit };

const PAGES = ["index", "policies/3-10", "sheets/3-10", "indicators/3-10-k1", "projects/3-10-p2", "figures/3-10-p2"].map((page) => `${page}.html`);

/** Presses the Enter that ends a conversion, in the page. */
const conversionEnds = () =>
  void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, which: 229, bubbles: true, cancelable: true }));

/** What reaches beyond the window to the right, in the page; nothing where the page cannot be scrolled there. */
const tooWide = () =>
  document.documentElement.scrollWidth <= innerWidth
    ? []
    : [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > innerWidth).map((element) => element.outerHTML.slice(0, 80));

/** Texts of drawings of which a part is not shown, in the page. */
const cutOff = () =>
  [...document.querySelectorAll(".drawn text")]
    .filter((text) => {
      const { left, right } = text.getBoundingClientRect();
      const svg = /** @type {SVGElement} */ (text.closest("svg"));
      const box = getComputedStyle(svg).overflowX === "visible" ? { left: 0, right: innerWidth } : svg.getBoundingClientRect();
      return right > left && (left < box.left || right > box.right);
    })
    .map((text) => text.textContent);

/**
 * Opens a browser for a test, and closes it after; where the test fails, what the page said is kept with it.
 *
 * @param {typeof Firefox | typeof WebKit} kind @param {(engine: Firefox | WebKit) => Promise<void>} then
 */
async function within(kind, then) {
  const engine = await kind.open();
  try {
    await then(engine);
    expect(engine.faults).toEqual([]);
  } catch (fault) {
    await test.info().attach("page", { body: await engine.told() });
    throw fault;
  } finally {
    await engine.close();
  }
}

for (const [name, kind] of Object.entries(ENGINES)) {
  test(`${name}: open, enter by keyboard, reload, save, clear, load, undo, embed`, async () => {
    test.slow();
    await within(kind, async (engine) => {
      await engine.goto(PAGE);
      await engine.press("summary", "職員の方");
      await engine.press("a", `${POLICY} R8の実績を入力する`);
      await engine.shows("h1", "令和8(2026)年度の入力");
      // The link leads straight into entering.
      for (const { field, typed } of R8) {
        await expect.poll(() => engine.evaluate(() => document.activeElement?.ariaLabel), "Enter leads on").toBe(field);
        await engine.type(typed);
        if (field === R8[0].field) {
          // As Safari tells the Enter that ends a conversion: after it, with a key that says so.
          await engine.evaluate(conversionEnds);
          expect(await engine.evaluate(() => document.activeElement?.ariaLabel), "a conversion leads nowhere").toBe(field);
        }
        await engine.key("Enter");
      }
      await engine.holds(shown);
      await engine.reload();
      await engine.holds(shown);

      const file = await engine.saved("スナップショットを保存");
      expect(JSON.parse(file.text).format).toBe("shisaku-snapshot");
      await engine.evaluate(() => localStorage.clear());
      await engine.reload();
      await engine.holds(empty);
      await engine.load(file);
      await engine.press("button", "統合する");
      await engine.gone("#offer-head");
      await engine.turnTo("#/policy/3-10/enter/2026");
      await engine.holds(shown);
      await engine.press("button", "元に戻す");
      await engine.holds(empty);
      await engine.press("button", "やり直す");
      await engine.holds(shown);

      await engine.turnTo("#/indicator/3-10-k1");
      await engine.press("button", "埋め込みコード");
      await expect.poll(() => engine.evaluate(() => document.querySelector("textarea")?.value)).toMatch(/^<iframe /);
      const code = await engine.evaluate(() => document.querySelector("textarea")?.value);
      await engine.goto(PORTAL.address);
      await engine.evaluate((html) => {
        const article = document.querySelector("#article");
        article.innerHTML = html;
        article.querySelector("iframe").addEventListener("load", () => Object.assign(window, { isFramed: true }));
      }, code);
      await expect.poll(() => engine.evaluate(() => "isFramed" in window), "what is framed is there").toBe(true);
      await engine.enter(await engine.element(() => document.querySelector("iframe")));
      await engine.shows("figure", K1);
      await engine.shows("main", /71\s*件/);
    });
  });

  test(`${name}: no page is wider than its window, no letter of a drawing is cut off, what is folded opens by keyboard`, async () => {
    test.slow();
    await within(kind, async (engine) => {
      for (const path of PAGES) {
        await engine.goto(`${PAGE}${path}`);
        for (const width of [1280, 375]) {
          await engine.size(width, 800);
          await expect.poll(() => engine.evaluate(tooWide), `${path} ${width}`).toEqual([]);
          expect(await engine.evaluate(cutOff), `${path} ${width}`).toEqual([]);
        }
      }
      await engine.goto(`${PAGE}projects/3-10-p2.html`);
      await engine.press("summary", "表で見る");
      await engine.shows("figure table", "324,237");
      await engine.goto(`${PAGE}#/edit`);
      await engine.shows(".bar", "編集中");
      await engine.size(375, 800);
      for (const [screen, { address, heading }] of Object.entries(SCREENS)) {
        await engine.turnTo(address);
        await engine.shows("h1", heading);
        await expect.poll(() => engine.evaluate(tooWide), screen).toEqual([]);
      }
    });
  });
}
