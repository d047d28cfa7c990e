/**
 * On paper: the sheet as one ruled table on two pages of A4, the page of an indicator or project, a department's answer to be
 * stamped; the same from the program, in editing and from the page.
 */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { writePages, writeSample } from "./support/publication.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

/** How many pages a PDF has. @param {Buffer} pdf */
const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;

/** The text of each page as it is printed, without spaces. @param {import('@playwright/test').Page} page */
async function printed(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = execFileSync("pdftotext", ["-enc", "UTF-8", "-", "-"], { input: pdf, encoding: "utf8" });
  const texts = text.split("\f").slice(0, -1).map((text) => text.normalize("NFKC").replaceAll(/[\s\u2060]/g, ""));
  expect(texts.length).toBe(pages(pdf));
  return texts;
}

/**
 * The outermost rules from top to bottom on each page of a PDF: where they stand, in parts of the page's width, and how long they are, in
 * parts of its height. @param {import('@playwright/test').Page} page
 */
async function rules(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pictures = execFileSync("pdftoppm", ["-gray", "-r", "100", "-"], { input: pdf, maxBuffer: 1 << 28 });
  const found = [];
  for (let rest = pictures; rest.length; ) {
    const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(rest.subarray(0, 40).toString("latin1")) ?? [];
    const [columns, lines] = [Number(width), Number(height)];
    const points = rest.subarray(head?.length, (head?.length ?? 0) + columns * lines);
    rest = rest.subarray((head?.length ?? 0) + columns * lines);
    const ruled = Array.from({ length: columns }, (_, x) => {
      let [longest, run] = [0, 0];
      for (let y = 0; y < lines; y += 1) {
        run = points[y * columns + x] < 200 ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      return { at: x / columns, length: longest / lines };
    }).filter(({ length }) => length > 0.05);
    found.push({ left: ruled[0], right: ruled[ruled.length - 1] });
  }
  return found;
}

/** Which signs stand on each page, in whatever order they were found there. @param {string[]} texts */
const signs = (texts) => texts.map((text) => [...text].sort().join(""));

const EDITION = /鎌倉市施策シートページに組み込まれた令和\d+年\d+月\d+日時点の内容|鎌倉市施策シート令和\d+年\d+月\d+日時点の公表内容/;

/** Each page says at its foot which edition it is, and its number. @param {string[]} texts @param {RegExp} [edition] */
function haveFeet(texts, edition = EDITION) {
  for (const [index, text] of texts.entries()) {
    expect(text).toMatch(edition);
    expect(text).toContain(`${index + 1}/${texts.length}`);
  }
}

/** What is for the screen alone. */
const OF_THE_SCREEN = ["本文へ移動", "一覧", "職員の方", "編集する", "表で見る", "埋め込みコード", "を表示しています"];

test("the program prints the sheet as one table on two pages, drafts in editing", async ({ app, page }) => {
  await app.openToEdit("sheet");
  await app.enter(actual(INDICATORS[0]), "75");
  const table = page.locator("main > .paper");
  await expect(table, "nobody reads it on the screen").toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expect(table).toBeVisible();
  await expect(table).toContainText(/創業件数の年間合計.*75/);
  for (const { name, outcome, budget } of PROJECTS) {
    const project = table.locator("tbody").filter({ hasText: name });
    await expect(project).toContainText(outcome);
    await expect(project.getByRole("row").filter({ hasText: "予算額(千円)" })).toContainText(budget);
  }
  await expect(table.locator("thead th")).toHaveText(["指標・金額", "単位", "初期値", "R8", "R9", "R10", "R11", "R12"]);
  await expect(page.locator(".paper-notes")).toContainText("＊のある");
  await expect(table.locator("caption")).toHaveText("下書き(公表されている内容ではありません)");
  await expect(page.getByRole("heading", { level: 2 }), "the screen's own sections are not printed").toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(table).toHaveCount(0);
  expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(2);
});

test("the button prints the same: its table is there before the browser is asked", async ({ app, page }) => {
  await app.open("sheet");
  await page.evaluate(() => {
    // As a browser does: what listens has had its turn, and nothing else, when the page is laid out.
    window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      Object.assign(window, { printed: document.querySelectorAll("main > .paper").length });
      dispatchEvent(new Event("afterprint"));
    };
  });
  await app.head.getByRole("button", { name: "印刷" }).click();
  await expect.poll(() => page.evaluate(() => /** @type {any} */ (window).printed)).toBe(1);
  await expect(page.locator("main > .paper")).toHaveCount(0);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page prints the same", async ({ page }) => {
    await page.goto("./sheets/3-10.html");
    const table = page.locator("main > .paper");
    await expect(table).toBeHidden();
    await page.emulateMedia({ media: "print" });
    await expect(table).toBeVisible();
    // Nothing is cut at the right.
    const width = await table.evaluate((element) => [element.scrollWidth, element.parentElement?.clientWidth ?? 0]);
    expect(width[0]).toBeLessThanOrEqual(width[1]);
    expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(2);
  });
});

for (const { path, route, count, holds } of [
  { path: "indicators/3-10-k1.html", route: "indicator", count: 1, holds: ["創業支援等事業計画に基づく創業件数の年間合計", "3-10商工業", "71件", "判定なし", "出典", "時点のデータ", "目指す方向", "*のある3か所は"] },
  { path: "sheets/3-10.html", route: "sheet", count: 2, holds: ["3-10商工業", "指標・金額単位初期値R8R9R10R11R12", "No1事業名商工運営事業", "予算額(千円)1,250", "決算額(千円)", "*のある"] },
  { path: "projects/3-10-p1.html", route: "project", count: 2, holds: ["1商工運営事業", "3-10商工業", "産業課", "予算と決算", "1,250", "商工業振興計画に基づく各施策の評価点の平均値", "*のある5か所は"] },
]) {
  test.describe("without script", () => {
    test.use({ javaScriptEnabled: false });

    test(`${path} is ${count === 1 ? "one clean page" : "clean pages"}`, async ({ page }) => {
      await page.goto(`./${path}`);
      const texts = await printed(page);
      expect(texts.length).toBe(count);
      haveFeet(texts);
      for (const text of holds) expect(texts.join("")).toContain(text);
      for (const text of OF_THE_SCREEN) expect(texts.join("")).not.toContain(text);
    });
  });

  test(`the program prints what ${path} does`, async ({ app, page }) => {
    await page.goto(`./${path}`);
    const ofPage = await printed(page);
    await app.open(/** @type {"sheet" | "indicator" | "project"} */ (route));
    // Where there is a drawing, it is drawn when it is seen.
    await expect(page.locator(".drawing:not(:has(svg))")).toHaveCount(0);
    expect(signs(await printed(page))).toEqual(signs(ofPage));
    // Drafts are told from what is published.
    await app.edit();
    await expect.poll(async () => (await printed(page))[0]).toMatch(/内容に下書きを重ねたもの/);
  });
}

test("with numbers in all years an indicator's page has its drawing and its table, and each sheet's page its foot", async ({ page }, info) => {
  test.slow();
  const [folder, plan] = [info.outputPath("pages"), writeSample(info.outputPath("sample"), 1)];
  writePages(plan, folder);
  const base = new URL("./", (await page.goto("./"))?.url() ?? "").href;
  await page.route(/\.html$/, (route) => route.fulfill({ path: join(folder, route.request().url().slice(base.length)) }));
  await page.goto("./indicators/1-21-k1.html");
  const [indicator, ...more] = await printed(page);
  expect(more).toEqual([]);
  await page.emulateMedia({ media: "print" });
  const [drawing, table] = [page.locator(".drawn").filter({ visible: true }), page.locator(".figure table")];
  await expect(drawing).toHaveCount(1);
  await expect(table).toBeVisible();
  expect(indicator).toContain("R12");
  for (const part of [drawing, table]) {
    const width = await part.evaluate((element) => element.getBoundingClientRect().right - document.documentElement.clientWidth);
    expect(width).toBeLessThanOrEqual(0);
  }
  // A sheet's table: its heads on each page, each project whole on one, and ruled at both edges.
  await page.goto("./sheets/1-21.html");
  const sheet = await printed(page);
  for (const text of sheet) expect(text).toContain("指標・金額単位初期値R8R9R10R11R12");
  const projects = await page.locator("main > .paper tbody").evaluateAll((all) => all.map((one) => [...one.querySelectorAll("th, td")].map(({ textContent }) => textContent ?? "")));
  for (const texts of projects) {
    const parts = texts.map((text) => text.normalize("NFKC").replaceAll(/[\s\u2060]/g, "")).filter((text) => sheet.join("").split(text).length === 2);
    const on = new Set(parts.map((text) => sheet.findIndex((page) => page.includes(text))));
    expect([...on], `${parts.length} texts of one project are on one page`).toHaveLength(1);
  }
  for (const { left, right } of await rules(page)) {
    expect(right.length, "the rule at the right is as long as that at the left").toBeCloseTo(left.length, 2);
    expect(left.at + right.at, "they stand at the same distance from the paper's edges").toBeCloseTo(1, 2);
  }
  const edition = /施策シート令和\d+年\d+月\d+日時点の公表内容|時点の内容/;
  for (const [path, count] of /** @type {const} */ ([["projects/1-21-p1.html", 2], ["sheets/1-21.html", 2]])) {
    await page.goto(`./${path}`);
    const texts = await printed(page);
    expect(texts.length, path).toBeLessThanOrEqual(count);
    haveFeet(texts, edition);
  }
});

test("a department's answer is printed with room for stamps, its heads on every page", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(actual(INDICATORS[0]), "710");
  await app.enter(settlement(PROJECTS[0].name), "1147");
  await app.field(actual(INDICATORS[1])).focus();
  await app.field(`${actual(INDICATORS[1])}の備考`).fill("集計は5月末");
  await page.keyboard.press("Enter");
  const fromTable = await printed(page);
  await app.open("handIn");
  await app.choice("提出する課").selectOption("産業課");
  await expect(app.main.getByRole("table"), "nobody reads it on the screen").toHaveCount(0);
  expect(signs(await printed(page)), "the year's table is printed as the same").toEqual(signs(fromTable));
  await app.field("氏名(任意)").fill("鎌倉 花子");
  await app.field("氏名(任意)").blur();
  const texts = await printed(page);
  expect(texts.length).toBeLessThanOrEqual(2);
  haveFeet(texts, /内容に下書きを重ねたもの/);
  const all = texts.join("");
  for (const text of ["鎌倉市施策シート令和8(2026)年度の回答", "産業課の20項目のうち、入力済み7、未入力13、確認済み0", "課長係長担当", "入力した人:鎌倉花子", "印刷した日:令和", "71(2024年)710確定", "集計は5月末", "未入力の項目(13項目):", "前の値と5倍以上違います。"]) {
    expect(all).toContain(text);
  }
  for (const text of [...OF_THE_SCREEN, "提出用のファイルを保存", "メール", "スナップショット"]) expect(all).not.toContain(text);
  for (const text of texts.slice(0, -1)) expect(text).toContain("指標・金額単位前の値R8状態備考");
  await expect(app.main.getByRole("table")).toHaveCount(0);
  // The button of the screen does the same.
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      Object.assign(window, { printed: document.querySelectorAll("main > .paper.answer").length });
      dispatchEvent(new Event("afterprint"));
    };
  });
  await app.main.getByRole("button", { name: "印刷" }).click();
  await expect.poll(() => page.evaluate(() => /** @type {any} */ (window).printed)).toBe(1);
});
