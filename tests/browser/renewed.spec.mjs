/**
 * What is open, or in a cache, is of a release that is gone, or cannot run here: that is said, with what to do, and nothing
 * typed is lost.
 */

import { resolve } from "node:path";
import { INDICATORS, PROJECTS, actual } from "./support/sheet.mjs";
import { Host, hashed } from "./support/host.mjs";
import { SCREENS } from "./support/app.mjs";
import { expect, test as base } from "./support/test.mjs";

const RENEWED = "このページは新しくなりました。読み込み直すと使えます。入力した内容は残ります。";
const RELOAD = "ページを読み込み直す";
const OLDER = /-0{16}\.(js|css|wasm)/;

const test = base.extend({
  /** @type {any} */
  host: async ({ watch, context }, use) => {
    const host = await Host.open();
    watch.allowed.origins.push(new URL(host.address).origin);
    // Nothing is fetched ahead: what is in a cache would do.
    await context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    // An extension's.
    await context.addInitScript(() =>
      addEventListener("DOMContentLoaded", () => {
        const dialog = document.createElement("div");
        dialog.setAttribute("role", "dialog");
        document.body.append(dialog);
      }),
    );
    await use(host);
    host.close();
  },
});

/** What is said where something does not come is what these tests bring about. @param {import('./support/watch.mjs').Watch} watch */
function allow(watch) {
  watch.allowed.requests.push(/./);
  watch.allowed.console.push(/./);
  watch.allowed.thrown = true;
}

for (const [how, gone] of Object.entries({
  "is not there": () => undefined,
  "is a page of the host’s": (/** @type {string} */ path) =>
    OLDER.test(path) ? { type: "text/html", body: "<!doctype html><p>ありません" } : undefined,
})) {
  test(`the page comes from a cache and its program ${how}: said, and loading anew goes round the cache`, async ({ app, host, page, watch }) => {
    allow(watch);
    host.isOlder = true;
    await page.goto(host.address + "index.html");
    host.isOlder = false;
    host.instead = gone;
    const address = `${host.address}index.html${SCREENS.enter.address}`;
    await page.goto("about:blank");
    await page.goto(address);
    await expect(app.problem).toContainText(RENEWED);
    const asked = [...new Set(host.requests.filter((/** @type {string} */ path) => OLDER.test(path)))];
    expect(asked.length).toBeGreaterThan(0);
    for (const name of asked) expect(host.asked(new RegExp(name)), `${name}: once for it, once for why`).toBeLessThanOrEqual(2);
    const before = host.requests.length;
    // Asked for once more, it is only said once more.
    for (const hash of [SCREENS.exchange.address, SCREENS.enter.address]) {
      await app.problem.evaluate((alert) => alert.setAttribute("data-before", ""));
      await page.evaluate((hash) => (location.hash = hash), hash);
      await expect(app.problem).not.toHaveAttribute("data-before");
      await expect(app.problem).toContainText(RENEWED);
    }
    expect(host.requests.slice(before).filter((/** @type {string} */ path) => OLDER.test(path))).toEqual([]);
    await app.button(RELOAD).click();
    await app.shows("enter");
    expect(page.url()).toBe(address);
  });

  test(`the release goes away under an open program and its drawings’ script ${how}: they come from where it lasts, and what is typed stays`, async ({
    app,
    host,
    page,
    watch,
  }) => {
    allow(watch);
    host.isOlder = true;
    await page.goto(`${host.address}index.html${SCREENS.enter.address}/edit`);
    const field = app.field(actual(INDICATORS[0]));
    await field.fill("75");
    host.isOlder = false;
    host.instead = gone;
    await page.evaluate((hash) => (location.hash = hash), SCREENS.project.address);
    const figure = page.getByRole("figure").first();
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator("svg path").first()).toBeAttached();
    await page.evaluate((hash) => (location.hash = hash), SCREENS.overview.address);
    await expect(app.heading).toHaveText(SCREENS.overview.heading);
    expect(host.asked(/charts-0+\.js/)).toBe(1);
    await page.goBack();
    await page.goBack();
    await expect(field).toHaveValue("75");
  });

  test(`the same of a page whose drawing is worked with: its script ${how}`, async ({ host, page, watch }) => {
    allow(watch);
    host.isOlder = true;
    await page.goto(`${host.address}projects/3-10-p2.html`);
    host.isOlder = false;
    host.instead = gone;
    await page.getByRole("img").first().focus();
    await expect(page.getByRole("application", { name: new RegExp(PROJECTS[1].name) })).toHaveCount(1);
    expect(host.asked(/charts-0+\.js/)).toBe(1);
  });

  test(`an embed comes from a cache and its program ${how}: said, and loading anew goes round the cache`, async ({ app, host, page, watch }) => {
    allow(watch);
    host.isOlder = true;
    await page.goto(`${host.address}embed.html#/3-10-k1`);
    await expect(page.getByRole("figure")).toBeVisible();
    host.isOlder = false;
    host.instead = (path) => gone(path) ?? (OLDER.test(path) ? { status: 404, body: "" } : undefined);
    // As its hashed files went out of the cache before it did.
    await page.goto("about:blank");
    await page.route(OLDER, (route) => route.fulfill(how === "is not there" ? { status: 404 } : { contentType: "text/html", body: "" }));
    await page.route("**/embed.html", async (route) => {
      const isFromCache = route.request().resourceType() === "document" && route.request().headers()["cache-control"] === undefined;
      if (!isFromCache) return route.continue();
      host.isOlder = true;
      await route.fulfill({ contentType: "text/html", body: String(host.file("embed.html")) });
      host.isOlder = false;
    }, { times: 1 });
    await page.goto(`${host.address}embed.html#/3-10-k1`);
    await expect(app.problem).toContainText(RENEWED);
    await app.button(RELOAD).click();
    await expect(page.getByRole("figure")).toBeVisible();
    expect(page.url()).toBe(`${host.address}embed.html#/3-10-k1`);
  });
}

/** Each cause: what brings it about, what is said. @type {Record<string, { page?: () => void, host?: (host: Host, kind: string) => void, says: RegExp, offers?: string }>} */
const CAUSES = {
  "no WebAssembly": { page: () => void Reflect.deleteProperty(globalThis, "WebAssembly"), says: /WebAssemblyを使えない設定/ },
  "a browser that is too old": {
    page: () => void (Reflect.deleteProperty(Object, "hasOwn") && Reflect.deleteProperty(globalThis, "WebAssembly")),
    says: /このブラウザーは古い/,
  },
  "a policy that forbids WebAssembly": {
    host: (host) => (host.headers = { "Content-Security-Policy": "script-src 'self'" }),
    says: /Content-Security-Policy/,
  },
  "a policy that forbids to ask for it": {
    host: (host) => (host.headers = { "Content-Security-Policy": "connect-src 'none'" }),
    says: /Content-Security-Policy/,
  },
  "a script sent as text": {
    host: (host, kind) => (host.instead = (path) => (path === hashed(kind, "js") ? { type: "text/plain" } : undefined)),
    says: /サーバーの設定に誤りがあります.*text\/plain/,
  },
  "a file that is missing": {
    host: (host, kind) => (host.instead = (path) => (path === hashed(kind, "wasm") ? { status: 404 } : undefined)),
    says: /必要なファイルがサーバーに見つかりません/,
    offers: RELOAD,
  },
  "a host that is overloaded": {
    host: (host, kind) => (host.instead = (path) => (path === hashed(kind, "js") ? { status: 503 } : undefined)),
    says: /サーバーが応答できません\(503\)/,
  },
  "a program that is damaged": {
    host: (host, kind) => (host.instead = (path) => (path === hashed(kind, "wasm") ? { body: "no program" } : undefined)),
    says: /プログラムが動きませんでした/,
  },
};

for (const [cause, { page: before, host: set, says, offers }] of Object.entries(CAUSES)) {
  test(`${cause}: the page says so, and stays`, async ({ app, host, page, watch }) => {
    allow(watch);
    if (before) await page.addInitScript(before);
    set?.(host, "program");
    await page.goto(`${host.address}index.html#/edit`);
    await expect(app.problem).toHaveText(says);
    await expect(app.problem).toContainText("編集などの画面を読み込めませんでした。");
    await expect(app.heading).toHaveText(SCREENS.overview.heading);
    if (offers) await expect(app.button(offers)).toBeVisible();
  });

  test(`${cause}: the embed says so`, async ({ app, host, page, watch }) => {
    allow(watch);
    if (before) await page.addInitScript(before);
    set?.(host, "embed");
    await page.goto(`${host.address}embed.html#/3-10-k1`);
    await expect(app.problem).toHaveText(says);
    await expect(app.problem).toContainText("この図を表示できませんでした。");
  });
}

test("no network: said, nothing is thrown away, and a second try works", async ({ app, host, page, context, watch }) => {
  allow(watch);
  await page.goto(`${host.address}index.html`);
  await context.setOffline(true);
  await page.evaluate(() => (location.hash = "#/exchange"));
  await expect(app.problem).toContainText("通信の状態を確かめて、もう一度お試しください。");
  await context.setOffline(false);
  await app.button("もう一度試す").click();
  await app.shows("exchange");
});

test("a reload that would find no network is not begun", async ({ app, host, page, context, watch }) => {
  allow(watch);
  host.instead = (path) => (path === hashed("program", "wasm") ? { status: 404 } : undefined);
  await page.goto(`${host.address}index.html#/`);
  await expect(app.button(RELOAD)).toBeVisible();
  await context.setOffline(true);
  await app.button(RELOAD).click();
  await expect(app.problem).toContainText("サーバーと通信できません。");
  await expect(app.heading).toHaveText(SCREENS.overview.heading);
});

test("opened from a folder, the page and the embed say so", async ({ app, page, watch }) => {
  allow(watch);
  watch.allowed.origins.push("null");
  for (const address of ["index.html#/edit", "embed.html#/3-10-k1"]) {
    await page.goto(`file://${resolve("dist", address)}`);
    await expect(app.problem).toContainText("フォルダーから直接開いたページでは使えません。");
  }
});
