/** The program stops (a panic traps): the page says so, drafts can still be saved as a file, and loading anew goes on. */

import { readFile } from "node:fs/promises";
import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));

/** What a panic in a handler does: the trap is thrown past it. @param {App} app */
const stop = (app) =>
  app.page.evaluate(() => {
    setTimeout(() => {
      // The one byte `unreachable`, run: a trap as the program's own panic makes one.
      const trap = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
      /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(trap)).exports).t();
    });
  });

/** @param {App} app */
async function rescued(app) {
  const download = app.page.waitForEvent("download");
  await app.button("下書きをファイルに保存").click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("kept drafts: said, saved, loaded anew, and the file is taken elsewhere", async ({ app, newContext, watch }) => {
  watch.allowed.thrown = true;
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(second, "2041");
  await stop(app);
  await expect(app.problem.filter({ hasText: "画面の処理が止まりました。" })).toBeVisible();
  const file = await rescued(app);
  await app.button("ページを読み込み直す").click();
  await app.edit();
  await app.holds({ [first]: "75", [second]: "2,041" });

  const other = new App(await (await newContext()).newPage());
  await other.openToEdit("exchange");
  await other.load(file);
  await expect(other.group("統合すると変わるところ: 2か所")).toBeVisible();
});

test("files taken in are in the file as they stand in storage, and one that is switched off does not count", async ({ app, newContext, watch }) => {
  watch.allowed.thrown = true;
  const files = [];
  for (const [label, value] of /** @type {const} */ ([[first, "75"], [second, "2041"]])) {
    const colleague = new App(await (await newContext()).newPage());
    await colleague.openToEdit("enter");
    await colleague.enter(label, value);
    files.push({ ...(await colleague.save()), name: `${value}.json` });
  }
  await app.openToEdit("exchange");
  for (const file of files) {
    await app.load(file);
    await app.button("統合する").click();
    await app.said(/統合しました/);
  }
  await app.open("exchange");
  await app.button("取り込みを外す: 「2041.json」").click();
  await stop(app);
  const file = await rescued(app);
  const other = new App(await (await newContext()).newPage());
  await other.openToEdit("exchange");
  await other.load(file);
  await expect(other.group("統合すると変わるところ: 1か所")).toContainText("75");
});

test("where nothing is kept, that is said", async ({ app, watch }) => {
  watch.allowed.thrown = true;
  await app.openToEdit("enter");
  await stop(app);
  await app.button("下書きをファイルに保存").click();
  await expect(app.problem.filter({ hasText: "このブラウザーに、保存する下書きはありません。" })).toBeVisible();
});

test("drafts that could not be kept are in the file, too", async ({ app, page, newContext, watch }) => {
  watch.allowed.thrown = true;
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await app.enter(second, "2041");
  await stop(app);
  const file = await rescued(app);
  const other = new App(await (await newContext()).newPage());
  await other.openToEdit("exchange");
  await other.load(file);
  await expect(other.group("統合すると変わるところ: 2か所")).toContainText("2,041");
});

test("what is offered as a file stays at its address after the click", async ({ app, page, watch }) => {
  watch.allowed.thrown = true;
  // Safari begins to read after the task of the click.
  await page.addInitScript(() => {
    const seen = { offered: /** @type {string[]} */ ([]), revoked: /** @type {string[]} */ ([]) };
    Object.assign(globalThis, { seen });
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) seen.offered.push(this.href);
      click.call(this);
    };
    const revoke = URL.revokeObjectURL;
    URL.revokeObjectURL = (address) => {
      seen.revoked.push(address);
      revoke.call(URL, address);
    };
  });
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.save();
  await app.open("project");
  await app.button("埋め込みコード").click();
  for (const name of ["CSVを保存", "画像(SVG)を保存", "画像(PNG)を保存"]) expect((await app.saved(app.button(name))).bytes.length).toBeGreaterThan(100);
  await stop(app);
  await rescued(app);
  await expect(app.problem.filter({ hasText: "kamakura_rescue.json」を保存しました。" })).toBeVisible();
  const { offered, revoked } = await page.evaluate(() => /** @type {any} */ (globalThis).seen);
  expect(offered).toHaveLength(5);
  for (const address of offered) {
    expect(address).toMatch(/^blob:/);
    expect(revoked).not.toContain(address);
  }
});

test("the embed says that it has stopped", async ({ page, watch }) => {
  watch.allowed.thrown = true;
  await page.goto("./embed.html#/3-10-k1");
  await expect(page.getByRole("figure")).toBeVisible();
  await stop(new App(page));
  const said = page.getByRole("alert").filter({ hasText: "この図を表示できませんでした。" });
  await expect(said).toHaveText(/プログラムが止まりました。ページを読み込み直してください。/);
  const thrown = page.waitForEvent("pageerror");
  await stop(new App(page));
  await thrown;
  await expect(said, "once").toHaveCount(1);
});
