// Measures pages and program (`cargo xtask bench`): Lighthouse as on a phone, and the time until the program is ready to edit.
//
// Served as towns serve: by nginx with the configuration of docs/hosting/, over TLS and HTTP/2. Lighthouse reckons a phone's
// network from the requests it saw; over HTTP/1.1 without TLS it reckons a new connection for every file beside the first,
// which no host of today makes a reader wait for. The bare table is measured in the same way.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { nginx } from "../tests/browser/hosts/nginx.mjs";

const runs = Number(process.argv[2] ?? 5);
const { CHROMIUM, LIGHTHOUSE, FILLED } = process.env;
// The certificate is made for this run alone.
const FLAGS = ["--headless=new", "--ignore-certificate-errors", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What is served: the release with the seed's pages, with the filled plan's, the bare table, and the program alone. */
const work = mkdtempSync(join(tmpdir(), "shisaku-bench-"));
const folder = join(work, "served");
const at = (/** @type {string[]} */ ...parts) => join(folder, ...parts);
cpSync("dist", at("seed"), { recursive: true });
cpSync("dist", at("filled"), { recursive: true });
cpSync(FILLED, at("filled"), { recursive: true });
mkdirSync(at("bare"));
const table = /<table id="overview-[^"]*"[^]*?<\/table>/.exec(readFileSync(at("filled", "index.html"), "utf8").replace(/<table[^>]*id="overview-([^"]*)"[^>]*>/, '<table id="overview-$1">'));
if (!table) throw new Error("the overview has no table");
writeFileSync(at("bare", "index.html"), `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>表</title><link rel="icon" href="data:,"><h1>表</h1>${table[0]}`);
const port = 8790;
const site = `https://127.0.0.1:${port}`;
const [key, certificate] = [join(work, "key.pem"), join(work, "certificate.pem")];
const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate];
execFileSync("openssl", ["req", "-x509", ...made], { stdio: "ignore" });
const listen = `127.0.0.1:${port} ssl http2; ssl_certificate ${certificate}; ssl_certificate_key ${key}`;
const server = spawn(...nginx({ work, folder, portal: site, listen, prefix: "/" }), { stdio: "ignore" });

const median = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

/** Lighthouse's figures of an address, once; none where it could not measure. @param {string} address @returns {number[]} */
function lighthouse(address) {
  // Into a file: what it prints is cut off where it ends before all is read. It ends with an error, too, where a single audit of
  // it failed: what it measured counts.
  const report = join(work, "report.json");
  rmSync(report, { force: true });
  spawnSync(
    process.execPath,
    [join(LIGHTHOUSE, "node_modules/lighthouse/cli/index.js"), address, "--output=json", `--output-path=${report}`, "--quiet", "--only-categories=performance,accessibility,best-practices,seo", `--chrome-flags=${FLAGS.join(" ")}`],
    { env: { ...process.env, CHROME_PATH: CHROMIUM }, stdio: "ignore" },
  );
  const { categories, audits, runtimeError } = JSON.parse(readFileSync(report, "utf8"));
  // It could not record the page, which happens on a busy computer: that is no measurement.
  if (runtimeError) {
    console.error(`${address}: ${runtimeError.message}`);
    return [];
  }
  const score = (/** @type {string} */ name) => Math.round(categories[name].score * 100);
  const value = (/** @type {string} */ name) => audits[name].numericValue;
  return [score("performance"), score("accessibility"), score("best-practices"), score("seo"), value("largest-contentful-paint"), value("total-blocking-time"), value("cumulative-layout-shift"), value("total-byte-weight")];
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
      await page.goto(`${site}/seed/index.html#/policy/3-10/enter/2026/edit`);
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
    if (await new Promise((done) => connect(port, "127.0.0.1", () => done(true)).on("error", () => done(false)))) break;
    await wait(100);
  }
  const own = (/** @type {string} */ plan, /** @type {string} */ id) => [
    [`overview, ${plan}`, `${plan}/index.html`],
    [`sheet, ${plan}`, `${plan}/sheets/${id}.html`],
    [`indicator, ${plan}`, `${plan}/indicators/${id}-k1.html`],
    [`figure, ${plan}`, `${plan}/figures/${id}-k1.html`],
  ];
  const pages = [["bare table", "bare/index.html"], ...own("seed", "3-10"), ...own("filled", "1-21"), ["the program alone", "filled/index.html#/"]];
  // Page after page and then all of them again: what else the computer does slows them alike.
  const found = pages.map(() => /** @type {number[][]} */ ([]));
  for (let run = 0; run < runs; run += 1) {
    const paints = pages.map(([, path], index) => {
      const one = lighthouse(`${site}/${path}`);
      if (one.length > 0) found[index]?.push(one);
      return one.length > 0 ? Math.round(one[4] ?? NaN) : "not measured";
    });
    console.error(`Run ${run + 1} of ${runs}: largest paint (ms) ${paints.join(", ")}`);
  }
  const medians = found.map((all) => (all[0] ?? []).map((_, index) => median(all.map((one) => one[index] ?? NaN))));
  const bare = medians[0]?.[4] ?? NaN;
  console.log("| page | performance | accessibility | best practices | SEO | largest paint (ms) | × bare table | blocking (ms) | layout shift | bytes |");
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  pages.forEach(([name], index) => {
    const [performance, accessibility, practices, seo, paint, blocking, shift, bytes] = medians[index] ?? [];
    const cells = [performance, accessibility, practices, seo, Math.round(paint), (paint / bare).toFixed(2), Math.round(blocking), shift?.toFixed(3), bytes];
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  });
  const { cold, warm } = await ready();
  console.log(`\nReady to edit at a quarter of the speed: ${Math.round(cold)} ms with nothing kept, ${Math.round(warm)} ms with all kept.`);
} finally {
  server.kill();
  if (server.exitCode === null) await once(server, "exit");
  rmSync(work, { recursive: true, force: true });
}
