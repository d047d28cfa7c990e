/** The embed in a portal of another origin: published values only, no storage, and the code that is given out for it. */

import { readFileSync } from "node:fs";
import { PAGE, PORTAL } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;
const [P1] = PROJECTS;

/** Puts code into a portal's article. @param {import('@playwright/test').Page} page @param {string} portal @param {string} code */
async function paste(page, portal, code) {
  await page.goto(portal);
  await page.locator("#article").evaluate((article, html) => {
    article.innerHTML = html;
  }, code);
  return page.frameLocator("iframe");
}

const frame = (/** @type {string} */ id) =>
  `<iframe src="${PAGE}embed.html#/${id}" title="図" width="100%" height="640"></iframe>`;

for (const [kind, portal] of [
  ["another site", PORTAL.address],
  ["another origin of the same site, which shares storage", PORTAL.checked],
]) {
  test(`in ${kind}: published values only, although there are drafts`, async ({ app, context, page, watch }) => {
    watch.allowed.origins.push(new URL(portal).origin);
    await app.openToEdit("enter");
    await app.enter(actual(K1), "98765");
    await app.enter(settlement(P1.name), "1,111");
    await app.said("1,111にしました(このブラウザーに保存済み)。");
    const before = await app.storage();
    expect(Object.values(before).join()).toContain("98765");

    const other = await context.newPage();
    const indicator = await paste(other, portal, frame("3-10-k1"));
    await expect(indicator.getByText(`${K1}の推移`, { exact: true })).toBeVisible();
    await expect(indicator.getByText(/71件/)).toBeVisible();
    await expect(indicator.getByText("出典: 市所管課調べ。令和8年4月1日時点のデータ")).toBeVisible();
    await indicator.getByRole("button", { name: "表で見る" }).click();
    await expect(indicator.getByRole("table")).toContainText("未入力");
    await expect(indicator.getByRole("main")).not.toContainText("98,765");
    await expect(indicator.getByRole("link")).toHaveText(["施策シートのページを開く(新しいタブ)"]);
    await expect(indicator.getByRole("button", { name: "編集する" })).toHaveCount(0);

    const project = await paste(other, portal, frame("3-10-p1"));
    await expect(project.getByText(/1,250千円/).first()).toBeVisible();
    await expect(project.getByRole("main")).not.toContainText("1,111");
    expect(await app.storage(), "the embed wrote nothing").toEqual(before);

    const opened = context.waitForEvent("page");
    await project.getByRole("link", { name: "施策シートのページを開く(新しいタブ)" }).click();
    const whole = new App(await opened);
    await whole.shows("project");
  });
}

test("it neither reads nor writes any storage", async ({ context, page, watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin);
  /** @type {string[]} */
  const used = [];
  await context.exposeFunction("noteStorage", (/** @type {string} */ what) => used.push(what));
  await context.addInitScript(() => {
    const note = (/** @type {string} */ what) =>
      /** @type {any} */ (window).noteStorage(`${location.pathname}: ${what}`);
    for (const name of ["getItem", "setItem", "removeItem", "key", "clear"]) {
      const own = Storage.prototype[name];
      Storage.prototype[name] = function (...given) {
        note(name);
        return own.apply(this, given);
      };
    }
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      let owner = window;
      while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
      const { get } = Object.getOwnPropertyDescriptor(owner, name);
      Object.defineProperty(window, name, { get: () => (note(name), get.call(window)) });
    }
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
    Object.defineProperty(document, "cookie", { get: () => (note("cookie"), cookie.get.call(document)) });
  });
  const embed = await paste(page, PORTAL.address, frame("3-10-k1"));
  await expect(embed.getByText(/71件/)).toBeVisible();
  await embed.getByRole("button", { name: "表で見る" }).click();
  await expect(embed.getByRole("table")).toBeVisible();
  expect(used).toEqual([]);
  expect(await page.context().storageState()).toEqual({ cookies: [], origins: [] });

  // Editing does use storage: what is held against the embed would show it.
  await page.goto(`${PAGE}#/`);
  await page.getByRole("banner").getByRole("button", { name: "編集する" }).click();
  await expect.poll(() => used.length).toBeGreaterThan(0);
});

test("an unknown id says so", async ({ context, page, watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin);
  for (const id of ["3-10-k99", "", "3-10", "%3Cscript%3E"]) {
    const embed = await paste(page, PORTAL.address, frame(id));
    await expect(
      embed.getByText("この埋め込みの図は見つかりません。埋め込みコードの番号をご確認ください。"),
    ).toBeVisible();
    await expect(embed.getByRole("figure")).toHaveCount(0);
  }
});

test("every indicator and project can be embedded", async ({ page }) => {
  const ids = [1, 2, 3, 4, 5].flatMap((n) => [`3-10-k${n}`, `3-10-p${n}`, `3-10-p${n}-k1`]);
  const { cells } = JSON.parse(readFileSync("seeds/plan.json", "utf8")).plan;
  await page.goto("./embed.html");
  for (const id of ids) {
    // The page stays: the figure before is there until this one is.
    await page.goto(`./embed.html#/${id}`);
    await expect(page.getByRole("figure"), id).toHaveCount(1);
    await expect(page.getByRole("figure").locator("figcaption"), id).toContainText(cells[`${id}/name`].text);
  }
  await page.goto("./embed.html#/3-10-p5?theme=dark");
  await expect(page.getByRole("figure")).toContainText(PROJECTS[4].name);
});

for (const [screen, title, shown] of /** @type {const} */ ([
  ["indicator", K1, "71"],
  ["project", P1.name, "1,250千円"],
])) {
  test(`埋め込みコード of the screen 「${screen}」 works when pasted into a portal`, async ({
    app,
    context,
    watch,
  }) => {
    watch.allowed.origins.push(new URL(PORTAL.address).origin);
    await app.open(screen);
    const button = app.button("埋め込みコード");
    await button.click();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    const code = await app.page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ }).inputValue();
    await button.click();
    await expect(app.page.getByRole("textbox")).toHaveCount(0);

    const portal = await context.newPage();
    // On a narrow phone the frame is as high as the code says, and what it shows fits its width.
    await portal.setViewportSize({ width: 375, height: 800 });
    const embed = await paste(portal, PORTAL.address, code);
    const iframe = portal.locator("iframe");
    await expect(iframe).toHaveAttribute("title", title);
    await expect(iframe).toHaveAttribute("loading", "lazy");
    await expect(iframe).toHaveAttribute("src", new RegExp(`^${PAGE}figures/3-10-[kp]1\\.html$`));
    const height = Number(await iframe.getAttribute("height"));
    expect(height).toBeGreaterThan(300);
    await expect(embed.getByText(shown).first()).toBeVisible();
    // Without its stylesheet, which may come later than its text, it is higher.
    const html = embed.locator("html");
    await expect
      .poll(() => html.evaluate((html) => html.scrollHeight), { message: "nothing is cut off" })
      .toBeLessThanOrEqual(height);
    const widths = await html.evaluate((html) => [html.scrollWidth, html.clientWidth]);
    expect(widths[0], "no sideways scroll").toBe(widths[1]);
    // Besides embed.js, which fits the frame.
    expect(await portal.evaluate(() => [...document.scripts].map(({ src }) => src))).toEqual([`${PAGE}embed.js`]);
  });
}

test("the code is copied, or selected where the browser refuses", async ({ app, context, newContext }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open("indicator");
  await app.button("埋め込みコード").click();
  await app.button("コピー").click();
  await app.said("コピーしました。");
  expect(await app.page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^<iframe src=".*figures\/3-10-k1\.html"/,
  );

  const refused = await newContext();
  await refused.addInitScript(() => {
    // The empty page before the first has none.
    if (navigator.clipboard)
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  const other = new App(await refused.newPage());
  await other.open("indicator");
  await other.button("埋め込みコード").click();
  await other.button("コピー").click();
  await other.said("自動ではコピーできませんでした。");
  expect(await other.page.evaluate(() => getSelection()?.toString())).toMatch(/^<iframe /);
});
