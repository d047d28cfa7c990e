/** Files made to harm: whatever stands in them is shown as text, and nothing of it runs. */

import { readFile } from "node:fs/promises";
import { App, SCREENS } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const MARKUP = `<img src="x" onerror="window.harmed = 1"><script>window.harmed = 1</script>"'&amp;`;

const SCREEN_NAMES = /** @type {(keyof typeof SCREENS)[]} */ (Object.keys(SCREENS));

/** The seed with markup in every text a file can hold. @returns {Promise<any>} */
async function marked() {
  const file = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  file.publication = { edition: MARKUP, date: MARKUP, contact: MARKUP };
  file.exportedBy = { author: MARKUP, department: MARKUP };
  file.plan.city = MARKUP;
  const remarks = Object.keys(file.plan.cells).filter((key) => key.split("/").length === 2 || /\/\d{4}$/.test(key));
  for (const value of Object.values(file.plan.cells)) if ("text" in value) value.text = MARKUP;
  for (const key of remarks) file.plan.cells[`${key}/remark`] = { text: MARKUP };
  for (const reading of file.plan.readings) reading.source = MARKUP;
  return file;
}

/**
 * Turns to a screen and waits until its heading is there: any heading would be there at once, that of the screen before.
 *
 * @param {import('@playwright/test').Page} page @param {keyof typeof SCREENS} screen @param {string} city its name
 */
async function turn(page, screen, city) {
  const { address, heading } = SCREENS[screen];
  /** @type {Partial<Record<keyof typeof SCREENS, string>>} */
  const marked = {
    overview: `${city} 施策シート`,
    sheet: `3-10 ${MARKUP}`,
    enter: `3-10 ${MARKUP} 令和8(2026)年度の入力`,
    years: `3-10 ${MARKUP} 令和8(2026)年度から令和12(2030)年度までの入力`,
    indicator: MARKUP,
    project: `${MARKUP} ${MARKUP}`,
  };
  await page.goto(`./${address}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(marked[screen] ?? heading);
}

/** @param {import('@playwright/test').Page} page @param {string} where */
async function harmless(page, where) {
  expect(await page.evaluate(() => /** @type {any} */ (window).harmed), where).toBeUndefined();
  await expect(page.locator("body :is(script, img)"), where).toHaveCount(0);
}

test("markup in every text of plan.json is text, on every screen and in the embed", async ({ page }) => {
  test.slow();
  const body = JSON.stringify(await marked());
  await page.route("**/plan.json", (route) => route.fulfill({ body, contentType: "application/json" }));
  for (const name of SCREEN_NAMES) {
    await turn(page, name, MARKUP);
    if (!["unknown", "exchange", "handIn", "answers", "history", "publish"].includes(name)) {
      await expect(page.getByText('<img src="x"').first()).toBeVisible();
    }
    await harmless(page, name);
  }
  await page.goto("./embed.html#/3-10-k1");
  await expect(page.getByRole("figure")).toContainText('<img src="x"');
  await harmless(page, "embed");
});

test("markup in every text of a file’s edits is text: compared, taken in, in the history, in the fields", async ({ app, page }) => {
  const file = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  const head = { at: "2026-05-01T00:00:00.000Z", clock: 1, seen: [], author: MARKUP, department: MARKUP, reason: MARKUP };
  const texts = Object.entries(file.plan.cells).filter(([, value]) => "text" in value);
  file.edits = texts.flatMap(([cell], index) =>
    [cell, `${cell}/remark`, `${cell}/internal`].map((of, part) => {
      const id = `x-${index * 3 + part + 1}`;
      return { id, step: id, cell: of, value: { text: MARKUP }, ...head };
    }),
  );
  file.exportedBy = { author: MARKUP, department: MARKUP };
  await app.openToEdit("exchange");
  await app.load({ name: `${MARKUP.replaceAll("/", "")}.json`, text: JSON.stringify(file) });
  await expect(app.offer).toContainText('<img src="x"');
  await harmless(page, "compared");
  await app.button("統合する").click();
  for (const name of SCREEN_NAMES) {
    await turn(page, name, "鎌倉市");
    await harmless(page, `${name}, editing`);
  }
  await app.open("history");
  await expect(app.main.getByRole("table")).toContainText('<img src="x"');
});

test("fifty megabytes are refused without being read", async ({ app, page }) => {
  await page.addInitScript(() => {
    const read = /** @type {number[]} */ ([]);
    Object.assign(window, { read });
    for (const name of /** @type {const} */ (["arrayBuffer", "bytes", "slice", "stream", "text"])) {
      const own = /** @type {any} */ (Blob.prototype)[name];
      Object.assign(Blob.prototype, { [name]: function (/** @type {any[]} */ ...given) { return read.push(this.size), own.apply(this, given); } });
    }
    for (const name of /** @type {const} */ (["readAsArrayBuffer", "readAsText", "readAsDataURL", "readAsBinaryString"])) {
      const own = FileReader.prototype[name];
      FileReader.prototype[name] = function (blob) { return read.push(blob.size), own.call(this, blob); };
    }
  });
  const read = () => page.evaluate(() => /** @type {any} */ (window).read);
  await app.openToEdit("exchange");
  const before = await app.storage();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(Array.from({ length: 50 }, () => "[1],".repeat(262_144)), "50MB.json"));
    return transfer;
  });
  await app.main.locator(".drop").dispatchEvent("drop", { dataTransfer: data });
  await expect(app.problem.filter({ hasText: "「50MB.json」は読み込めません。" })).toContainText("大きすぎます(50MB)。");
  expect(await app.storage()).toEqual(before);
  expect(await read()).toEqual([]);
  // What may be read is seen to be.
  await app.drop(app.main.locator(".drop"), { name: "小さい.json", text: "[1]" });
  await expect(app.problem.filter({ hasText: "「小さい.json」は読み込めません。" })).toBeVisible();
  expect(await read()).toContain(3);
});

test("files picked while others are read wait for their turn; stopping ends the reading and keeps what was offered before", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(actual(INDICATORS[0]), "75");
  const file = await app.save();
  const drop = (/** @type {number} */ count) =>
    page.evaluate(
      ({ text, count }) => {
        const transfer = new DataTransfer();
        // As large as a file may be, so that reading fifty of them takes a while.
        const body = new Blob([text, " ".repeat(15 * 1024 * 1024)]);
        for (let n = 0; n < count; n += 1) transfer.items.add(new File([body], `${n}.json`));
        document.querySelector(".drop")?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true, bubbles: true }));
      },
      { text: file.text, count },
    );
  await app.open("exchange");
  await app.load(file);
  await expect(app.offer.getByRole("heading").first()).toHaveText(`「${file.name}」の内容`);
  await drop(50);
  await drop(1);
  await app.said("ほかのファイルを読み込んでいます。");
  await app.button("中止する").click();
  await app.said("ファイルの内容は取り込んでいません。");
  await expect(app.offer.getByRole("heading").first()).toHaveText(`「${file.name}」の内容`);
  // Were they still being read, another file would have to wait.
  await app.load({ name: "次.json", text: file.text });
  await expect(app.offer.getByRole("heading").first()).toHaveText("「次.json」の内容");
});

test("going back does not offer an opened link again", async ({ app, page, newContext }) => {
  await app.openToEdit("enter");
  await app.enter(actual(INDICATORS[0]), "75");
  await app.open("exchange");
  await page.getByText("一部だけを保存・共有する").click();
  await app.button("すべて選ぶ").click();
  await app.button("リンクで共有").click();
  const link = await page.locator("#share-link").inputValue();
  const other = new App(await (await newContext()).newPage());
  await other.open("sheet");
  await other.page.goto(link);
  await expect(other.offer).toBeVisible();
  await other.button("やめる").click();
  await other.page.goBack();
  await other.shows("sheet");
  await other.page.goForward();
  await other.shows("exchange");
  await expect(other.offer).toHaveCount(0);
});
