// Measures pages and program (`cargo xtask bench`): Lighthouse as on a phone, and the time until the program is ready to edit.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "@playwright/test";

const runs = Number(process.argv[2] ?? 5);
const { CHROMIUM, LIGHTHOUSE, FILLED, XTASK } = process.env;
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What is served: the release with the seed's pages, with the filled plan's, the bare table, and the program alone. */
const folder = mkdtempSync(join(tmpdir(), "shisaku-bench-"));
const at = (/** @type {string[]} */ ...parts) => join(folder, ...parts);
cpSync("dist", at("seed"), { recursive: true });
cpSync("dist", at("filled"), { recursive: true });
cpSync(FILLED, at("filled"), { recursive: true });
mkdirSync(at("bare"));
const table = /<table id="overview-[^"]*"[^]*?<\/table>/.exec(readFileSync(at("filled", "index.html"), "utf8").replace(/<table[^>]*id="overview-([^"]*)"[^>]*>/, '<table id="overview-$1">'));
if (!table) throw new Error("the overview has no table");
writeFileSync(at("bare", "index.html"), `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>表</title><h1>表</h1>${table[0]}`);
const port = 8790;
const server = spawn(XTASK, ["serve", "--dir", folder, "--port", String(port), "--gzip"], { stdio: "ignore" });

const median = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

/** Lighthouse's figures of an address, as medians. @param {string} address */
function lighthouse(address) {
  const all = Array.from({ length: runs }, () => {
    // It ends with an error, too, where a single audit of it failed: what it measured counts, unless it could not measure.
    const { stdout } = spawnSync(
      process.execPath,
      [join(LIGHTHOUSE, "node_modules/lighthouse/cli/index.js"), address, "--output=json", "--quiet", "--only-categories=performance,accessibility,best-practices,seo", `--chrome-flags=${FLAGS.join(" ")}`],
      { env: { ...process.env, CHROME_PATH: CHROMIUM }, maxBuffer: 1e9, stdio: ["ignore", "pipe", "ignore"] },
    );
    const { categories, audits, runtimeError } = JSON.parse(stdout.toString());
    if (runtimeError) throw new Error(`${address}: ${runtimeError.message}`);
    const score = (/** @type {string} */ name) => Math.round(categories[name].score * 100);
    const value = (/** @type {string} */ name) => audits[name].numericValue;
    return [score("performance"), score("accessibility"), score("best-practices"), score("seo"), value("largest-contentful-paint"), value("total-blocking-time"), value("cumulative-layout-shift"), value("total-byte-weight")];
  });
  return all[0].map((_, index) => median(all.map((one) => one[index])));
}

/** Milliseconds until editing is ready, with nothing kept and with all kept, at a quarter of the speed. */
async function ready() {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.slice(1) });
  const times = { cold: /** @type {number[]} */ ([]), warm: /** @type {number[]} */ ([]) };
  for (let run = 0; run < runs; run += 1) {
    const context = await browser.newContext();
    for (const kind of /** @type {const} */ (["cold", "warm"])) {
      const page = await context.newPage();
      await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
      const start = performance.now();
      await page.goto(`http://127.0.0.1:${port}/seed/index.html#/policy/3-10/enter/2026/edit`);
      await page.getByRole("region", { name: "編集", exact: true }).waitFor();
      times[kind].push(performance.now() - start);
      await page.close();
    }
    await context.close();
  }
  await browser.close();
  return { cold: median(times.cold), warm: median(times.warm) };
}

try {
  // Until it serves, or has ended because something else listens there.
  for (;;) {
    if (server.exitCode !== null) throw new Error(`nothing can be served on port ${port}`);
    if ((await fetch(`http://127.0.0.1:${port}/bare/`).catch(() => undefined))?.ok) break;
    await wait(100);
  }
  const own = (/** @type {string} */ plan, /** @type {string} */ id) => [
    [`overview, ${plan}`, `${plan}/index.html`],
    [`sheet, ${plan}`, `${plan}/sheets/${id}.html`],
    [`indicator, ${plan}`, `${plan}/indicators/${id}-k1.html`],
    [`figure, ${plan}`, `${plan}/figures/${id}-k1.html`],
  ];
  const pages = [["bare table", "bare/index.html"], ...own("seed", "3-10"), ...own("filled", "1-21"), ["the program alone", "filled/index.html#/"]];
  console.log("| page | performance | accessibility | best practices | SEO | largest paint (ms) | blocking (ms) | layout shift | bytes |");
  console.log("|---|---|---|---|---|---|---|---|---|");
  for (const [name, path] of pages) {
    const found = lighthouse(`http://127.0.0.1:${port}/${path}`);
    console.log(`| ${name} | ${found.map((value, index) => (index === 6 ? value.toFixed(3) : Math.round(value))).join(" | ")} |`);
  }
  const { cold, warm } = await ready();
  console.log(`\nReady to edit at a quarter of the speed: ${Math.round(cold)} ms with nothing kept, ${Math.round(warm)} ms with all kept.`);
} finally {
  server.kill();
  rmSync(folder, { recursive: true });
}
