/** Every page of a publication, of the built-in plan and of one with numbers in every year: without faults for axe, and read in text alone. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { filesOf, planOf, writePages, writeSample } from "./support/publication.mjs";
import { expect, test } from "./support/test.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** In its own folder, made once for the tests of a process. @type {string} */
let filled;
/** @type {string} */
let filledPlan;

test.beforeAll(({}, info) => {
  filledPlan = writeSample(info.outputPath("sample"), 1);
  filled = info.outputPath("pages");
  writePages(filledPlan, filled);
});

const pagesOf = (/** @type {string} */ folder) => filesOf(folder).filter((path) => path.endsWith(".html") && path !== "embed.html");

test.describe("axe finds nothing", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" }, viewport: { width: 375, height: 800 } });

  for (const plan of /** @type {const} */ (["as it is", "filled"])) {
    test(`on any page of the plan ${plan}`, async ({ page, newContext }) => {
      test.setTimeout(180_000);
      const base = new URL("./", (await page.goto("./"))?.url() ?? "").href;
      const folder = plan === "filled" ? filled : "dist";
      const left = pagesOf(folder);
      expect(left.length).toBeGreaterThan(30);
      const found = /** @type {string[]} */ ([]);
      let checks = 0;
      await Promise.all(
        Array.from({ length: 3 }, async () => {
          // Nothing but the pages: what scripts add is held elsewhere.
          const tab = await (await newContext()).newPage();
          await tab.route(/\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
          if (plan === "filled") await tab.route(/\.html$/, (route) => route.fulfill({ path: join(folder, new URL(route.request().url()).href.slice(base.length)) }));
          for (let path = left.shift(); path; path = left.shift()) {
            await tab.goto(base + path);
            const { violations, passes } = await new AxeBuilder({ page: tab }).withTags(TAGS).setLegacyMode(true).analyze();
            found.push(...violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.target}`));
            checks += passes.length;
          }
        }),
      );
      expect(found).toEqual([]);
      expect(checks).toBeGreaterThan(300);
    });
  }
});

/** A number as it is shown. @param {string} digits */
const shown = (digits) => digits.replace(/^-/, "−").replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** The numbers of a subject's field, in the order of the years. @param {Record<string, any>} cells @param {string} id @param {string} field */
const numbers = (cells, id, field) =>
  Object.keys(cells)
    .filter((key) => key.startsWith(`${id}/${field}/`))
    .sort()
    .map((key) => shown(Object.values(cells[key].observation)[0]));

test("in a browser of text alone the sheet has every number, in tables with their heads", async () => {
  const dumped = (/** @type {string} */ file) => execFileSync("w3m", ["-dump", "-cols", "200", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", file], { encoding: "utf8" });
  for (const [folder, file, id, count] of /** @type {const} */ ([["dist", "seeds/plan.json", "3-10", 10], [filled, filledPlan, "1-21", 110]])) {
    const { policies, cells } = planOf(file);
    // Without the signs that a number is to be confirmed.
    const text = dumped(join(folder, "sheets", `${id}.html`)).replaceAll(/\u2060?＊\(確認中\)/g, "");
    const policy = policies[0];
    const tables = text.split(/^(?= *(?:初期値 +)?R8 )/m).slice(1);
    const indicators = policy.indicators.map((/** @type {string} */ own) => ({ id: own, rows: { 指標実績: numbers(cells, own, "actual") } }));
    const projects = policy.projects.map((/** @type {{ id: string, indicators: string[] }} */ { id, indicators: [outcome] }) => ({
      id,
      rows: {
        指標実績: numbers(cells, outcome ?? "", "actual"),
        "予算額(千円)": numbers(cells, id, "budget"),
        "決算額(千円)": numbers(cells, id, "settlement"),
      },
    }));
    expect(tables.length).toBe(indicators.length + projects.length);
    let seen = 0;
    for (const [index, { id, rows }] of [...indicators, ...projects].entries()) {
      const [head, ...lines] = (tables[index] ?? "").split("\n");
      // In the seed it is to be confirmed whether there are 初期値; the made-up city has none.
      const baseline = folder === "dist" ? ["初期値"] : [];
      expect(head?.trim().split(/\s+/), id).toEqual([...baseline, "R8", "R9", "R10", "R11", "R12"]);
      for (const [name, own] of Object.entries(rows)) {
        const words = lines.find((line) => line.trim().startsWith(name))?.trim().split(/\s+/) ?? [];
        // The numbers of the row in the order of its years.
        expect(words.filter((word) => /\d/.test(word) && word !== name), `${id} ${name}`).toEqual(own);
        seen += own.length;
      }
    }
    // And those outside of tables.
    const latest = Object.entries(cells).filter(([key, value]) => key.endsWith("/latest") && value.observation);
    for (const [key, { observation }] of latest) {
      const lines = text.split("\n").map((line) => line.trim());
      expect(lines, key).toContain(shown(Object.values(observation)[0]));
    }
    expect(seen + latest.length, id).toBeGreaterThanOrEqual(count);
  }
});
