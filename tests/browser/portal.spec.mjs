/** Frames in a portal of another origin: sandboxes, policies, heights, frozen values, messages nobody may forge. */

import { readFile } from "node:fs/promises";
import { PAGE, PORTAL } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { EMBED, fits, frame, portal } from "./support/portal.mjs";
import { INDICATORS } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;

test.beforeEach(({ watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin, "null");
});

for (const sandbox of [undefined, "allow-scripts", "allow-scripts allow-same-origin allow-popups"]) {
  test(`sandbox ${sandbox ?? "none"}: the figure is there, and fits with embed.js`, async ({ page }) => {
    const more = sandbox === undefined ? "" : `sandbox="${sandbox}"`;
    await portal(page, frame("#/3-10-k1", more), { fitted: true });
    const embed = page.frameLocator("iframe");
    await expect(embed.getByRole("img", { name: new RegExp(`^${K1}`) }).or(embed.getByText(/71件/)).first()).toBeVisible();
    await fits(page);
    await embed.getByRole("button", { name: "表で見る" }).click();
    await expect(embed.getByRole("table")).toBeVisible();
    await fits(page);
    await embed.getByRole("button", { name: "表で見る" }).click();
    await fits(page);
  });
}

test("a sandbox that lets new tabs out: the link opens the whole page, which is in no sandbox", async ({ context, page }) => {
  await portal(page, frame("#/3-10-k1", 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'));
  const opened = context.waitForEvent("page");
  await page.frameLocator("iframe").getByRole("link", { name: "施策シートのページを開く(新しいタブ)" }).click();
  const whole = new App(await opened);
  await whole.shows("indicator");
  expect(await whole.page.evaluate(() => origin)).toBe(new URL(PAGE).origin);
});

/** Has a frame of shouts.html speak. Returns what came to the portal. @param {import('@playwright/test').Locator} iframe */
const spoken = (iframe) =>
  iframe.evaluate((/** @type {HTMLIFrameElement} */ frame) => {
    const answered = new Promise((done) => {
      addEventListener("message", ({ source, data }) => source === frame.contentWindow && done(data));
    });
    frame.contentWindow?.postMessage("speak", "*");
    return answered;
  });

test("nobody but the frame itself sets its height", async ({ page }) => {
  await portal(page, frame("#/3-10-k1"), { fitted: true });
  // From here on embed.js listens.
  await fits(page);
  const own = page.locator("iframe").first();
  const before = await own.getAttribute("height");
  const others = `<iframe class="other" src="${PORTAL.address}shouts.html" title="ほか"></iframe><iframe class="other" sandbox="allow-scripts" src="${PORTAL.address}shouts.html" title="ほか"></iframe>`;
  await page.locator("#article").evaluate((article, html) => article.insertAdjacentHTML("beforeend", html), others);
  for (const other of await page.locator("iframe.other").all()) {
    await expect(other.contentFrame().locator("script")).toBeAttached();
    expect(await spoken(other), "it did speak").toEqual({ shisaku: "height", height: 5000 });
    await expect(other).not.toHaveAttribute("height", /./);
  }
  // Other windows, other addresses, nonsense from the right window and address, and the portal's own scripts.
  await page.evaluate(async () => {
    const [frame, ...others] = document.querySelectorAll("iframe");
    const { origin } = new URL(frame.src);
    const tell = (/** @type {MessageEventSource | null} */ source, /** @type {string} */ origin, /** @type {unknown} */ height) =>
      dispatchEvent(new MessageEvent("message", { source, origin, data: { shisaku: "height", height } }));
    for (const source of [window, null, ...others.map(({ contentWindow }) => contentWindow)]) tell(source, origin, 4000);
    for (const other of ["https://evil.example", "null"]) tell(frame.contentWindow, other, 4000);
    for (const height of [0, -1, "x", 10_001, 1e9, null, undefined, {}]) tell(frame.contentWindow, origin, height);
    for (const height of [4000, -1, "12", 1e9, null]) postMessage({ shisaku: "height", height }, "*");
    // Messages of one window come in order.
    const last = new Promise((done) => addEventListener("message", ({ data }) => data === "last" && done(undefined)));
    postMessage("last", "*");
    await last;
  });
  await expect(own).toHaveAttribute("height", String(before));
  // The same from its own window and address is heard.
  await own.evaluate((/** @type {HTMLIFrameElement} */ frame) => {
    const { origin } = new URL(frame.src);
    dispatchEvent(new MessageEvent("message", { source: frame.contentWindow, origin, data: { shisaku: "height", height: 4000 } }));
  });
  await expect(own).toHaveAttribute("height", "4000");
});

test("a frame is one of ours by the path of its address alone, not by what its query or fragment holds", async ({ page }) => {
  const shouts = `${PORTAL.address}shouts.html`;
  const others = ["?of=/embed.html", "?/embed.html?a", "#/embed.html", "?of=/embed.html#/3-10-k1"];
  const frames = others.map((end) => `<iframe class="other" src="${shouts}${end}" title="ほか" height="200"></iframe>`);
  // Addresses that are none hold nothing up.
  const none = `<iframe title="空"></iframe><iframe src="https://[" title="壊れたアドレス"></iframe>`;
  await portal(page, `${none}${frames.join("")}<p>${frame("#/3-10-p1?show=both")}</p>`, { fitted: true });
  const own = page.locator(`iframe[src^="${EMBED}"]`);
  // From here on embed.js listens.
  await expect.poll(async () => Number(await own.getAttribute("height"))).toBeGreaterThan(400);
  for (const other of await page.locator("iframe.other").all()) {
    await expect(other.contentFrame().locator("script")).toBeAttached();
    await spoken(other);
    await expect(other).toHaveAttribute("height", "200");
  }
});

test("a frame of ours that shows another page is not fitted to that", async ({ page }) => {
  await portal(page, frame("#/3-10-p1"), { fitted: true });
  await fits(page);
  const iframe = page.locator("iframe");
  const before = await iframe.getAttribute("height");
  // Its window and the address in its code stay; what is in it comes from elsewhere.
  await iframe.evaluate((/** @type {HTMLIFrameElement} */ frame, address) => {
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    frame.contentWindow?.location.replace(address);
    return loaded;
  }, `${PORTAL.address}shouts.html`);
  expect(await spoken(iframe), "it did speak").toEqual({ shisaku: "height", height: 5000 });
  await expect(iframe).toHaveAttribute("src", `${EMBED}#/3-10-p1`);
  await expect(iframe).toHaveAttribute("height", String(before));
});

test("only in a sandbox without an origin does a frame speak for none", async ({ page }) => {
  const sandboxes = ["", 'sandbox="allow-scripts allow-same-origin"', 'sandbox="allow-scripts"'];
  await portal(page, sandboxes.map((more) => frame("#/3-10-p1", more)).join(""), { fitted: true });
  for (const index of sandboxes.keys()) await fits(page, index);
  const taken = await page.locator("iframe").evaluateAll((all) =>
    all.map((frame) => {
      const { contentWindow } = /** @type {HTMLIFrameElement} */ (frame);
      const data = { shisaku: "height", height: 4000 };
      dispatchEvent(new MessageEvent("message", { source: contentWindow, origin: "null", data }));
      return frame.getAttribute("height") === "4000";
    }),
  );
  expect(taken).toEqual([false, false, true]);
});

test("a strict policy on both sides", async ({ page }) => {
  await portal(page, frame("#/3-10-k1?show=both"), { fitted: true, at: "strict.html" });
  await expect(page.frameLocator("iframe").getByRole("table")).toBeVisible();
  await fits(page);
});

test("options: theme, forms, title", async ({ page }) => {
  for (const [hash, table, buttons] of /** @type {const} */ ([
    ["#/3-10-p1?show=both&theme=dark", 1, 0],
    ["#/3-10-p1?show=table&title=off", 1, 0],
    ["#/3-10-p1?theme=light", 0, 1],
  ])) {
    await page.emulateMedia({ colorScheme: hash.includes("light") ? "dark" : "light" });
    await page.goto("about:blank");
    await page.goto(EMBED + hash);
    await expect(page.getByRole("table"), hash).toHaveCount(table);
    await expect(page.getByRole("button", { name: "表で見る" }), hash).toHaveCount(buttons);
    await expect(page.locator("[role=img]"), hash).toHaveCount(hash.includes("table") ? 0 : 1);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const scheme = hash.includes("dark") ? "rgb(26, 26, 26)" : "rgb(255, 255, 255)";
    expect(ground, hash).toBe(scheme);
    // With the title off it stays for screen readers.
    await expect(page.getByRole("figure"), hash).toContainText("商工運営事業");
    const title = page.locator("figcaption");
    expect(((await title.boundingBox())?.height ?? 0) > 5, hash).toBe(!hash.includes("title=off"));
  }
});

/** A frozen address as it was given out, changed by whoever likes to. @param {string} address @param {(frozen: any) => void} change */
function forged(address, change) {
  const [before, text] = address.split("frozen=");
  const frozen = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  change(frozen);
  return `${before}frozen=${Buffer.from(JSON.stringify(frozen)).toString("base64url")}`;
}

/** The figure says whose values these are, wherever it can be cited from, and names no source. @param {import('@playwright/test').Page} page */
async function isTheLinksOwn(page, said = ["市が確認したものではありません。", "(リンクに書かれた値、市は未確認)", "リンクに書かれた値と日付です。市は確認していません。"]) {
  const [note, mark, below] = said;
  const above = page.locator("p.doubt").first();
  await expect(above).toBeVisible();
  await expect(above).toContainText(note);
  const figure = page.getByRole("figure");
  await expect(figure.locator("figcaption")).toContainText(mark);
  await expect(figure.locator("caption")).toContainText(mark);
  await expect(figure.locator("p.source")).toContainText(below);
  for (const drawing of await page.locator("[role=img]").all()) expect(await drawing.getAttribute("aria-label")).toContain(mark);
  for (const source of ["出典", "調べ", "Source"]) await expect(page.locator("body")).not.toContainText(source);
}

test("frozen: invented values do not pass for the city's, in either language, whatever comes of plan.json", async ({ page, watch }) => {
  const fixture = await readFile("tests/fixtures/frozen-addresses.txt", "utf8");
  const given = fixture.split("\n").filter((line) => line.startsWith("#")).map((line) => line.split("  ")[0]);
  const of = (/** @type {string} */ id) => given.find((hash) => hash.startsWith(`#/${id}?`)) ?? "";
  const english = ["The city has not confirmed them.", " (values from the link, not confirmed by the city)", "The values and the date are written in the link."];
  const drawing = page.locator(".drawing svg path").first();
  const open = async (/** @type {string} */ hash, isDrawn = false) => {
    await page.goto("about:blank");
    await page.goto(EMBED + hash);
    await expect(page.getByRole("figure")).toBeVisible();
    // Left while it loads, the script would be a request that was broken off.
    if (isDrawn) await expect(drawing).toBeAttached();
  };
  const indicator = forged(of("3-10-k1"), ({ plan }) => {
    plan.cells["3-10-k1/latest"] = { observation: { final: "9999" } };
    plan.cells["3-10-k1/actual/2026"] = { observation: { final: "9998" } };
    plan.cells["3-10-k1/unit"] = { text: "件。出典: 市所管課調べ" };
    plan.cells["3-10-k1/latest/remark"] = { text: "市所管課調べの確定値です" };
  });
  await open(`${indicator}&show=both`, true);
  await isTheLinksOwn(page);
  await expect(page.getByRole("figure")).toContainText("9,999");
  await expect(page.getByRole("link")).toHaveText(["公表されている内容を見る(新しいタブ)"]);
  await open(`${indicator}&show=both&lang=en`, true);
  await isTheLinksOwn(page, english);
  // Without its title, that is still said.
  await open(`${indicator}&title=off`, true);
  await isTheLinksOwn(page);

  const project = forged(of("3-10-p1"), ({ plan }) => {
    plan.cells["3-10-p1/budget/2026"] = { observation: { final: "9999" } };
  });
  await open(`${project}&show=both`, true);
  await isTheLinksOwn(page);
  await expect(page.locator("body")).not.toContainText("鎌倉市");

  const invented = forged(of("3-10-k1"), (frozen) => {
    frozen.plan = JSON.parse(JSON.stringify(frozen.plan).replaceAll("3-10-k1", "3-10-k9"));
  }).replace("3-10-k1", "3-10-k9");
  await open(invented);
  await expect(page.getByText("公表されている内容に、この項目はありません。")).toBeVisible();
  await isTheLinksOwn(page);

  // Where plan.json does not come or cannot be read, nobody can vouch for values that were published once.
  watch.allowed.requests.push(/\/plan\.json$/);
  watch.allowed.console.push(/\/plan\.json\]$/);
  for (const fault of /** @type {const} */ (["abort", "nonsense"])) {
    await page.route("**/plan.json", (route) => (fault === "abort" ? route.abort() : route.fulfill({ json: [] })));
    await open(of("3-10-k1"));
    await expect(page.getByText("公表されている内容を読み込めないため、同じかどうかを確かめられません。")).toBeVisible();
    await isTheLinksOwn(page);
    await page.unroute("**/plan.json");
  }

  // A day that no calendar has is refused, as all that is damaged.
  await page.goto("about:blank");
  await page.goto(EMBED + forged(of("3-10-k1"), (frozen) => (frozen.date = "令和99年99月99日")));
  await expect(page.getByText(/アドレスが途中で切れているか書き換えられているため/)).toBeVisible();
  await expect(page.locator("body")).not.toContainText("99日");
});

test("frozen: said to be so, held against what is published, damaged ones refused", async ({ app, page }) => {
  await app.open("indicator");
  await app.button("埋め込みコード").click();
  await page.getByRole("combobox", { name: "値" }).selectOption("いま公表されている値に固定する");
  const code = page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ });
  await expect(code).toHaveValue(/frozen=/);
  const address = /src="([^"]+)"/.exec(await code.inputValue())?.[1] ?? "";
  await page.goto(address);
  await expect(page.getByRole("figure")).toContainText("令和8年4月1日時点の固定表示");
  await expect(page.getByRole("link", { name: "最新版を見る(新しいタブ)" })).toHaveAttribute("href", "./#/indicator/3-10-k1");
  await expect(page.getByRole("figure")).toContainText("出典: 市所管課調べ。");
  await expect(page.getByText("市が確認したものではありません。")).toHaveCount(0);

  // Something else is published since.
  const plan = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  plan.plan.cells["3-10-k1/actual/2026"] = { observation: { final: "83" } };
  await page.route("**/plan.json", (route) => route.fulfill({ json: plan }));
  await page.reload();
  await expect(page.getByText("公表されている内容とは異なります。")).toBeVisible();
  await isTheLinksOwn(page);
  await expect(page.getByRole("figure")).not.toContainText("83");

  await page.goto("about:blank");
  await page.goto(address.slice(0, -40));
  await expect(page.getByText(/アドレスが途中で切れているか書き換えられているため/)).toBeVisible();
});

test("ten frames on one page load each file once", async ({ page }) => {
  // Many frames on a slow machine.
  test.slow();
  // No routing here: with it Chromium keeps nothing.
  const ids = [1, 2, 3, 4, 5].flatMap((n) => [`#/3-10-k${n}`, `#/3-10-p${n}`]);
  await portal(page, ids.map((id) => frame(id)).join(""));
  /** How often each file came over the network. @type {Map<string, number>} */
  const came = new Map();
  for (const index of ids.keys()) {
    const embed = page.frameLocator("iframe").nth(index);
    await expect(embed.getByRole("figure")).toBeVisible();
    // Those of projects have a drawing, and with it the largest file.
    await page.locator("iframe").nth(index).scrollIntoViewIfNeeded();
    if (index % 2) await expect(embed.locator(".drawing svg path").first()).toBeAttached();
    const loaded = await embed.locator("html").evaluate(() =>
      performance.getEntriesByType("resource").map((entry) => {
        const { name, transferSize, encodedBodySize } = /** @type {PerformanceResourceTiming} */ (entry);
        return { name, whole: transferSize > encodedBodySize };
      }),
    );
    for (const { name, whole } of loaded) came.set(name, (came.get(name) ?? 0) + Number(whole));
  }
  const hashed = [...came].filter(([name]) => /[0-9a-f]{16}/.test(name));
  expect(hashed.length).toBeGreaterThanOrEqual(3);
  for (const [name, times] of hashed) expect(times, name).toBeLessThanOrEqual(1);
  expect(hashed.filter(([name]) => /\/charts-/.test(name)).map(([, times]) => times)).toEqual([1]);
});

test("a sandbox without scripts: the frame says what is missing, and the dialog offers table and picture", async ({ app, page, watch }) => {
  watch.allowed.console.push(/Blocked script execution/, /preloaded using link preload but not used/);
  await portal(page, frame("#/3-10-k1", 'sandbox="allow-popups"'));
  // Playwright looks for text everywhere but there.
  const said = page.frameLocator("iframe").locator("noscript p");
  await expect(said).toBeVisible();
  await expect(said).toContainText("この図を表示するにはスクリプト(JavaScript)が必要です。");
  await expect(said.locator("a")).toHaveAttribute("target", "_blank");
  // The seed's indicators have nothing to draw: the picture has what is said.
  await app.open("indicator");
  await app.button("埋め込みコード").click();
  await expect(page.getByRole("textbox", { name: /埋め込みやスクリプトが使えない/ })).toHaveValue(/<table>/);
  const svg = (await app.saved(app.button("画像(SVG)を保存"))).bytes.toString("utf8");
  const blank = await page.context().newPage();
  const parsed = await blank.evaluate((svg) => {
    const text = new DOMParser().parseFromString(svg, "image/svg+xml");
    return [text.querySelector("parsererror")?.textContent, text.documentElement.textContent];
  }, svg);
  expect(parsed[0], "it is sound XML").toBeUndefined();
  for (const part of ["71件", "出典: 市所管課調べ", "令和8年4月1日時点のデータ"]) expect(parsed[1]).toContain(part);
});

test("the dialog shows the figure as it will be, at two widths, as chosen", async ({ app, page }) => {
  await app.open("project");
  await app.button("埋め込みコード").click();
  await page.getByText("見え方", { exact: true }).click();
  const preview = page.frameLocator("iframe.preview");
  await expect(preview.getByRole("figure")).toContainText("1,250千円");
  await expect(page.locator("iframe.preview")).toHaveAttribute("width", "375");
  await page.getByRole("combobox", { name: "幅" }).selectOption("本文の幅");
  await expect(page.locator("iframe.preview")).toHaveAttribute("width", "720");
  await page.getByRole("combobox", { name: "表示するもの" }).selectOption("表");
  await expect(preview.getByRole("table")).toBeVisible();
  await page.getByRole("combobox", { name: "高さ" }).selectOption("内容に合わせる(embed.js を使う)");
  await expect(page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ })).toHaveValue(/figures\/3-10-p1\.html#table"[^]*<script src=".*\/embed\.js" async>/);
});

test("the dialog is no wider than a phone", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await app.open("project");
  await app.button("埋め込みコード").click();
  await expect(page.getByRole("combobox", { name: "表示するもの" })).toBeVisible();
  await page.getByText("見え方", { exact: true }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("in a frame that forbids downloads nothing is called saved", async ({ page, watch }) => {
  watch.allowed.console.push(/download|sandbox/i);
  // As a host does that lets itself be framed.
  await page.route(`${PAGE}**`, async (route) => {
    const response = await route.fetch();
    const { "content-security-policy": _, "cross-origin-opener-policy": __, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await portal(page, `<iframe title="施策シート" width="1000" height="700" sandbox="allow-scripts allow-same-origin" src="${PAGE}#/exchange"></iframe>`);
  const framed = page.frameLocator("iframe");
  await framed.getByRole("button", { name: "編集する" }).click();
  await framed.getByRole("button", { name: "スナップショットを保存" }).first().click();
  const said = framed.getByRole("status").filter({ hasText: ".json" });
  await expect(said).toContainText("の保存をブラウザーに頼みました。");
  await expect(said).not.toContainText("保存しました");
});

test("a figure is saved as PNG, SVG and CSV, and its table as HTML", async ({ app, page }) => {
  await app.open("project");
  await app.button("埋め込みコード").click();
  const saved = (/** @type {string} */ name) => app.saved(app.button(name));
  const csv = await saved("CSVを保存");
  expect(csv.name).toBe("3-10-p1_20260401.csv");
  const text = csv.bytes.toString("utf8");
  expect(text.startsWith("\ufeff施策,ID,指標・事業,区分,西暦,和暦,値,単位,状態,備考,出典\r\n")).toBe(true);
  expect(text).toContain(",3-10-p1,商工運営事業,予算額,2026,令和8年度,1250,千円,確定,");

  const svg = await saved("画像(SVG)を保存");
  expect(svg.name).toBe("3-10-p1.svg");
  const drawn = svg.bytes.toString("utf8");
  for (const part of ["<title>商工運営事業の予算額と決算額</title>", "令和8年4月1日時点のデータ", "1,250<"]) expect(drawn).toContain(part);

  const png = await saved("画像(PNG)を保存");
  expect(png.name).toBe("3-10-p1.png");
  // Twice as many points as it is wide; and letters are drawn: dark points in the line of the title.
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20) > 700]).toEqual([1504, true]);
  // On a page without a policy, which lets its points be read.
  const blank = await page.context().newPage();
  const dark = await blank.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(image.width, 90).getContext("2d"));
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 20, image.width, 60);
    return data.filter((value, index) => index % 4 === 0 && value < 100).length;
  }, png.bytes.toString("base64"));
  expect(dark).toBeGreaterThan(500);

  const alternative = page.getByRole("textbox", { name: /代替テキスト/ });
  await expect(alternative).toHaveValue(/^商工運営事業の予算額と決算額。.*1,250千円.*令和8年4月1日時点のデータ。市が確認中の値を含みます$/);
  await app.button("代替テキストをコピー").click();
  await app.said("コピーしました。");
  const html = page.getByRole("textbox", { name: /^次のHTML/ });
  await expect(html).toHaveValue(/<caption>商工運営事業の予算額と決算額<\/caption>/);
});

test("in English: all that is ours, while names, units and sources stay; and back", async ({ page }) => {
  await page.goto(`${EMBED}#/3-10-k1?lang=en&show=both`);
  const figure = page.getByRole("figure");
  await expect(figure).toContainText(`${K1}: trend`);
  await expect(figure).toContainText("The latest value is 71件 (2024).");
  await expect(figure).toContainText("Source: ");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(figure.locator("figcaption [lang=ja]"), "read out as what it is").toHaveText(K1);
  await expect(figure.getByRole("columnheader").locator("[lang=ja]")).toHaveText("件");
  await expect(page.getByRole("link", { name: "Open the policy sheet (in Japanese, new tab)" })).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveText(["Fiscal year", "Kind", "Value (件)"]);
  await page.goto("about:blank");
  await page.goto(`${EMBED}#/3-10-p1?lang=en`);
  const place = page.getByRole("application", { name: "商工運営事業: the left and right arrow keys go from year to year" });
  await place.focus();
  await page.keyboard.press("ArrowRight");
  await expect(place.getByRole("status")).toHaveText("FY26, Budget (thousand yen) 1,250, Settlement (thousand yen) not entered yet, Execution rate settlement not entered yet");
  await expect(place.getByRole("button", { name: "Settlement" })).toBeVisible();
  await page.evaluate(() => (location.hash = "#/3-10-p1"));
  await expect(page.getByRole("figure")).toContainText("令和8(2026)年度の予算額は1,250千円(125万円)です。");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
});

test("the dialog gives out the code in English", async ({ app, page }) => {
  await app.open("project");
  await app.button("埋め込みコード").click();
  await page.getByRole("combobox", { name: "言葉" }).selectOption({ index: 1 });
  await expect(page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ })).toHaveValue(/embed\.html#\/3-10-p1\?lang=en"/);
});

test("a lazy frame far down is loaded when it comes near, and fits", async ({ page, watch }) => {
  const lazy = `<div style="height: 9000px"></div>${frame("?far#/3-10-p1", 'loading="lazy"')}`;
  await portal(page, lazy, { fitted: true });
  const asked = () => watch.asked(/embed\.html\?far/);
  // What is asked for after it, loaded and fitted in sight, has come: so would have come what was not waited with.
  await page.locator("#article").evaluate((article, html) => article.insertAdjacentHTML("afterbegin", html), frame("?near#/3-10-p2"));
  await expect(page.frameLocator("iframe").first().locator(".drawing svg path").first()).toBeAttached();
  await fits(page, 0);
  expect(watch.asked(/embed\.html\?near/)).toBe(1);
  expect(asked()).toBe(0);
  await page.locator("iframe").nth(1).scrollIntoViewIfNeeded();
  await expect(page.frameLocator("iframe").nth(1).getByRole("figure")).toBeVisible();
  expect(asked()).toBe(1);
  await fits(page, 1);
});
