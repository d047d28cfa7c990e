/**
 * Every figure in every state (`src/chart/states.rs`, written out by the native tests): the drawings are as they were, and
 * in a real browser no text of them overlaps another or a bar or is cut off, at the width of a phone as of a page.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as echarts from "echarts";
import { complete } from "../../src/ui/figure.mjs";
import { PAGE } from "./addresses.mjs";
import { expect, test } from "./support/test.mjs";

const STATES = "target/xtask/figures.json";
const GOLDEN = "tests/fixtures/figures";
/** In the place of the width of the page around: one of many. */
const SMALL = 0;

/**
 * @typedef {{ page: number, width: number, height: number, dark: boolean, small: boolean, options: any }} Drawn
 * @typedef {{ name: string, title: string, sentence: string, drawings: Drawn[] }} State
 */

/** @returns {State[]} */
function states() {
  expect(existsSync(STATES), `${STATES} is written by \`cargo test --lib gallery\``).toBe(true);
  return JSON.parse(readFileSync(STATES, "utf8"));
}

/** A drawing without a browser: letters are measured by a table, so that it is the same on every machine. @param {Drawn} drawn */
function svg({ width, height, options }) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(complete(options));
  const text = chart.renderToSVGString();
  chart.dispose();
  // What counts up from drawing to drawing begins anew in each.
  /** @type {Map<string, number>} */
  const classes = new Map();
  const numbered = (/** @type {string} */ name) => `zr-cls-${classes.get(name) ?? classes.set(name, classes.size).size - 1}`;
  return `${text.replaceAll(/zr\d+-cls-\d+/g, numbered).replaceAll(/zr\d+-/g, "zr-").replaceAll("><", ">\n<")}\n`;
}

test("drawings are as they were", () => {
  mkdirSync(GOLDEN, { recursive: true });
  const changed = [];
  for (const { name, drawings } of states()) {
    // As a phone shows it, and as one of many.
    for (const drawn of drawings.filter(({ page, dark }) => page === SMALL || (page === 375 && !dark))) {
      const [file, now] = [`${GOLDEN}/${name}${drawn.small ? "_small" : ""}.svg`, svg(drawn)];
      if (process.env.SHISAKU_WRITE) writeFileSync(file, now);
      if (!existsSync(file) || readFileSync(file, "utf8") !== now) changed.push(file);
    }
  }
  expect(changed, "look at them, then write them anew: SHISAKU_WRITE=1 playwright test figures").toEqual([]);
});

/** Draws, in the page, and says of each drawing what is wrong with it, and how much there was to look at. */
const look = (/** @type {Drawn[]} */ drawings) =>
  drawings.map(({ page, width, height, dark, small, options }) => {
    const place = document.createElement("div");
    place.style.cssText = `width:${width}px;height:${height}px`;
    document.body.append(place);
    const { complete, init } = /** @type {any} */ (globalThis).echarts;
    const chart = init(place, null, { renderer: "svg" });
    chart.setOption(complete(options));
    const frame = place.getBoundingClientRect();
    const texts = [...place.querySelectorAll("text")].map((text) => ({ text: text.textContent ?? "", box: text.getBoundingClientRect() }));
    const shown = texts.filter(({ text, box }) => text.trim() !== "" && box.width > 0);
    const where = small ? `small, ${width} px` : `${page}${dark ? " dark" : ""}`;
    const wrong = shown
      .filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
      .map(({ text }) => `${where}: 「${text}」 is cut off`);
    // What is filled with the page's or a picture's hue, whole or pale, and stands on the axis of years.
    const hues = ["var(--key)", "var(--chart-pale)", "#0017C1", "#C5D7FB"];
    const isBar = (/** @type {Element} */ path) => options.series[0].type === "bar" && hues.includes(path.getAttribute("fill") ?? "");
    const bars = [...place.querySelectorAll("path")].filter(isBar).map((path) => path.getBoundingClientRect());
    // The first two are the signs of the legend.
    for (const bar of bars.slice(2)) {
      for (const { text, box } of shown) {
        const across = Math.min(box.right, bar.right) - Math.max(box.left, bar.left);
        const middle = (box.top + box.bottom) / 2;
        if (across > 1 && bar.top < middle + 5 && bar.bottom > middle - 5) wrong.push(`${where}: 「${text}」 lies across a bar`);
      }
    }
    for (const [index, one] of shown.entries()) {
      for (const other of shown.slice(index + 1)) {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Boxes are higher than their letters, which are 14 px.
        if (across > 1 && down > Math.max(one.box.height, other.box.height) - 14 + 1) wrong.push(`${where}: 「${one.text}」 overlaps 「${other.text}」`);
      }
    }
    chart.dispose();
    place.remove();
    return { wrong, texts: shown.length, bars: bars.length };
  });

test("no text overlaps another or a bar, or is cut off, at any width", async ({ page }, info) => {
  test.slow();
  await page.goto(`${PAGE}embed.html#/3-10-p1`);
  await expect(page.getByRole("img").locator("svg")).toBeVisible();
  const faults = [];
  for (const { name, drawings } of states()) {
    for (const [index, { wrong, texts, bars }] of (await page.evaluate(look, drawings)).entries()) {
      faults.push(...wrong.map((fault) => `${name} ${fault}`));
      expect(texts, `${name} has its years`).toBeGreaterThanOrEqual(2);
      // Besides the signs of the legend.
      if (drawings[index]?.options.series[0].type === "bar") expect(bars, `${name} has its bars`).toBeGreaterThan(2);
    }
  }
  await info.attach("faults", { body: faults.join("\n"), contentType: "text/plain" });
  expect(faults).toEqual([]);

  // In a place that is too narrow, and with its number let down into the bars, a drawing has each of these faults.
  const first = states().flatMap(({ drawings }) => drawings.slice(0, 1));
  const narrow = first.map((drawn) => ({ ...drawn, width: 110 }));
  const lowered = structuredClone(first);
  for (const { label } of lowered.flatMap(({ options }) => options.series)) if (label) label.distance = -40;
  const found = (await page.evaluate(look, [...narrow, ...lowered])).flatMap(({ wrong }) => wrong);
  for (const fault of ["is cut off", "lies across a bar", "overlaps"]) {
    expect(found.filter((told) => told.includes(fault)).length, fault).toBeGreaterThan(10);
  }
});
