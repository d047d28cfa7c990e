// What a made-up city costs in Chromium at a quarter of the speed (`cargo xtask bench city`): opening, a value, a file of edits. The
// folders of plan.json and edits.json are its arguments.
import { once } from "node:events";
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "@playwright/test";

const TYPES = /** @type {Record<string, string>} */ ({ ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" });
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const VALUES = 12;

let folder = "";
const server = createServer(({ url }, answer) => {
  const path = new URL(url ?? "/", "http://localhost").pathname.slice(1) || "index.html";
  const file = path === "plan.json" ? join(folder, path) : join("dist", path);
  if (!existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end();
  answer.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Cache-Control": "no-cache" });
  createReadStream(file).pipe(answer);
}).listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
const site = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;

const median = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });

// Chromium loads pages of its own beside a new window, for a second or so.
const SETTLED = 2_000;

/** A page at a quarter of the speed, in a window that has opened. @param {import('@playwright/test').BrowserContext} context */
async function slow(context) {
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.waitForTimeout(SETTLED);
  return page;
}

/**
 * Milliseconds, by the page's own clock, until what is sought is painted: from the beginning of its navigation.
 * @param {import('@playwright/test').Page} page @param {string} url @param {string} sought a selector
 */
async function opened(page, url, sought) {
  await page.addInitScript((sought) => {
    const painted = new Promise((done) => {
      const look = () => (document.querySelector(sought) ? setTimeout(() => done(performance.now())) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    });
    Object.assign(window, { painted });
  }, sought);
  await page.goto(url);
  return page.evaluate(() => /** @type {any} */ (window).painted);
}

/**
 * Milliseconds, by the page's own clock, from the moment of an event, however late the page hears of it, until a text is painted where
 * it is sought.
 * @param {import('@playwright/test').Page} page @param {string} event @param {string} sought a selector @param {string} text @param {() => Promise<unknown>} act
 */
async function until(page, event, sought, text, act) {
  const listening = ({ event, sought, text }) => {
    const painted = new Promise((done) => {
      const happened = (/** @type {Event} */ { timeStamp: start }) => {
        const isThere = () => [...document.querySelectorAll(sought)].some((element) => element.textContent?.includes(text));
        const look = () => (isThere() ? setTimeout(() => done(performance.now() - start)) : requestAnimationFrame(look));
        requestAnimationFrame(look);
      };
      addEventListener(event, happened, { capture: true, once: true });
    });
    Object.assign(window, { painted });
  };
  await page.evaluate(listening, { event, sought, text });
  await act();
  return page.evaluate(() => /** @type {any} */ (window).painted);
}

/** From the press of Enter until what it changed is painted, of several values. @param {import('@playwright/test').Page} page @param {number} salt */
async function values(page, salt) {
  await page.evaluate(() => {
    const told = /** @type {number[]} */ ([]);
    Object.assign(window, { told });
    // What is said has a number of its own each time.
    const said = () => document.querySelector(".page > .said p")?.getAttribute("data-number");
    const listen = (/** @type {KeyboardEvent} */ { key }) => {
      if (key !== "Enter") return;
      const [start, before] = [performance.now(), said()];
      const look = () => (said() === before ? requestAnimationFrame(look) : setTimeout(() => told.push(performance.now() - start)));
      requestAnimationFrame(look);
    };
    addEventListener("keydown", listen, true);
  });
  await page.locator("[data-entry]").first().focus();
  for (let number = 0; number < VALUES; number += 1) {
    await page.keyboard.type(String(100 + number * 2 + salt));
    await page.keyboard.press("Enter");
    await page.waitForFunction((count) => /** @type {any} */ (window).told.length > count, number);
  }
  return median(await page.evaluate(() => /** @type {any} */ (window).told));
}

/** Adds what is taken in to what is here: compared until it is shown, and merged until that is said. @param {import('@playwright/test').Page} page @param {Parameters<import('@playwright/test').Locator["setInputFiles"]>[0]} files */
async function takeIn(page, files) {
  const picker = page.getByLabel("スナップショットを読み込む", { exact: true }).first();
  const merge = page.getByRole("button", { name: "統合する", exact: true });
  const compared = await until(page, "change", "#offer-head", "", () => picker.setInputFiles(files));
  return [compared, await until(page, "click", "[role=status]", "統合しました", () => merge.click())];
}

/** What a page holds when nothing is left to collect, in MB: objects, and memory of the program. @param {import('@playwright/test').Page} page */
async function held(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = /** @type {{ usedSize: number, backingStorageSize?: number }} */ (await session.send("Runtime.getHeapUsage"));
  await session.detach();
  return ((usedSize + backingStorageSize) / 1_000_000).toFixed(1);
}

console.log("| policies | overview | entry | a value | file compared | merged | a value then | opened again | storage (kB) |");
console.log("|---|---|---|---|---|---|---|---|---|");
for (folder of process.argv.slice(2)) {
  const context = await browser.newContext();
  const page = await slow(context);
  const row = [];
  row.push(await opened(page, `${site}/index.html#/`, "html:not(.opening) main a[href^='#/']"));
  const { policies } = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8")).plan;
  const { id } = policies[0];
  await page.close();
  const entry = await slow(context);
  row.push(await opened(entry, `${site}/index.html#/policy/${id}/enter/2027/edit`, "[data-entry]"));
  // Editing begins in the first field.
  await entry.waitForFunction(() => document.activeElement?.matches("[data-entry]"));
  row.push(await values(entry, 0));
  row.push(...(await takeIn(entry, join(folder, "edits.json"))));
  await entry.goto(`${site}/index.html#/policy/${id}/enter/2027`);
  await entry.locator("[data-entry]").first().waitFor();
  row.push(await values(entry, 1));
  const kept = await entry.evaluate(() => Object.entries(localStorage).reduce((sum, [key, text]) => sum + 2 * (key.length + text.length), 0));
  await entry.close();
  const again = await slow(context);
  row.push(await opened(again, `${site}/index.html#/policy/${id}/enter/2027/edit`, "[data-entry]"));
  await context.close();
  console.log(`| ${policies.length} | ${row.map((time) => Math.round(time)).join(" | ")} | ${Math.round(kept / 1_000)} |`);
}

// The largest city again: a file each of its people, stopping, and what a long day leaves in memory.
const city = JSON.parse(readFileSync(join(folder, "edits.json"), "utf8"));
const FILES = 50;
const place = mkdtempSync(join(tmpdir(), "shisaku-city-"));
const files = Array.from({ length: FILES }, (_, number) => {
  const edits = city.edits.filter((/** @type {unknown} */ _, /** @type {number} */ index) => index % FILES === number);
  const file = join(place, `${number}.json`);
  writeFileSync(file, JSON.stringify({ ...city, edits }));
  return file;
});
const { id } = city.plan.policies[0];
const context = await browser.newContext();
const page = await slow(context);
await page.goto(`${site}/index.html#/policy/${id}/enter/2027/edit`);
const first = page.locator("[data-entry]").first();
await first.waitFor();
const picker = page.getByLabel("スナップショットを読み込む", { exact: true }).first();
// Pressed when the button is there, from within the page: the driver would come too late. The press waits for the page as any other.
const stopping = page.evaluate(async () => {
  /** @param {() => unknown} isThere @returns {Promise<number>} */
  const seen = (isThere) =>
    new Promise((done) => {
      const look = () => (isThere() ? done(performance.now()) : requestAnimationFrame(look));
      look();
    });
  const button = () => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "中止する");
  const start = await seen(button);
  setTimeout(() => button()?.click());
  const isSaid = () => [...document.querySelectorAll("[role=status]")].some(({ textContent }) => textContent?.includes("取り込んでいません"));
  return (await seen(isSaid)) - start;
});
await picker.setInputFiles(join(folder, "edits.json"));
const stopped = await stopping;
const [compared, merged] = await takeIn(page, files);
console.log(`\n${FILES} files of ${city.edits.length / FILES} edits: compared after ${Math.round(compared)} ms, merged after ${Math.round(merged)} ms. Stopped while comparing: ${Math.round(stopped)} ms.`);
await context.close();
rmSync(place, { recursive: true });

const day = await browser.newContext();
const long = await day.newPage();
await long.goto(`${site}/index.html#/policy/${id}/enter/2027/edit`);
await long.locator("[data-entry]").first().waitFor();
const memory = [];
for (let round = 0; round < 10; round += 1) {
  await long.locator("[data-entry]").first().focus();
  for (let number = 0; number < 100; number += 1) {
    await long.keyboard.type(String(100 + round + number));
    await long.keyboard.press("Enter");
    if (number % VALUES === VALUES - 1) await long.locator("[data-entry]").first().focus();
  }
  for (let number = 0; number < 20; number += 1) {
    const { id } = city.plan.policies[number % 3];
    await long.evaluate((hash) => (location.hash = hash), number % 2 ? `#/policy/${id}` : `#/policy/${id}/enter/2027`);
    await long.locator("h1").waitFor();
  }
  await long.evaluate((hash) => (location.hash = hash), `#/policy/${id}/enter/2027`);
  await long.locator("[data-entry]").first().waitFor();
  memory.push(await held(long));
}
console.log(`Memory after each 100 values and 20 screens (MB): ${memory.join(", ")}.`);
await browser.close();
server.close();
