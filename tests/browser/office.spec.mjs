/** The shared folder of an office: browsers that write their own file there and read the others'. */

import { mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { PAGE } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { seeded } from "./support/random.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const K1 = INDICATORS[0];

/** Puts a folder of the browser's own storage into the picker's place: the same handles as a real one gives. @param {import("@playwright/test").Page} page */
const pickOpfs = (page) =>
  page.addInitScript(() => {
    // @ts-expect-error: the picker's place.
    window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("課の共有", { create: true });
    // @ts-expect-error: the picker's place.
    window.showSaveFilePicker = async () => (await navigator.storage.getDirectory()).getFileHandle("控え.json", { create: true });
  });

/**
 * A network drive: `torn` makes writes half visible for a while, as some do; `cut`, from 0 up to 1, is how much of the next file is
 * written when the writing stops for good, which is told to `reached`.
 *
 * @typedef {{ torn?: boolean, cut?: number, reached?: () => void }} Drive
 */

/**
 * Puts a real folder into the picker's place, for browsers that share nothing else: Node reads and writes behind the page. Its handle
 * is kept and found again as a real one is.
 * @param {import("@playwright/test").BrowserContext} context @param {string} folder @param {Drive} drive
 */
async function pickReal(context, folder, drive) {
  await context.exposeFunction("realNames", () => readdir(folder));
  await context.exposeFunction("realRead", async (/** @type {string} */ name) => {
    const path = join(folder, name);
    try {
      const [found, text] = [await stat(path), await readFile(path, "utf8")];
      return { text, changed: Math.trunc(found.mtimeMs) };
    } catch {
      return undefined;
    }
  });
  await context.exposeFunction("realWrite", async (/** @type {string} */ name, /** @type {string} */ text) => {
    const [file, beside] = [join(folder, name), join(folder, `${name}.crswap`)];
    if (drive.cut !== undefined) {
      await writeFile(drive.torn ? file : beside, text.slice(0, text.length * drive.cut));
      drive.reached?.();
      return new Promise(() => {});
    }
    if (drive.torn) await writeFile(file, text.slice(0, text.length / 2));
    await writeFile(beside, text);
    await rename(beside, file);
  });
  await context.exposeFunction("realRemove", (/** @type {string} */ name) => rm(join(folder, name), { force: true }));
  await context.addInitScript(() => {
    const real = /** @type {any} */ (window);
    const missing = () => new DOMException("missing", "NotFoundError");
    const file = (/** @type {string} */ name) => ({
      kind: "file",
      name,
      getFile: async () => {
        const found = await real.realRead(name);
        if (!found) throw missing();
        return new File([found.text], name, { lastModified: found.changed });
      },
      createWritable: async () => {
        let text = "";
        return {
          write: async (/** @type {Uint8Array<ArrayBuffer>} */ part) => void (text += new TextDecoder().decode(part)),
          close: () => real.realWrite(name, text),
          abort: async () => undefined,
        };
      },
    });
    const directory = () => ({
      kind: "directory",
      name: "課の共有",
      isSameEntry: async () => true,
      keys: async function* () {
        yield* await real.realNames();
      },
      getFileHandle: async (/** @type {string} */ name, /** @type {{ create?: boolean }} */ options) => {
        if (!options?.create && !(await real.realRead(name))) throw missing();
        return file(name);
      },
      removeEntry: (/** @type {string} */ name) => real.realRemove(name),
    });
    real.showDirectoryPicker = async () => directory();
    // IndexedDB clones real handles, not these.
    let handles = /** @type {any} */ (undefined);
    Object.defineProperty(real, "shisakuHandles", {
      get: () => handles,
      set: ({ get, set, del }) => {
        const found = (/** @type {object | undefined} */ record) => record && { ...record, handle: directory() };
        handles = {
          get: async (/** @type {string} */ key) => found(await get(key)),
          set: (/** @type {string} */ key, /** @type {object} */ record) => set(key, { ...record, handle: undefined }),
          del,
        };
      },
    });
  });
}

/** Opens the screen of files as somebody of a department, and uses the folder. @param {App} app @param {string} department */
async function use(app, department) {
  await app.openToEdit("exchange");
  await app.choice("所属(任意)").fill(department);
  await app.choice("所属(任意)").blur();
  await app.button("共有フォルダーを使う").click();
  await expect(app.page.getByText("共有フォルダー「課の共有」を使っています。")).toBeVisible();
}

test("in a folder of the browser's own handles: written whole, found again after a restart, and left", async ({ app, page }) => {
  await pickOpfs(page);
  await use(app, "産業課");
  await expect(page.getByText("自分の入力はまだないため、自分のファイルはありません。")).toBeVisible();
  await page.goto("./#/policy/3-10/enter/2026/edit");
  await app.enter(actual(K1), "75");
  const files = () =>
    page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("課の共有");
      const found = [];
      // @ts-expect-error: not in the library's types.
      for await (const [name, handle] of folder.entries()) found.push([name, await (await handle.getFile()).text()]);
      return found;
    });
  await expect.poll(async () => (await files()).map(([name, text]) => [name.replace(/[0-9a-f]{8}/, "*"), JSON.parse(text).edits.length])).toEqual([
    ["shisaku_産業課_*.json", 1],
  ]);
  await expect(app.bar.getByText("ファイルに保存していない変更はありません")).toBeVisible();

  // What a colleague's browser writes appears while the page is open.
  const [[, own]] = await files();
  const snapshot = JSON.parse(own);
  snapshot.exportedBy = { department: "商工課" };
  snapshot.edits = [{ id: "o-1", step: "o-1", clock: 9, at: "2026-06-01T00:00:00.000Z", cell: "3-10-k2/actual/2026", value: { observation: { final: "5" } }, seen: [] }];
  await page.evaluate(async (text) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("課の共有");
    const stream = await (await folder.getFileHandle("shisaku_商工課_0badcafe.json", { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }, JSON.stringify(snapshot));
  await app.said("共有フォルダーから、商工課の変更1件が届きました。");
  await expect(app.field(actual(INDICATORS[1]))).toHaveValue("5");
  await expect(app.bar.getByRole("link", { name: /^共有フォルダー: \d+時\d\d分まで・商工課の分$/ })).toBeVisible();

  await page.reload();
  await page.goto("./#/exchange/edit");
  await expect(page.getByText("共有フォルダー「課の共有」を使っています。")).toBeVisible();
  await expect(page.getByRole("row", { name: /^商工課 取り込み済み .* 1件$/ })).toBeVisible();
  await app.button("共有フォルダーの使用をやめる").click();
  await expect(app.button("共有フォルダーを使う")).toBeVisible();
  expect((await files()).length, "its files stay").toBe(2);
  await page.reload();
  await expect(app.button("共有フォルダーを使う")).toBeVisible();
  // Used again, it has one's own file, and no second one.
  await app.button("共有フォルダーを使う").click();
  await expect(page.getByText(/^自分のファイルは「.*」\(.*に書き込み\)です。/)).toBeVisible();
  expect((await files()).length).toBe(2);
});

test("a colleague's file that is half written, in use elsewhere or gone is told in words, tried again, and costs nothing", async ({ app, page }) => {
  const name = "shisaku_商工課_0badcafe.json";
  await pickOpfs(page);
  await page.addInitScript((name) => {
    const getFile = FileSystemFileHandle.prototype.getFile;
    FileSystemFileHandle.prototype.getFile = function () {
      const isLocked = this.name === name && Reflect.get(window, "isLocked");
      return isLocked ? Promise.reject(new DOMException("in use", "NotReadableError")) : getFile.call(this);
    };
  }, name);
  await use(app, "産業課");
  const [, , third] = INDICATORS.map((indicator) => actual(indicator));
  await page.goto("./#/policy/3-10/enter/2026/edit");
  await app.enter(actual(K1), "75");
  /** Writes the colleague's file, or removes it. @param {string | undefined} text */
  const colleague = (text) =>
    page.evaluate(
      async ([name, text]) => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("課の共有");
        if (text === undefined) return folder.removeEntry(String(name));
        const stream = await (await folder.getFileHandle(String(name), { create: true })).createWritable();
        await stream.write(text);
        await stream.close();
      },
      [name, text],
    );
  const own = await app.save();
  const edit = (/** @type {number} */ number, /** @type {string} */ cell, /** @type {string} */ value) => ({
    ...{ id: `o-${number}`, step: `o-${number}`, clock: 8 + number, at: `2026-06-0${number}T00:00:00.000Z`, cell },
    ...{ value: { observation: { final: value } }, seen: [] },
  });
  const edits = [edit(1, "3-10-k2/actual/2026", "5"), edit(2, "3-10-k3/actual/2026", "6")];
  const file = (/** @type {unknown[]} */ edits) => JSON.stringify({ ...own.json, exportedBy: { department: "商工課" }, edits });
  await colleague(file(edits.slice(0, 1)));
  await expect(app.field(actual(INDICATORS[1]))).toHaveValue("5");
  const inTheWay = app.bar.getByRole("link", { name: "共有フォルダーに、書き込めないか読めないものがあります" });
  const said = (/** @type {string} */ words) => expect(page.getByRole("row").filter({ hasText: words })).toBeVisible();

  await colleague(file(edits).slice(0, -40));
  await expect(inTheWay).toBeVisible();
  await inTheWay.click();
  await said(`「${name}」は書き込みの途中か、壊れています。届いていた内容は残り、書き直されると読み直します。`);
  await page.evaluate(() => Object.assign(window, { isLocked: true }));
  await said(`「${name}」を読めません(ほかのプログラムで使われています)。数秒ごとに読み直します。`);
  await colleague(undefined);
  await said(`「${name}」はフォルダーにありません。届いていた内容は残っています。`);
  // Whole again and let go, it is read, and nothing is in the way any more.
  await colleague(file(edits));
  await page.evaluate(() => Object.assign(window, { isLocked: false }));
  await expect(page.getByRole("row", { name: /^商工課 取り込み済み .* 2件$/ })).toBeVisible();
  await expect(inTheWay).toHaveCount(0);
  await app.open("enter");
  await app.holds({ [actual(K1)]: "75", [actual(INDICATORS[1])]: "5", [third]: "6" });
});

test("after a restart permission is asked for in one press, wherever somebody works", async ({ app, page }) => {
  await pickOpfs(page);
  await use(app, "産業課");
  await page.addInitScript(() => {
    let granted = false;
    const answer = () => Promise.resolve(granted ? "granted" : "prompt");
    Object.assign(FileSystemHandle.prototype, { queryPermission: answer, requestPermission: () => ((granted = true), answer()) });
  });
  await page.goto("./#/policy/3-10/enter/2026/edit");
  await page.reload();
  await expect(app.bar.getByText("共有フォルダーは止まっています")).toBeVisible();
  await app.bar.getByRole("button", { name: /課の共有/ }).click();
  await expect(app.bar.getByRole("link", { name: /^共有フォルダー: \d+時\d\d分まで/ })).toBeVisible();
});

test("one tab looks after it; the one that is seen", async ({ app, context, page }) => {
  await pickOpfs(page);
  await use(app, "産業課");
  const second = await context.newPage();
  await pickOpfs(second);
  await second.goto(`${PAGE}#/exchange/edit`);
  await expect(second.getByText(/は、このブラウザーの別のタブで見ています。/)).toBeVisible();
  await page.close();
  await expect(second.getByText("共有フォルダー「課の共有」を使っています。")).toBeVisible();
});

test("what one tab leaves or chooses anew, the other does not go on with", async ({ app, context, page }) => {
  await pickOpfs(page);
  await use(app, "産業課");
  const second = await context.newPage();
  await second.goto(`${PAGE}#/exchange/edit`);
  await expect(second.getByText("「課の共有」は、このブラウザーの別のタブで見ています。")).toBeVisible();
  await page.evaluate(() => {
    // @ts-expect-error: the picker's place.
    window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("別の課", { create: true });
  });
  await app.button("別のフォルダーを選ぶ").click();
  await expect(page.getByText("共有フォルダー「別の課」を使っています。")).toBeVisible();
  await expect(second.getByText("「別の課」は、このブラウザーの別のタブで見ています。")).toBeVisible();
  await app.button("共有フォルダーの使用をやめる").click();
  await expect(new App(second).button("共有フォルダーを使う")).toBeVisible();
});

test("the same file is saved again; not over work that is not here", async ({ app, page }) => {
  await pickOpfs(page);
  await app.openToEdit("exchange");
  await page.goto("./#/policy/3-10/enter/2026/edit");
  await app.enter(actual(K1), "75");
  await page.goto("./#/exchange/edit");
  await app.button("上書き保存").click();
  await app.said(/^「控え\.json」に上書き保存しました/);
  const text = () => page.evaluate(async () => (await (await (await navigator.storage.getDirectory()).getFileHandle("控え.json")).getFile()).text());
  expect(JSON.parse(await text()).edits).toHaveLength(1);
  await expect(app.bar.getByText("ファイルに保存していない変更はありません")).toBeVisible();
  await page.reload();
  await expect(page.getByText("「控え.json」を、いまの内容に書き換えます。")).toBeVisible();
  // Somebody else's edit stands in it now.
  const others = (await text()).replace(/"edits": \[/, '"edits": [{"id":"o-1","step":"o-1","clock":9,"at":"2026-06-01T00:00:00.000Z","cell":"3-10-k2/actual/2026","value":{"observation":{"final":"5"}},"seen":[]},');
  await page.evaluate(async (text) => {
    const stream = await (await (await navigator.storage.getDirectory()).getFileHandle("控え.json")).createWritable();
    await stream.write(text);
    await stream.close();
  }, others);
  await app.button("上書き保存").click();
  await app.said(/には、ここにない変更があるため、書き換えませんでした/);
  expect(await text()).toBe(others);
  await app.button("統合する").click();
  await app.button("上書き保存").click();
  await app.said(/^「控え\.json」に上書き保存しました/);
  expect(JSON.parse(await text()).edits).toHaveLength(2);
});

test("without https or in another browser it says where it can be used", async ({ app, page }) => {
  await page.addInitScript(() => {
    // @ts-expect-error: as in a browser without it.
    delete window.showDirectoryPicker;
  });
  await app.openToEdit("exchange");
  await expect(page.getByText("このブラウザーでは共有フォルダーを使えません。")).toBeVisible();
  await expect(app.button("共有フォルダーを使う")).toHaveCount(0);
  // Over http a browser has no locks either.
  await page.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  await app.reload();
  await expect(page.getByText("このページでは共有フォルダーを使えません。ページのアドレスが https で始まるときに使えます。")).toBeVisible();
});

test("three people in browsers that share a real folder, one killed: all is there, and a disagreement stands", async ({ newContext }) => {
  const folder = await mkdtemp(join(tmpdir(), "shisaku-office-"));
  const drive = /** @type {Drive} */ ({});
  const open = async (/** @type {string} */ department) => {
    const context = await newContext();
    await pickReal(context, folder, drive);
    const app = new App(await context.newPage());
    await use(app, department);
    await app.open("enter");
    return { app, context };
  };
  const [first, second, third] = [await open("産業課"), await open("観光課"), await open("企画課")];
  const field = actual(K1);
  await first.app.enter(field, "75");
  for (const { app } of [second, third]) await expect(app.field(field)).toHaveValue("75");
  // Two enter another value at once, while files are half there.
  drive.torn = true;
  await Promise.all([first.app.enter(field, "76"), second.app.enter(field, "77")]);
  for (const { app } of [first, second, third]) await expect(app.bar.getByText("入力の食い違い 1件")).toBeVisible();
  // One decides, and is gone before it can be written; what was called saved stands in the browser's storage.
  await second.app.enter(field, "78");
  await second.app.said(/78にしました/);
  await second.app.page.close({ runBeforeUnload: false });
  drive.torn = false;
  // Its browser finds the folder again, and the mark of its own file.
  const again = new App(await second.context.newPage());
  await again.open("enter");
  for (const { app } of [first, third]) {
    await expect(app.bar.getByText("入力の食い違い")).toHaveCount(0);
    await expect(app.field(field)).toHaveValue("78");
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  expect(names.map((name) => name.replace(/[0-9a-f]{8}/, "*")).toSorted()).toEqual(["shisaku_産業課_*.json", "shisaku_観光課_*.json"]);

  // Handed in through the folder: whoever collects sees it.
  await first.app.page.goto("./#/hand-in/2026");
  await first.app.button("共有フォルダーに提出する").click();
  await expect(first.app.page.getByText(/に提出しました。共有フォルダーの「shisaku_.*」に入りました。$/)).toBeVisible();
  await expect(third.app.bar.getByRole("link", { name: "取りまとめる" })).toBeVisible();
  await third.app.bar.getByRole("link", { name: "取りまとめる" }).click();
  await expect(third.app.page.getByRole("row", { name: /^産業課 .* 令和\d+年\d+月\d+日 \d+時\d+分に提出済み\(変更\d+件\)$/ })).toBeVisible();
  await expect(third.app.page.getByRole("row", { name: /^観光課 所管する事業なし .*\(提出はまだ\)$/ })).toBeVisible();
  await rm(folder, { recursive: true });
});

const KILLS = Number(process.env.SHISAKU_KILLS ?? 2);

test(`a tab killed ${KILLS} times while it writes into a real folder, by clocks years apart and beside a newer release: nothing is lost`, async ({ newContext }, info) => {
  test.setTimeout(90_000 + KILLS * 40_000);
  const random = seeded(info);
  const { executablePath, args } = info.project.use.launchOptions ?? {};
  const [folder, profile] = [await mkdtemp(join(tmpdir(), "shisaku-office-")), info.outputPath("profile")];
  const [, newerField, colleaguesField, ...fields] = INDICATORS.map((indicator) => actual(indicator));

  const others = await newContext();
  await pickReal(others, folder, {});
  const colleague = new App(await others.newPage());
  await use(colleague, "観光課");
  await colleague.open("enter");
  // A newer release writes a change that this one does not know, beside one that it does.
  const saved = await colleague.save();
  const at = "2026-06-01T00:00:00.000Z";
  const edits = [
    { id: "n-1", step: "n-1", clock: 1, at, moves: "3-10-k1", after: "3-10-k2", seen: [] },
    { id: "n-2", step: "n-2", clock: 2, at, cell: "3-10-k2/actual/2026", value: { observation: { final: "5" } }, seen: [] },
  ];
  const newer = JSON.stringify({ ...saved.json, exportedBy: { department: "商工課" }, edits });
  await writeFile(join(folder, "shisaku_商工課_0badcafe.json"), newer);

  /** What was called saved, field by field. @type {Record<string, string>} */
  const entered = { [newerField]: "5" };
  /** Opens the profile as whoever sits at it. @param {Drive} drive @param {number} time */
  const open = async (drive, time) => {
    const context = await chromium.launchPersistentContext(profile, { executablePath, args, baseURL: PAGE, locale: "ja-JP", timezoneId: "Asia/Tokyo" });
    await pickReal(context, folder, drive);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.clock.setFixedTime(time);
    const app = new App(page);
    await app.openToEdit("enter");
    return { app, context, page };
  };
  const YEAR = 365 * 24 * 3_600_000;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const drive = /** @type {Drive} */ ({ torn: kill % 2 === 1 });
    const { app, context, page } = await open(drive, Date.now() - (kill % 20) * YEAR);
    if (kill === 0) {
      await use(app, "産業課");
      await app.open("enter");
    }
    await app.holds(entered);
    const isReached = new Promise((done) => Object.assign(drive, { cut: random(), reached: () => done(undefined) }));
    const [field, value] = [fields[kill % fields.length], String(10 + kill)];
    await app.enter(field, value);
    await app.said(`「${field}」を${value}にしました(このブラウザーに保存済み)。`);
    entered[field] = value;
    await colleague.enter(colleaguesField, String(100 + kill));
    entered[colleaguesField] = String(100 + kill);
    await isReached;
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await context.close();
  }
  const { app, context } = await open({}, Date.now());
  for (const one of [app, colleague]) await one.holds(entered);
  await expect(app.bar.getByRole("link", { name: /^共有フォルダー: \d+時\d\d分まで/ })).toBeVisible();
  // Each has one file that is whole, and the newer release's is as it was.
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  expect(files.map((name) => name.replace(/[0-9a-f]{8}/, "*")).toSorted()).toEqual(["産業課", "観光課", "商工課"].map((name) => `shisaku_${name}_*.json`).toSorted());
  const whole = (/** @type {string} */ name) => readFile(join(folder, String(files.find((file) => file.includes(name)))), "utf8");
  expect(JSON.parse(await whole("産業課")).edits).toHaveLength(KILLS);
  expect(await whole("商工課")).toBe(newer);
  await context.close();
  await rm(folder, { recursive: true });
});
