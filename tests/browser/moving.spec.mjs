/** Moving about without a mouse or without sight: headings, focus, titles, what is spoken, narrow screens. */

import { SCREENS } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;
const names = /** @type {(keyof typeof SCREENS)[]} */ (Object.keys(SCREENS));

test("each screen has one h1, which takes the focus, and a title of its own", async ({ app, page }) => {
  await app.open();
  await expect(page).toHaveTitle("施策シート");
  const titles = new Set();
  for (const name of [...names.slice(1), names[0]]) {
    await page.evaluate((address) => {
      location.hash = address;
    }, SCREENS[name].address);
    await app.shows(name);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(app.heading).toBeFocused();
    // A policy's sheet and its first screen have one heading.
    const of = name === "sheet" ? "のシート" : "";
    if (name !== "overview") await expect(page).toHaveTitle(`${SCREENS[name].heading}${of} | 施策シート`);
    titles.add(await page.title());
  }
  expect(titles.size).toBe(names.length);
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
});

test("a screen comes with the focus on its heading: what is pressed on it at once keeps the focus", async ({ app, page }) => {
  await app.openToEdit("sheet");
  // Called after the program's own listener, in the same task.
  const focused = await page.evaluate(
    (address) =>
      new Promise((resolve) => {
        addEventListener("hashchange", () => resolve(document.activeElement?.textContent), { once: true });
        location.hash = address;
      }),
    SCREENS.handIn.address,
  );
  expect(focused).toBe(await app.heading.textContent());
  await app.shows("handIn");
});

test("the skip link leads to the content, and the screen stays", async ({ app, page }) => {
  await app.open("sheet");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "本文へ移動" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(app.main).toBeFocused();
  await app.shows("sheet");
  expect(new URL(page.url()).hash).toBe("#/policy/3-10");
  await page.keyboard.press("Tab");
  expect(await app.main.evaluate((main) => main.contains(document.activeElement))).toBe(true);
});

test("what is said is shown each time, long after what was said before has gone", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(actual(K1), "75");
  const said = page.locator(".said p");
  // As after its eight seconds.
  await said.evaluate((said) => said.getAnimations().forEach((animation) => animation.finish()));
  await expect(said).toBeHidden();
  // Two things are said in one task, of which the second is the one that counts.
  await app.button("入力済みの値をすべて確認済みにする(施策指標)").click();
  await expect(said).toHaveText("1か所を確認済みにしました。");
  await expect(said).toBeVisible();
  await expect(app.field(actual(K1)), "who confirms goes on with the row").toBeFocused();
});

test("the live region says what was done", async ({ app }) => {
  await app.open("enter");
  const said = app.page.locator("[aria-live=polite]");
  await expect(said).toHaveCount(1);
  await app.edit();
  await expect(said).toHaveText("編集を始めました。表示しているのは、このブラウザーの下書きです。");
  await app.enter(actual(K1), "75");
  await expect(said).toHaveText(`「${actual(K1)}」を75にしました(このブラウザーに保存済み)。`);
  await app.undo();
  await expect(said).toHaveText(/^元に戻しました。.* R8 実績は、.*です。$/);
  await app.redo();
  await expect(said).toHaveText(/^やり直しました。.* R8 実績は、.*です。$/);
  const { name } = await app.save();
  await expect(said).toHaveText(`「${name}」を保存しました。取りまとめの担当に渡すか、控えとして保管してください。`);
  await app.load({ name: "空.json", text: "" });
  await expect(said).toContainText("「空.json」は読み込めません。");
  await app.bar.getByRole("button", { name: "閲覧に戻る" }).click();
  await expect(said).toHaveText("閲覧に戻りました。表示しているのは、公表されている内容です。");
});

test("when what was pressed goes, the focus goes to what came for it", async ({ app, page }) => {
  const edit = app.head.getByRole("button", { name: "編集する" });
  await app.open("enter");
  await app.bar.getByRole("button", { name: "閲覧に戻る" }).click();
  for (const begin of [edit, app.main.getByRole("button", { name: "編集する" })]) {
    await begin.focus();
    await page.keyboard.press("Enter");
    // On the screen of entry: its first field.
    await expect(app.field(actual(K1))).toBeFocused();
    await app.bar.getByRole("button", { name: "閲覧に戻る" }).focus();
    await page.keyboard.press("Enter");
    await expect(edit).toBeFocused();
  }

  await app.edit();
  await app.enter(actual(K1), "75");
  const file = await app.save();
  for (const choice of ["やめる", "統合する", "この内容に置き換える"]) {
    await app.load(file);
    await expect(app.offer.getByRole("heading", { level: 2 })).toBeFocused();
    await app.button(choice).focus();
    await page.keyboard.press("Enter");
    await expect(app.offer).toHaveCount(0);
    await expect(app.heading).toBeFocused();
  }
  await app.load({ name: "空.json", text: "" });
  await app.button("閉じる").focus();
  await page.keyboard.press("Enter");
  await expect(app.heading).toBeFocused();
});

for (const width of [320, 375, 768]) {
  test(`no sideways scroll of the page at ${width} px, in reading and editing`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 640 });
    const overflow = () =>
      page.evaluate(() => {
        const root = document.documentElement;
        const out = [...document.body.querySelectorAll("*")].filter((element) => {
          const box = element.getBoundingClientRect();
          return (
            box.right > root.clientWidth + 1 &&
            box.width > 0 &&
            !element.parentElement?.closest(".scroll, .hidden, .skip")
          );
        });
        const named = out.slice(0, 5).map((element) => `${element.tagName}.${element.className}`);
        return root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} > ${root.clientWidth}`, ...named] : [];
      });
    await app.open();
    for (const mode of ["reading", "editing"]) {
      if (mode === "editing") await app.edit();
      for (const name of names) {
        await app.open(name);
        expect(await overflow(), `${name}, ${mode}`).toEqual([]);
      }
    }
    await page.goto("./embed.html#/3-10-p1");
    await expect(page.getByRole("figure")).toBeVisible();
    expect(await overflow(), "embed").toEqual([]);
  });
}

test("a table wider than the screen scrolls in a frame that the keyboard reaches", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await app.open("sheet");
  const frame = page.getByRole("region", { name: `${K1}の初期値と年度ごとの実績` });
  await frame.focus();
  await expect(frame).toBeFocused();
  expect(await frame.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => frame.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});
