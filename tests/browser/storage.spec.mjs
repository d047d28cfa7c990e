/** The browser's storage is blocked, full, damaged, shared or cleared: the page works, says so, and loses nothing. */

import { readFile } from "node:fs/promises";
import { KEYS } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));

test("blocked: it says so at once, and the file still holds the edit", async ({ app, context, page }) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await app.openToEdit("enter");
  await expect(app.bar.getByRole("alert")).toContainText("このブラウザーでは、保存が許可されていません。");
  await app.enter(first, "75");
  await app.holds({ [first]: "75" });
  // It says so, and does not call it saved.
  await app.said(`「${first}」を75にしました。このブラウザーでは、保存が許可されていません。変更はこの画面にだけ残っています。`);
  await expect(app.bar.getByRole("alert")).toContainText("「スナップショットを保存」でファイルに保存してください。");
  const { json } = await app.save();
  expect(json.edits).toHaveLength(1);
  await app.undo();
  await app.holds({ [first]: "" });
  await app.redo();
  await app.holds({ [first]: "75" });

  // Leaving would lose it: the browser asks.
  const asked = page.waitForEvent("dialog");
  const closed = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
  await closed;
});

test("full: it says so at once, and the file still holds the edit", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.said(`「${first}」を75にしました(このブラウザーに保存済み)。`);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const before = await app.storage();
  await app.enter(second, "2041");
  await app.holds({ [second]: "2,041" });
  await app.said(`「${second}」を2,041にしました。ブラウザーの保存場所がいっぱいか、書き込みが許可されていません。`);
  await expect(app.bar.getByRole("alert")).toContainText("変更はこの画面にだけ残っています。");
  expect(await app.storage()).toEqual(before);
  const { json } = await app.save();
  expect(json.edits).toHaveLength(2);
});

test("a write that does not read back is not called saved", async ({ app, page }) => {
  await app.openToEdit("enter");
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {};
  });
  await app.enter(first, "75");
  await app.said(`「${first}」を75にしました。書き込んだ内容を読み返せませんでした。`);
});

test("what cannot be read stays where it is and is offered; other programs’ keys are left alone", async ({ app, page }) => {
  const others = {
    theme: "dark",
    "shisaku/2/x": "{",
    "shisaku/1/zushi-1-1/edits/a/0": "not ours",
    [`${KEYS}later/1`]: "{new",
  };
  const garbage = {
    [`${KEYS}edits/broken/0`]: '[{"id":',
    [`${KEYS}loads/broken`]: "こわれた",
    [`${KEYS}filed/x`]: "[]",
  };
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await page.evaluate((all) => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text)), {
    ...others,
    ...garbage,
  });
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "75" });
  const kept = await app.storage();
  expect(kept).toMatchObject({ ...others, ...garbage });

  await app.open("exchange");
  await expect(app.main).toContainText("読めない内容が3件ありました。");
  const download = page.waitForEvent("download");
  await app.button("読めなかった内容をファイルに保存").click();
  const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(saved).toMatchObject({ format: "shisaku-aside", planId: "kamakura" });
  expect(saved.pieces.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual(
    Object.entries(garbage)
      .map(([key, text]) => ({ key, text }))
      .toSorted((a, b) => a.key.localeCompare(b.key)),
  );
  await app.reload();
  await expect(app.main, "still offered").toContainText("読めない内容が3件ありました。");
});

test("another tab clears storage: the edits come back", async ({ app, context }) => {
  const other = new App(await context.newPage());
  await other.openToEdit("enter");
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(second, "2041");
  await other.holds({ [first]: "75", [second]: "2,041" });
  // Not before this tab has heard of it: until then it sees what was there.
  await app.page.evaluate(() => {
    const heard = new Promise((resolve) => addEventListener("storage", ({ key }) => key === null && resolve(true)));
    Object.assign(window, { heard });
  });
  await other.page.evaluate(() => localStorage.clear());
  await app.page.evaluate(() => /** @type {any} */ (window).heard);
  await expect
    .poll(async () => Object.keys(await app.storage()).filter((key) => key.includes("/edits/")))
    .toHaveLength(1);
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "75", [second]: "2,041" });
});

test("another program’s keys do not disturb an open page", async ({ app, context }) => {
  const other = await context.newPage();
  await app.openToEdit("enter");
  await other.goto("./");
  await app.enter(first, "75");
  await other.evaluate((keys) => {
    localStorage.setItem("theme", "dark");
    localStorage.removeItem("theme");
    localStorage.setItem(`${keys}edits/garbage/0`, "{");
  }, KEYS);
  await app.enter(second, "2041");
  await app.holds({ [first]: "75", [second]: "2,041" });
  expect(await app.storage(), "what another tab wrote stays where it put it").toMatchObject({
    [`${KEYS}edits/garbage/0`]: "{",
  });
});

for (const [answer, said] of /** @type {const} */ ([
  [true, "ブラウザーが自分から消すことはありませんが、閲覧データを消すか、プライベートウィンドウを閉じると消えます。"],
  [false, "しばらく開かないとブラウザーが消すことがあります(Safariでは7日)。"],
  [undefined, "閲覧データを消すか、プライベートウィンドウを閉じると消えます。"],
])) {
  test(`asked to keep its storage, a browser that answers ${answer}: said before the first value, in one sentence`, async ({ app, context }) => {
    await context.addInitScript((answer) => {
      const asked = () => (Object.assign(window, { asked: true }), Promise.resolve(answer));
      Object.defineProperty(navigator, "storage", { value: answer === undefined ? undefined : { persist: asked } });
    }, answer);
    await app.open("sheet");
    expect(await app.page.evaluate(() => "asked" in window), "nobody who reads is asked").toBe(false);
    await app.edit();
    await expect(app.bar.locator(".saving")).toHaveText(new RegExp(`^入力は、その場でこのブラウザーに保存されます。[^。]*${said.replaceAll(/[()]/g, "\\$&")}$`), { useInnerText: true });
    await app.enter(first, "75");
    await expect(app.bar.locator(".saving")).toHaveText(/^\d+時\d\d分に、このブラウザーに保存しました。$/);
  });
}
