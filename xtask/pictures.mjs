// Takes the pictures of help.html from the page itself (`cargo xtask pictures`): the text of help.html is complete without them, so that
// a build needs no browser.
//
//   node xtask/pictures.mjs ADDRESS FOLDER
//
// ADDRESS serves dist/; FOLDER gets help.html with the pictures in it, and help/ with their files.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const [address, folder] = process.argv.slice(2);
/** Of each picture, in CSS pixels. */
const SIZE = { width: 1200, height: 720 };
const K1 = "創業支援等事業計画に基づく創業件数の年間合計 R8 実績";
const TABLE = "index.html#/policy/3-10/enter/2026/edit";

/** A page with nothing in its storage. @param {import('@playwright/test').Browser} browser */
async function opened(browser) {
  const context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: 1.5, bypassCSP: true, locale: "ja-JP", timezoneId: "Asia/Tokyo", baseURL: address, reducedMotion: "reduce" });
  return context.newPage();
}

/** Enters values below each other. @param {import('@playwright/test').Page} page @param {string[]} values */
async function enter(page, values) {
  await page.goto(TABLE);
  await page.getByRole("textbox", { name: K1, exact: true }).focus();
  for (const value of values) {
    await page.keyboard.type(value);
    await page.keyboard.press("Enter");
  }
}

/** Scrolls to what a picture is about, below the bar. @param {import('@playwright/test').Page} page @param {import('@playwright/test').Locator} what */
const below = (page, what) => what.evaluate((element) => {
  const bar = document.querySelector(".bar")?.getBoundingClientRect().height ?? 0;
  scrollBy(0, element.getBoundingClientRect().top - bar - 16);
});

/** What each picture shows, by the name that help.html calls it. @type {Record<string, (page: import('@playwright/test').Page) => Promise<void>>} */
const SCENES = {
  async overview(page) {
    await page.goto("index.html");
  },
  async table(page) {
    await enter(page, ["75", "2041"]);
    await below(page, page.getByRole("heading", { level: 1 }));
  },
  async "hand-in"(page) {
    await enter(page, ["75", "2041"]);
    await page.getByRole("region", { name: "編集", exact: true }).getByRole("link", { name: "提出する" }).click();
    await page.getByRole("combobox", { name: "提出する課" }).selectOption({ label: "産業課" });
    await below(page, page.getByRole("heading", { level: 1 }));
  },
  async merge(page) {
    await enter(page, ["75", "2041"]);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "スナップショットを保存" }).first().click();
    const file = await (await download).path();
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await enter(page, ["80"]);
    const chooser = page.waitForEvent("filechooser");
    await page.getByLabel("スナップショットを読み込む", { exact: true }).first().click();
    await (await chooser).setFiles({ name: "kamakura_産業課.json", mimeType: "application/json", buffer: readFileSync(file) });
    const offer = page.getByRole("region", { name: /の内容$/ });
    await offer.getByRole("button", { name: "統合する" }).waitFor();
    await below(page, offer.getByText("まだ何も変わっていません。"));
  },
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  mkdirSync(join(folder, "help"), { recursive: true });
  const told = new Set();
  let html = readFileSync("public/help.html", "utf8");
  for (const [mark, name, alt] of html.matchAll(/<!-- picture name="([^"]*)" alt="([^"]*)" -->/g)) {
    const scene = SCENES[name];
    if (!scene) throw new Error(`nobody takes the picture ${name} of help.html`);
    told.add(name);
    const page = await opened(browser);
    await scene(page);
    // What was said last would lie over the page (a policy would forbid the style that hides it).
    await page.screenshot({ path: join(folder, "help", `${name}.png`), style: ".said { visibility: hidden }" });
    await page.context().close();
    html = html.replace(mark, `<figure><img src="help/${name}.png" alt="${alt}" width="${SIZE.width}" height="${SIZE.height}" loading="lazy"></figure>`);
  }
  const unused = Object.keys(SCENES).filter((name) => !told.has(name));
  if (unused.length > 0) throw new Error(`help.html has no place for ${unused.join(", ")}`);
  writeFileSync(join(folder, "help.html"), html);
} finally {
  await browser.close();
}
