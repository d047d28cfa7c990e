/** 成果と課題 and 今後の方向: written where a year is entered, with last year's words beside, and shown where they are published. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { unzipSync } from "fflate";
import { filesOf, writePages } from "./support/publication.mjs";
import { PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const NAME = "成果と課題・今後の方向";
const [P1, P2] = PROJECTS.map(({ name }) => name);
/** @param {string} of @param {string} [year] */
const review = (of, year = "R8") => `${of} ${year} 成果と課題`;
/** @param {string} of @param {string} [year] */
const outlook = (of, year = "R8") => `${of} ${year} 今後の方向`;

/** What opens the fields of a project or policy. @param {import('./support/app.mjs').App} app @param {string} of */
const opener = (app, of) => app.main.getByRole("button", { name: new RegExp(`${NAME}: .*\\(${of}\\)$`) });

test("where nothing is written the table is no longer, and each project's fields open from its head", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await app.openToEdit("enter");
  const table = page.locator("table.entry");
  const before = await table.boundingBox();
  expect(before?.height).toBeLessThan(2 * 800);
  await expect(page.locator("textarea")).toHaveCount(0);
  await expect(opener(app, P1)).toHaveText(/^成果と課題・今後の方向: 記入なし/);
  await expect(opener(app, "商工業")).toHaveText(/^施策全体の成果と課題・今後の方向: 記入なし/);
  // Heads are as high as with no button in them.
  const heads = await table.locator(".entry-group th").evaluateAll((all) => all.map((head) => head.getBoundingClientRect().height));
  for (const height of heads) expect(height).toBeLessThan(32);
  await opener(app, P1).click();
  await expect(opener(app, P1)).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("textarea")).toHaveCount(2);
  await expect(app.field(review(P1))).toBeVisible();
  await opener(app, P1).click();
  await expect(page.locator("textarea")).toHaveCount(0);
  await app.rest("20項目のうち、未入力は15項目です。");
});

test("Enter makes a line, Tab goes on, and what is written is no missing value and is undone", async ({ app, page }) => {
  await app.openToEdit("enter");
  await opener(app, P1).click();
  await app.field(review(P1)).focus();
  await page.keyboard.type("窓口を増やした。");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("相談は5割増えた。");
  await expect(app.field(review(P1))).toBeFocused();
  await expect(app.field(review(P1))).toHaveValue("窓口を増やした。\n相談は5割増えた。");
  await page.keyboard.press("Tab");
  await expect(app.field(outlook(P1))).toBeFocused();
  await expect(opener(app, P1)).toHaveText(/: 成果と課題のみ記入あり/);
  await page.keyboard.type("続ける。");
  await page.keyboard.press("Escape");
  await expect(app.field(outlook(P1)), "Esc restores").toHaveValue("");
  await page.keyboard.type("広げる。");
  await page.keyboard.press("Tab");
  await expect(opener(app, P1)).toHaveText(/: 記入あり/);
  await app.rest("20項目のうち、未入力は15項目です。");
  // From the fields of the table the keys lead by the rows, not into the texts.
  await app.field(settlement(P1)).focus();
  await page.keyboard.press("ArrowDown");
  await expect(app.field(actual(PROJECTS[1].outcome))).toBeFocused();
  await app.undo();
  await app.holds({ [outlook(P1)]: "", [review(P1)]: "窓口を増やした。\n相談は5割増えた。" });
  await app.undo();
  await app.holds({ [review(P1)]: "" });
  await app.redo();
  await app.holds({ [review(P1)]: "窓口を増やした。\n相談は5割増えた。" });
  // It is in the history, and is found there.
  await app.open("history");
  await page.getByRole("searchbox").fill("相談は5割");
  await expect(app.main.getByRole("rowheader")).toHaveText([review(P1)]);
});

test("a text of several lines is pasted into its field, and no block into the table", async ({ app, page }) => {
  await app.openToEdit("enter");
  await opener(app, P1).click();
  await app.field(review(P1)).focus();
  const taken = await app.field(review(P1)).evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "一\t1\r\n二\t2");
    return !field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  expect(taken, "it is the browser's").toBe(false);
  await expect(page.getByRole("button", { name: "貼り付ける" })).toHaveCount(0);
});

test("last year's words stand beside this year's", async ({ app, page }) => {
  await app.openToEdit("enter");
  await opener(app, P1).click();
  await expect(app.main.getByText("前の年度"), "there is none before the first").toHaveCount(0);
  await app.field(review(P1)).fill("窓口を\n増やした。");
  await opener(app, "商工業").click();
  await app.field(outlook("商工業")).fill("施策を広げる。");
  await page.keyboard.press("Tab");
  await app.main.getByRole("link", { name: "R9", exact: true }).click();
  await expect(app.heading).toContainText("令和9(2027)年度の入力");
  await expect(opener(app, P1)).toHaveText(/: 記入なし/);
  await opener(app, P1).click();
  const fields = page.locator(".commentary-field").filter({ has: app.field(review(P1, "R9")) });
  await expect(fields.locator(".commentary-before")).toHaveText(/^前の年度\(R8\)の成果と課題\s*窓口を\s*増やした。$/);
  expect(await fields.locator(".commentary-before").innerText()).toContain("窓口を\n増やした。");
  const [last, now] = [await fields.locator(".commentary-before").boundingBox(), await app.field(review(P1, "R9")).boundingBox()];
  expect((last?.x ?? 0) + (last?.width ?? 0), "beside it").toBeLessThanOrEqual(now?.x ?? 0);
  const other = page.locator(".commentary-field").filter({ has: app.field(outlook(P1, "R9")) });
  await expect(other.locator(".commentary-before")).toContainText("記入なし");
  await opener(app, "商工業").click();
  await expect(page.locator(".commentary-field").filter({ has: app.field(outlook("商工業", "R9")) })).toContainText("施策を広げる。");
  // In the table of all years they are fields themselves.
  await app.open("years");
  await opener(app, P1).click();
  await expect(page.locator(".commentary textarea")).toHaveCount(10);
  await expect(page.locator(".commentary-before")).toHaveCount(0);
  await app.holds({ [review(P1)]: "窓口を\n増やした。" });
});

for (const screen of /** @type {const} */ (["project", "sheet"])) {
  test(`they are written on the screen of the ${screen}, too`, async ({ app }) => {
    await app.openToEdit(screen);
    await opener(app, P1).click();
    await app.field(outlook(P1, "R10")).fill("続ける。");
    await app.field(outlook(P1, "R10")).blur();
    await expect(opener(app, P1)).toHaveText(/: R10に記入あり/);
    await app.bar.getByRole("button", { name: "閲覧に戻る" }).click();
    await expect(app.main.getByText(NAME), "drafts are not shown to who reads").toHaveCount(0);
  });
}

test("after its year is closed a text needs a reason, and its fields are open while one waits for it", async ({ app, page }) => {
  await app.openToEdit("publish");
  await app.closeYear();
  await app.open("enter");
  await opener(app, P2).click();
  await app.field(review(P2)).fill("あとから書いた。");
  await app.field(review(P2)).blur();
  await app.describes(review(P2)).toBe(/^\*締めた年度の値です。/);
  await opener(app, P2).click();
  await expect(app.field(review(P2)), "what waits is not put out of sight").toBeVisible();
  await app.open("project");
  await app.bar.getByRole("link", { name: /保存していない欄/ }).click();
  await expect(app.field(review(P2))).toBeFocused();
  await app.field("訂正の理由").fill("書きもれ");
  await app.field("訂正の理由").press("Tab");
  await expect(opener(app, P2)).toHaveText(/: 成果と課題のみ記入あり/);
  await expect(page.locator(".commentary-field").first()).toContainText("訂正");
});

test("where people disagree it is said at the button, and decided where the fields are", async ({ app, page }) => {
  await app.openToEdit("enter");
  await opener(app, P1).click();
  await app.field(review(P1)).fill("進んだ。");
  await app.field(review(P1)).blur();
  const file = await app.save();
  await page.evaluate(() => localStorage.clear());
  await app.reload();
  await app.edit();
  await opener(app, P1).click();
  await app.field(review(P1)).fill("遅れた。");
  await app.field(review(P1)).blur();
  await app.load(file);
  await app.button("統合する").click();
  await app.open("enter");
  await expect(opener(app, P1)).toHaveText(/成果と課題のみ記入あり\(食い違いあり\)/);
  await opener(app, P1).click();
  await app.conflict(review(P1)).getByRole("button", { name: /進んだ。/ }).click();
  await app.holds({ [review(P1)]: "進んだ。" });
  await expect(opener(app, P1)).not.toHaveText(/食い違い/);
});

test("published, they are read without a script, on paper and in the data", async ({ app, newContext, baseURL }, info) => {
  test.slow();
  await app.openToEdit("enter");
  await opener(app, P1).click();
  await app.field(review(P1)).fill("窓口を増やした。\n\n<b>相談</b>は5割増えた。");
  await app.field(outlook(P1)).fill("続ける。");
  await opener(app, "商工業").click();
  await app.field(review("商工業")).fill("施策として進んだ。");
  await app.field(review("商工業")).blur();
  await app.open("publish");
  const { bytes } = await app.saved(app.button("公開用一式を保存"));
  const files = unzipSync(bytes);
  const text = (/** @type {string} */ path) => Buffer.from(files[path] ?? []).toString("utf8");
  // What the command writes for the same plan.json, byte for byte.
  const [plan, to] = [info.outputPath("plan.json"), info.outputPath("pages")];
  mkdirSync(to, { recursive: true });
  writeFileSync(plan, files["plan.json"] ?? "");
  writePages(plan, to);
  const lines = (/** @type {string} */ html) => html.replaceAll("><", ">\n<");
  for (const path of filesOf(to).filter((path) => !["style.css", "icon.svg"].includes(path)))
    expect(lines(text(path)), path).toBe(lines(readFileSync(join(to, path), "utf8")));
  expect(text("data/commentary.csv")).toContain('令和8年度,"窓口を増やした。\n\n<b>相談</b>は5割増えた。",');
  expect(JSON.parse(text("data/commentary.json")).commentary).toHaveLength(3);

  const reader = await newContext({ javaScriptEnabled: false });
  const page = await reader.newPage();
  for (const path of ["projects/3-10-p1.html", "sheets/3-10.html", "projects/3-10-p2.html"])
    await page.route(`**/${path}`, (route) => route.fulfill({ body: text(path), contentType: "text/html; charset=utf-8" }));
  await page.goto(`${baseURL}projects/3-10-p1.html`);
  await expect(page.getByRole("heading", { level: 2, name: NAME })).toBeVisible();
  await expect(page.getByRole("heading", { level: 3, name: "令和8(2026)年度", exact: true })).toBeVisible();
  expect(await page.getByRole("main").innerText()).toContain("窓口を増やした。\n\n<b>相談</b>は5割増えた。");
  await page.goto(`${baseURL}projects/3-10-p2.html`);
  await expect(page.getByRole("main").getByText("今後の方向")).toHaveCount(0);
  await page.goto(`${baseURL}sheets/3-10.html`);
  await page.getByRole("link", { name: `施策全体の${NAME}`, exact: true }).click();
  await expect(page.getByText("施策として進んだ。").filter({ visible: true })).toHaveCount(1);
  await page.emulateMedia({ media: "print" });
  const row = page.locator("main > .paper").getByRole("row").filter({ hasText: "R8 成果と課題" });
  await expect(row).toHaveText([/施策として進んだ。/, /窓口を増やした。/]);
  const pages = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g);
  expect(pages?.length).toBeLessThanOrEqual(2);
});

test("they can be used by whoever cannot see or has little room", async ({ app, page }) => {
  await page.setViewportSize({ width: 375, height: 667 });
  await app.openToEdit("enter");
  await opener(app, P1).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await app.open("years");
  await opener(app, P1).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  const box = await app.field(review(P1)).boundingBox();
  expect(box?.width, "seen without scrolling sideways").toBeLessThan(375);
});
