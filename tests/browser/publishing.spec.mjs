/** Publishing as a web site: one zip, or a folder, both with the pages that `cargo xtask build --plan` writes. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { App } from "./support/app.mjs";
import { filesOf, writePages } from "./support/publication.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first] = INDICATORS.map((indicator) => actual(indicator));

/** @param {import('./support/app.mjs').App} app */
async function toPublish(app) {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.head.getByRole("link", { name: "ファイルのやりとり" }).click();
  await app.main.getByRole("link", { name: "公開用に保存" }).click();
  await app.shows("publish");
}

/** Has the folder picker give out one of the browser's own folders. @param {import('@playwright/test').Page} page */
async function giveFolder(page) {
  await page.addInitScript(() => {
    globalThis.showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle("public", { create: true });
  });
}

/** All files of that folder, by their paths. @param {import('@playwright/test').Page} page */
function inFolder(page) {
  return page.evaluate(async () => {
    /** @type {Record<string, string>} */
    const files = {};
    const walk = async (/** @type {any} */ folder, /** @type {string} */ path) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
        else files[path + name] = await (await handle.getFile()).text();
      }
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle("public"), "");
    return files;
  });
}

/** Has somebody publish there what `change` makes of the present plan.json. @param {import('@playwright/test').Page} page @param {(own: any) => any} change */
async function publishedThere(page, change) {
  const text = JSON.stringify(change(JSON.parse(readFileSync("dist/plan.json", "utf8"))));
  await page.evaluate(async (text) => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("public", { create: true });
    const stream = await (await root.getFileHandle("plan.json", { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }, text);
}

/** With its byte order mark. @param {Uint8Array | undefined} bytes */
const text = (bytes) => Buffer.from(bytes ?? []).toString("utf8");

test("the zip holds what the command writes for the same plan.json, byte for byte", async ({ app }, info) => {
  test.slow();
  await toPublish(app);
  const { name, bytes } = await app.saved(app.button("公開用一式を保存"));
  expect(name).toMatch(/^kamakura_publication_\d{8}\.zip$/);
  await app.said(/を保存しました/);
  await expect(app.button("公開用一式を保存"), "the focus stays where it was pressed").toBeFocused();
  const files = unzipSync(bytes);
  const [plan, to] = [info.outputPath("plan.json"), info.outputPath("pages")];
  mkdirSync(to, { recursive: true });
  writeFileSync(plan, files["plan.json"] ?? "");
  writePages(plan, to);
  const written = filesOf(to).filter((path) => !["style.css", "icon.svg"].includes(path));
  expect(Object.keys(files).sort()).toEqual([...written, "plan.json"].sort());
  // Element by element, so that a difference can be read.
  const lines = (/** @type {string} */ html) => html.replaceAll("><", ">\n<");
  for (const path of written) expect(lines(text(files[path])), path).toBe(lines(readFileSync(join(to, path), "utf8")));
  expect(text(files["indicators/3-10-k1.html"])).toContain("75");
});

test("a folder: what differs is written, what was there is kept as a zip, and no address is deleted", async ({ app, page }) => {
  test.slow();
  await giveFolder(page);
  await toPublish(app);
  await app.button("公開フォルダーに書き出す").click();
  await app.said(/個のファイルを書き込みました。0個は変わりませんでした。/);
  const before = await inFolder(page);
  expect(before["index.html"]).toContain("75");
  expect(before["plan.json"]).toContain("75");

  // Something that the plan does not have any more, and a file of somebody else.
  await page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("public");
    const write = async (/** @type {any} */ folder, /** @type {string} */ name, /** @type {string} */ text) => {
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(text);
      await stream.close();
    };
    await write(await root.getDirectoryHandle("indicators"), "3-10-k9.html", "古い");
    await write(root, "memo.txt", "手書き");
  });
  await app.head.getByRole("link", { name: "3-10 商工業" }).click();
  await app.enter(first, "76");
  await app.head.getByRole("link", { name: "ファイルのやりとり" }).click();
  await app.main.getByRole("link", { name: "公開用に保存" }).click();
  await app.button("公開フォルダーに書き出す").click();
  await app.said(/なくなった1ページには、なくなったことを書きました。それまでの内容は「kamakura_before_\d{8}-\d{4}\.zip」に残しました。/);
  const after = await inFolder(page);
  expect(after["indicators/3-10-k9.html"]).toContain("このページはなくなりました");
  expect(after["memo.txt"]).toBe("手書き");
  expect(after["indicators/3-10-k1.html"]).toContain("76");
  expect(Object.keys(after).filter((path) => path.endsWith(".zip"))).toHaveLength(1);
  expect(Object.keys(before).filter((path) => !(path in after))).toEqual([]);
  // Both publications of this page load have their entries.
  expect(after["feed.xml"]?.match(/<entry>/g)).toHaveLength(2);
  // What is gone is written once.
  await app.button("公開フォルダーに書き出す").click();
  // In the sentence before, it stood between these two.
  await app.said(/個は変わりませんでした。それまでの内容は/);
  expect((await inFolder(page))["indicators/3-10-k9.html"]).toBe(after["indicators/3-10-k9.html"]);
});

test("what a publication had and the next has not says so in its zip", async ({ app, newContext }) => {
  test.slow();
  // A project is added and published; then somebody goes back to how it was.
  const before = await (async () => {
    await app.openToEdit("sheet");
    return app.save();
  })();
  await app.main.getByRole("button", { name: "事業を追加" }).click();
  await app.said("事業を追加しました。名称を入力してください。");
  await app.open("publish");
  const { bytes } = await app.saved(app.button("plan.jsonを保存"));
  const plan = text(bytes);
  const [, id] = /** @type {RegExpMatchArray} */ (plan.match(/"id": "([^"]+)", "indicators": \[\]/) ?? plan.match(/"([^"/]+)\/role"/));
  const other = new App(await (await newContext()).newPage());
  await other.page.route(/\/plan\.json/, (route) => route.fulfill({ body: plan, contentType: "application/json" }));
  await other.openToEdit("exchange");
  await other.load(before);
  await other.button("この内容に置き換える").click();
  await other.open("publish");
  const files = unzipSync((await other.saved(other.button("公開用一式を保存"))).bytes);
  expect(text(files[`projects/${id}.html`])).toContain("このページはなくなりました");
  expect(text(files[`figures/${id}.html`])).toContain("このページはなくなりました");
  expect(Object.keys(files).filter((path) => text(files[path]).includes("このページはなくなりました"))).toHaveLength(2);
});

test("stopped in the middle nothing is saved, and the next attempt saves everything", async ({ app, page }) => {
  test.slow();
  await toPublish(app);
  const downloads = /** @type {string[]} */ ([]);
  page.on("download", (download) => downloads.push(download.suggestedFilename()));
  // Pressed when some pages are made and many are not, however fast that goes.
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const made = /(\d+)ページのうち(\d+)ページ/.exec(document.body.textContent ?? "");
      if (!made || Number(made[2]) < 5) return;
      observer.disconnect();
      document.body.dataset.stoppedAt = `${made[2]} of ${made[1]}`;
      [...document.querySelectorAll("button")].find((button) => button.textContent === "中止する")?.click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await app.button("公開用一式を保存").click();
  await app.said("中止しました。何も保存していません。");
  await expect(page.locator("body"), "some were made").toHaveAttribute("data-stopped-at", /^5 of \d\d$/);
  await expect(app.button("中止する")).toHaveCount(0);
  expect(downloads).toEqual([]);
  const { bytes } = await app.saved(app.button("公開用一式を保存"));
  const files = unzipSync(bytes);
  expect(text(files["indicators/3-10-k1.html"])).toContain("75");
  // What was stopped has no entry in the history.
  expect(text(files["feed.xml"]).match(/<entry>/g)).toHaveLength(1);
});

test("stopped while a folder is written, what is written leads on, and the next attempt writes the rest", async ({ app, page }) => {
  test.slow();
  await giveFolder(page);
  await toPublish(app);
  await page.evaluate(() => {
    const { createWritable } = FileSystemFileHandle.prototype;
    let files = 0;
    FileSystemFileHandle.prototype.createWritable = function (...options) {
      files += 1;
      if (files === 10) [...document.querySelectorAll("button")].find((button) => button.textContent === "中止する")?.click();
      return createWritable.apply(this, options);
    };
  });
  await app.button("公開フォルダーに書き出す").click();
  await app.said("中止しました。10個のファイルは書き込みました。もう一度書き出すと、残りが書き込まれます。");
  const begun = await inFolder(page);
  expect(Object.keys(begun)).toHaveLength(10);
  expect(begun["plan.json"]).toContain("75");
  expect(begun, "the first page comes last").not.toHaveProperty("index.html");
  await app.button("公開フォルダーに書き出す").click();
  await app.said(/個のファイルを書き込みました。/);
  const whole = await inFolder(page);
  expect(whole["index.html"]).toContain("75");
  expect(Object.keys(whole).filter((path) => path.endsWith(".html")).length).toBe(filesOf("dist").filter((path) => path.endsWith(".html") && !["embed.html", "help.html"].includes(path)).length);
});

test("a folder of another plan is left alone", async ({ app, page }) => {
  await giveFolder(page);
  await toPublish(app);
  await publishedThere(page, (own) => ({ ...own, plan: { ...own.plan, id: "zushi", formerIds: undefined } }));
  await app.button("公開フォルダーに書き出す").click();
  await app.said("このフォルダーには、別の計画の公開内容があります。");
  expect(Object.keys(await inFolder(page))).toEqual(["plan.json"]);
});

test("what somebody published meanwhile is not overwritten", async ({ app, page }) => {
  await giveFolder(page);
  await toPublish(app);
  await publishedThere(page, (own) => ({ ...own, exportedAt: "2030-01-01T00:00:00.000Z" }));
  await app.button("公開フォルダーに書き出す").click();
  await app.said("このページを開いたあとに公開された内容があります。");
  expect(Object.keys(await inFolder(page))).toEqual(["plan.json"]);
});

test("who chooses no folder is told so, and is given no file instead", async ({ app, page }) => {
  await page.addInitScript(() => {
    globalThis.showDirectoryPicker = () => Promise.reject(new DOMException("no", "AbortError"));
  });
  await toPublish(app);
  const downloads = /** @type {string[]} */ ([]);
  page.on("download", (download) => downloads.push(download.suggestedFilename()));
  await app.button("公開フォルダーに書き出す").click();
  await app.said("フォルダーを選びませんでした。");
  // Downloads come in order: none came before this one.
  await app.saved(app.button("plan.jsonを保存"));
  expect(downloads).toEqual(["plan.json"]);
});

test("closing a year asks first, and says what stands open", async ({ app, page }) => {
  await toPublish(app);
  await app.main.getByText("ほかの年度を締める・締めを取り消す").click();
  await app.button("令和8(2026)年度を締める").click();
  const question = app.main.getByRole("group", { name: "令和8(2026)年度を締めますか。" });
  await expect(question).toContainText(/未入力 \d+か所/);
  await expect(question).toContainText(/確認済みでない値 \d+か所/);
  await question.getByRole("button", { name: "やめる" }).click();
  await expect(question).toHaveCount(0);
  await app.button("令和8(2026)年度を締める").click();
  await question.getByRole("button", { name: "締める", exact: true }).click();
  await app.said("令和8(2026)年度を締めました。");
  const closing = app.main.getByRole("heading", { name: "締め", exact: true });
  const publishing = app.main.getByRole("heading", { name: "公開する", exact: true });
  const [above, below] = [await closing.boundingBox(), await publishing.boundingBox()];
  expect(above?.y).toBeLessThan(below?.y ?? 0);
});

test("of several policies a year is closed for one, or for all in one step", async ({ app }) => {
  await app.openToEdit("overview");
  await app.main.getByRole("button", { name: "施策を追加" }).click();
  await expect(app.heading).toHaveText("新しい施策");
  await app.open("publish");
  const which = app.main.getByLabel("締める施策");
  /** @param {string} year @param {string} asked */
  const close = async (year, asked) => {
    await app.button(`${year}を締める`).click();
    await app.main.getByRole("group", { name: asked }).getByRole("button", { name: "締める", exact: true }).click();
    await app.said(`${year}を締めました。`);
  };
  await app.main.getByText("ほかの年度を締める・締めを取り消す").click();
  await which.selectOption("3-10 商工業");
  await close("令和8(2026)年度", "「3-10 商工業」の令和8(2026)年度を締めますか。");
  await which.selectOption("すべての施策");
  await close("令和9(2027)年度", "まだ締めていない2施策の令和9(2027)年度を締めますか。");
  await expect(app.main).toContainText("締めた年度: 令和9(2027)年度");
  await expect(app.main).toContainText("2施策のうち1施策は締めました。");
  await expect(app.button("すべての施策で令和9(2027)年度の締めを取り消す")).toBeVisible();
  await app.undo();
  await expect(app.button("令和9(2027)年度を締める")).toBeVisible();
  await expect(app.button("令和8(2026)年度を締める"), "closed for one only").toBeVisible();
});
