/** Drawings: where there is something to draw, when it comes into view, and gone without trace. */

import { readFileSync } from "node:fs";
import { PAGE } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;
const [P1] = PROJECTS;
const CHARTS = /\/charts-[0-9a-f]{16}\.js/;
/** By the name that lasts, too. */
const ANY_CHARTS = /\/charts(-[0-9a-f]{16})?\.js/;
const FAILED = "グラフを表示できませんでした。文章と表で同じ内容をご覧いただけます。";

/** @param {App} app @param {string} name what it begins with */
const drawing = (app, name) => app.page.getByRole("img", { name: new RegExp(`^${name.replaceAll(/[()]/g, "\\$&")}`) });

/** The drawing as it stands. @param {import('@playwright/test').Locator} of */
const picture = (of) => of.locator("svg").evaluate((svg) => svg.outerHTML.replaceAll(/zr\d+-/g, ""));

/** Until what is near the visible part of the page has been noticed. @param {import('@playwright/test').Page} page */
const noticed = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        new IntersectionObserver(() =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(undefined))),
        ).observe(document.body);
      }),
  );

test("with the latest value alone that is shown large and no empty plot, and no script is asked for", async ({
  app,
  watch,
}) => {
  await app.open("indicator");
  await expect(app.main.locator(".standing")).toContainText("71 件 直近実績値(2024年)");
  await expect(app.page.getByRole("figure").first()).toContainText("値が1つのため、図はありません。");
  await noticed(app.page);
  await expect(app.page.getByRole("img")).toHaveCount(0);
  expect(watch.asked(CHARTS)).toBe(0);
});

test("after two actuals it appears; it follows each change, and goes when they are taken back", async ({ app }) => {
  await app.openToEdit("indicator");
  await app.enter(actual(K1), "75");
  await app.enter(actual(K1, "R9"), "79");
  const drawn = drawing(app, K1);
  await expect(drawn.locator("svg path").first()).toBeAttached();
  await expect(drawn).toHaveAccessibleName(/令和8\(2026\)年度.*75件.*令和9\(2027\)年度.*79件/);
  await expect(drawn).toContainText("79");
  const before = await picture(drawn);
  await app.enter(actual(K1, "R9"), "40");
  await expect.poll(() => picture(drawn)).not.toBe(before);
  await expect(drawn).toContainText("40");
  await expect(drawn).not.toContainText("79");
  await app.undo();
  await expect.poll(() => picture(drawn), "the same picture again").toBe(before);

  await app.page.getByRole("button", { name: "表で見る" }).first().click();
  const table = app.page.getByRole("figure").first().getByRole("table");
  await expect(table.getByRole("caption")).toContainText(K1);
  await expect(table.getByRole("row").filter({ hasText: "79" })).toHaveCount(1);

  await app.undo();
  await app.undo();
  await expect(app.page.getByRole("img")).toHaveCount(0);
});

test("the axis is widened on request, and follows the dark scheme and the width", async ({ app, page }) => {
  await app.openToEdit("indicator");
  await app.enter(actual(K1), "75");
  const drawn = drawing(app, K1);
  await expect(drawn.locator("svg path").first()).toBeAttached();
  const light = await picture(drawn);
  const ink = () => drawn.locator("svg text").first().evaluate((text) => getComputedStyle(text).fill);
  const inkOfPaper = await ink();
  const zoom = app.button("軸を拡大");
  const axis = app.page.getByRole("figure").first().locator(".axis");
  await expect(axis).toHaveText("縦軸は0を含んでいます。");
  await zoom.click();
  await expect(zoom).toHaveAttribute("aria-pressed", "true");
  await expect(axis).toHaveText("縦軸を値の範囲に合わせ、変化を大きく見せています。");
  await expect.poll(() => picture(drawn)).not.toBe(light);
  await zoom.click();
  await expect.poll(() => picture(drawn)).toBe(light);
  // Drawn once, in the page's colours, whichever they are.
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await ink()).toBe("rgb(242, 242, 242)");
  // Paper is light, and of another width: there it is laid out anew.
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await expect.poll(ink).toBe(inkOfPaper);
  await page.emulateMedia({ colorScheme: "light", media: "screen" });
  await expect.poll(ink).toBe(inkOfPaper);
  await expect.poll(() => picture(drawn)).toBe(light);
  await page.setViewportSize({ width: 375, height: 800 });
  const fits = () => drawn.evaluate((element) => element.querySelector("svg")?.clientWidth === element.clientWidth);
  await expect.poll(fits).toBe(true);
});

const THEMES = ["#/project/3-10-p1", "embed.html#/3-10-p1", "embed.html#/3-10-p1?theme=light", "embed.html#/3-10-p1?theme=dark"];
for (const [colorScheme, address] of /** @type {const} */ (["light", "dark"]).flatMap((scheme) => THEMES.map((theme) => /** @type {const} */ ([scheme, theme])))) {
  test(`forced colours, ${colorScheme}, ${address}: bars and letters stand out from the ground`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await page.goto(PAGE + address);
    const drawn = page.locator(".drawing").first();
    await expect(drawn.locator("svg path").first()).toBeAttached();
    const contrasts = await drawn.evaluate((place, ground) => {
      const light = (/** @type {string} */ colour) => {
        const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const linear = [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => ((part / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
      };
      const against = (/** @type {string} */ colour) => {
        const [dark, bright] = [light(colour), ground].sort((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
      };
      const hue = [...place.querySelectorAll("svg path")].map((path) => getComputedStyle(path).stroke).filter((colour) => /^(#|rgb)/.test(colour));
      const ink = [...place.querySelectorAll("svg text")].map((text) => getComputedStyle(text).fill);
      return { marks: Math.max(...hue.map(against)), letters: Math.min(...ink.map(against)) };
      // What the system has for the ground then.
    }, colorScheme === "light" ? 1 : 0);
    expect(contrasts.marks).toBeGreaterThan(3);
    expect(contrasts.letters).toBeGreaterThan(4.5);
    expect(contrasts.letters, "there are letters").toBeLessThanOrEqual(21);
  });
}

test("the script is asked for when a drawing comes into view, and once", async ({ app, page, watch }) => {
  await page.setViewportSize({ width: 1280, height: 150 });
  await app.open("sheet");
  await app.open("project");
  await noticed(page);
  const drawn = drawing(app, P1.name);
  await expect(drawn).toBeAttached();
  expect(watch.asked(CHARTS), "it is further down").toBe(0);
  await drawn.scrollIntoViewIfNeeded();
  await expect(drawn.locator("svg path").first()).toBeAttached();
  expect(watch.asked(CHARTS)).toBe(1);

  await page.setViewportSize({ width: 1280, height: 800 });
  await app.edit();
  await app.enter(settlement(P1.name), "1,198");
  await app.enter(actual(P1.outcome), "3.2");
  await drawing(app, P1.outcome).scrollIntoViewIfNeeded();
  await expect(drawing(app, P1.outcome).locator("svg path").first()).toBeAttached();
  await app.open("overview");
  await app.open("project");
  await drawn.scrollIntoViewIfNeeded();
  await expect(drawn.locator("svg path").first()).toBeAttached();
  expect(watch.asked(CHARTS), "and never again").toBe(1);
});

test("what is printed has every drawing, also those nobody has seen", async ({ app, page, watch }) => {
  await page.addInitScript(() => {
    /** @type {boolean[][]} */
    const printed = [];
    window.print = () =>
      printed.push([...document.querySelectorAll(".drawing")].map((place) => place.querySelectorAll("svg path").length > 0));
    Object.assign(window, { printed });
  });
  await page.setViewportSize({ width: 1280, height: 150 });
  await app.openToEdit("sheet");
  for (const name of INDICATORS) for (const year of ["R8", "R9"]) await app.enter(actual(name, year), "75");
  await app.open("overview");
  await noticed(page);
  expect(watch.asked(CHARTS), "all are further down").toBe(0);
  // Twice, as who thinks that the first did nothing.
  await app.button("印刷").click();
  await app.button("印刷").click();
  await page.waitForFunction(() => /** @type {any} */ (window).printed.length === 2);
  const all = Array(INDICATORS.length + 1).fill(true);
  expect(await page.evaluate(() => /** @type {any} */ (window).printed)).toEqual([all, all]);
  expect(watch.asked(CHARTS)).toBe(1);

  // With the script there, all are drawn as soon as one is seen.
  await app.open("sheet");
  await app.open("overview");
  await page.setViewportSize({ width: 1280, height: 1_200 });
  await expect.poll(() => app.main.locator(".drawing").evaluateAll((all) => all.every((place) => place.querySelector("svg path")))).toBe(true);
});

test("printed before anything is drawn, a figure has its table, in the program, in a frame and on a page", async ({ app, page, watch }) => {
  await page.setViewportSize({ width: 1280, height: 150 });
  const table = page.getByRole("table", { name: `${P1.name}の予算額と決算額` }).filter({ visible: true });
  const printed = async () => {
    await noticed(page);
    expect(watch.asked(CHARTS), "nothing is in sight").toBe(0);
    await expect(table).toHaveCount(0);
    await page.emulateMedia({ media: "print" });
    await expect(table).toHaveCount(1);
    await expect(table).toContainText("1,250");
    await page.emulateMedia({ media: "screen" });
    await expect(table).toHaveCount(0);
  };
  // On paper it may come into sight: it is not drawn before the script is let go.
  let letGo = () => {};
  const held = new Promise((done) => (letGo = () => done(undefined)));
  await page.route("**/charts-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await app.open("project");
  await printed();
  // Once it is drawn, too: the page of a project is printed with its tables.
  letGo();
  await drawing(app, P1.name).scrollIntoViewIfNeeded();
  await expect(drawing(app, P1.name).locator("svg path").first()).toBeAttached();
  await page.emulateMedia({ media: "print" });
  await expect(table).toHaveCount(1);
  await page.emulateMedia({ media: "screen" });
  await expect(table).toHaveCount(0);

  // While the script is on its way.
  await page.route("**/charts-*.js", () => {});
  await page.goto("about:blank");
  await page.goto(`${PAGE}embed.html#/3-10-p1`);
  await expect(page.getByRole("figure")).toBeAttached();
  await page.emulateMedia({ media: "print" });
  await expect(table).toHaveCount(1);
  await page.emulateMedia({ media: "screen" });
  await expect(table).toHaveCount(0);

  await page.goto(`${PAGE}figures/3-10-p1.html`);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".drawn").filter({ visible: true }).locator("svg")).toBeVisible();
});

test("a page's drawing that came alive is laid out by the paper it is printed on", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${PAGE}projects/3-10-p2.html`);
  const place = page.locator(".drawn").filter({ visible: true }).first();
  await place.hover();
  await expect(place.locator("div svg path").first()).toBeAttached();
  await page.emulateMedia({ media: "print" });
  const laidOut = await place.evaluate((place) => {
    const [live, svg] = ["div", "svg"].map((name) => /** @type {Element} */ (place.querySelector(name)));
    const left = Math.abs(svg.getBoundingClientRect().width - place.getBoundingClientRect().width);
    return { transform: getComputedStyle(live).transform, isAsWide: left < 1 };
  });
  expect(laidOut).toEqual({ transform: "none", isAsWide: true });
});

test("printed before they are drawn, the cards of the overview have their table", async ({ app, page, watch }) => {
  await app.openToEdit("sheet");
  for (const year of ["R8", "R9"]) await app.enter(actual(K1, year), "75");
  await page.setViewportSize({ width: 1280, height: 150 });
  // On paper they may come into sight: nothing is drawn here.
  await page.route("**/charts-*.js", () => {});
  await app.open("overview");
  await noticed(page);
  expect(watch.asked(CHARTS)).toBe(0);
  const table = app.main.locator(".cards ~ .values table").filter({ visible: true });
  await expect(table).toHaveCount(0);
  await page.emulateMedia({ media: "print" });
  await expect(table).toHaveCount(1);
  await expect(table).toContainText(K1);
});

test("a drawing is laid out anew for another width: its number lies across no bar", async ({ page }) => {
  const plan = JSON.parse(readFileSync("seeds/plan.json", "utf8"));
  const amounts = [[1250, 1200], [9000, 8800], [9800, 9700], [9900, 9800], [500, 450]];
  amounts.forEach(([budget, settlement], index) => {
    plan.plan.cells[`3-10-p1/budget/${2026 + index}`] = { observation: { final: String(budget) } };
    plan.plan.cells[`3-10-p1/settlement/${2026 + index}`] = { observation: { final: String(settlement) } };
  });
  delete plan.digest;
  await page.route("**/plan.json", (route) => route.fulfill({ json: plan }));
  const across = () =>
    page.locator(".drawing").first().evaluate((place) => {
      const own = place.getBoundingClientRect();
      const bars = [...place.querySelectorAll("svg path")].filter((path) => /--(key|chart-pale)/.test(path.getAttribute("fill") ?? ""));
      // The first two are the signs of the legend.
      const boxes = bars.slice(2).map((bar) => bar.getBoundingClientRect());
      const number = [...place.querySelectorAll("svg text")].find((text) => /450$/.test(text.textContent ?? ""))?.getBoundingClientRect();
      const svg = place.querySelector("svg")?.getBoundingClientRect();
      if (!number || boxes.length !== 10 || Math.abs((svg?.width ?? 0) - own.width) > 1) return "not drawn";
      const middle = (number.top + number.bottom) / 2;
      const under = boxes.filter((bar) => bar.left < number.right - 1 && bar.right > number.left + 1 && bar.top < middle + 5 && bar.bottom > middle - 5);
      return under.length === 0 ? "clear" : `across ${under.length} bars`;
    });
  for (const address of ["embed.html#/3-10-p1", "#/project/3-10-p1"]) {
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.goto("about:blank");
    await page.goto(PAGE + address);
    await expect.poll(across, address).toBe("clear");
    await page.setViewportSize({ width: 340, height: 800 });
    await expect.poll(across, `${address} narrowed`).toBe("clear");
  }
});

test("what is pointed at keeps its colours, and a page's drawing that comes alive its place", async ({ page }) => {
  /** The bars and the letters, each where it is. @param {import('@playwright/test').Locator} place */
  const told = (place) =>
    place.evaluate((place) => {
      const bars = [...place.querySelectorAll("svg path")].map((path) => path.getAttribute("fill") ?? "").filter((fill) => /--(key|chart-pale)/.test(fill));
      const texts = [...place.querySelectorAll("svg text")].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      return { bars: bars.length, height: place.getBoundingClientRect().height, texts: texts.map(({ text }) => text), tops: texts.map(({ box }) => box.top) };
    });
  for (const width of [320, 900]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of ["embed.html#/3-10-p2", "figures/3-10-p2.html"]) {
      await page.goto("about:blank");
      await page.goto(PAGE + address);
      const place = page.locator(".drawing, .drawn").filter({ visible: true });
      // Bars are drawn before the signs of the legend.
      const bar = place.locator("svg path[fill='var(--chart-pale)']").first();
      await expect(bar).toBeVisible();
      const before = await told(place);
      const box = await bar.boundingBox();
      let x = (box?.x ?? 0) + (box?.width ?? 0) / 2;
      // What comes alive under the pointer notices it when it moves.
      await expect
        .poll(async () => {
          await page.mouse.move((x += 0.5), (box?.y ?? 0) + (box?.height ?? 0) - 5);
          return place.getByText("執行率").filter({ visible: true }).count();
        })
        .toBe(1);
      const after = await told(place);
      expect(after.bars, address).toBe(before.bars);
      expect(after.height, address).toBe(before.height);
      if (!address.startsWith("figures")) continue;
      expect(after.texts, `${address} ${width}`).toEqual(before.texts);
      const moved = after.tops.map((top, index) => Math.abs(top - before.tops[index]));
      // A browser measures letters otherwise than the table for pages does.
      expect(Math.max(...moved), `${address} ${width}`).toBeLessThan(4);
    }
  }
});

test("if the script cannot be loaded, sentence and table stand and the page says so", async ({ app, page, watch }) => {
  watch.allowed.requests.push(ANY_CHARTS);
  watch.allowed.console.push(/ERR_FAILED.*charts/);
  await page.route(ANY_CHARTS, (route) => route.abort());
  await app.open("project");
  const figure = page.getByRole("figure").first();
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByText(FAILED)).toBeVisible();
  await expect(figure).toContainText("1,250千円");
  await figure.getByRole("button", { name: "表で見る" }).click();
  await expect(figure.getByRole("table")).toContainText("1,250");

  // A later figure asks again: the network may be back.
  await page.unroute(ANY_CHARTS);
  await app.open("indicator");
  await app.open("project");
  await expect(drawing(app, P1.name).locator("svg path").first()).toBeAttached();
  await expect(page.getByText(FAILED)).toHaveCount(0);
});

test("a script that is none: sentence and table stand and the page says so", async ({ app, page }) => {
  await page.route(ANY_CHARTS, (route) => route.fulfill({ body: "void 0;", contentType: "text/javascript" }));
  await app.open("project");
  await expect(page.getByText(FAILED).first()).toBeAttached();
  await expect(page.getByRole("figure").first()).toContainText("1,250千円");
});

test("sixty visits leave no drawing behind", async ({ app, page }) => {
  test.slow();
  await page.addInitScript(() => {
    const counts = { made: 0, live: 0, most: 0 };
    let library;
    Object.defineProperty(window, "echarts", {
      configurable: true,
      get: () => library,
      set(given) {
        const init = (...args) => {
          const instance = given.init(...args);
          counts.made += 1;
          counts.live += 1;
          counts.most = Math.max(counts.most, counts.live);
          const { dispose } = instance;
          instance.dispose = () => {
            counts.live -= 1;
            return dispose.call(instance);
          };
          return instance;
        };
        library = new Proxy({}, { get: (_, name) => (name === "init" ? init : given[name]) });
      },
    });
    Object.assign(window, { counts });
  });
  await page.setViewportSize({ width: 1280, height: 1600 });
  await app.open("project");
  await expect(drawing(app, P1.name).locator("svg path").first()).toBeAttached();
  const counts = await page.evaluate(async () => {
    const until = async (/** @type {() => boolean} */ holds) => {
      while (!holds()) await new Promise((next) => requestAnimationFrame(next));
    };
    const find = (/** @type {string} */ selector) => document.querySelector(selector) !== null;
    for (let visit = 0; visit < 60; visit += 1) {
      location.hash = "#/policy/3-10/enter/2026";
      await until(() => !find("[role=img]") && find(".rest"));
      location.hash = visit % 2 === 0 ? "#/project/3-10-p1" : "#/project/3-10-p2";
      // Every tenth visitor has left before it is drawn.
      await until(() => find(visit % 10 === 9 ? "[role=img]" : "[_echarts_instance_] svg path"));
    }
    location.hash = "#/policy/3-10/enter/2026";
    await until(() => !find("[role=img]") && find(".rest"));
    return { .../** @type {any} */ (window).counts, marked: document.querySelectorAll("[_echarts_instance_]").length };
  });
  expect(counts.made).toBeGreaterThanOrEqual(54);
  expect(counts).toMatchObject({ live: 0, marked: 0, most: 1 });
});
