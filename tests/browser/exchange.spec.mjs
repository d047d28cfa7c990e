/** Files: saving all of it, comparing before anything changes, merging, replacing, taking back. */

import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));

/** A colleague's file: two actuals, entered in a browser of their own. @param {any} newContext */
async function colleaguesFile(newContext) {
  const colleague = new App(await (await newContext()).newPage());
  await colleague.openToEdit("exchange");
  await colleague.choice("所属(任意)").fill("産業課");
  await colleague.field("氏名(任意)").fill("鎌倉 花子");
  await colleague.field("氏名(任意)").blur();
  await colleague.said("氏名と所属を覚えました。");
  await colleague.open("enter");
  await colleague.enter(first, "75");
  await colleague.enter(second, "2041");
  const file = await colleague.save();
  await colleague.page.close();
  return file;
}

test("a snapshot has its name, its form, and what was entered", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await expect(app.bar).toContainText("ファイルに保存していない変更 1件");
  const { name, json, text } = await app.save();
  expect(name).toMatch(/^kamakura_3-10_\d{8}-\d{4}\.json$/);
  await app.said(`「${name}」を保存しました。`);
  await expect(app.bar).toContainText("ファイルに保存していない変更はありません。");
  expect(json).toMatchObject({ format: "shisaku-snapshot", version: 1, exportedBy: null });
  expect(new Date(json.exportedAt).toISOString()).toBe(json.exportedAt);
  expect(json.plan).toMatchObject({ id: "kamakura", formerIds: ["kamakura-3-10"] });
  expect(json.edits).toHaveLength(1);
  expect(json.edits[0]).toMatchObject({ cell: "3-10-k1/actual/2026", value: { observation: { final: "75" } } });
  expect(text.endsWith("}\n")).toBe(true);
});

test("the department stands in the file and its name", async ({ newContext }) => {
  const { name, json } = await colleaguesFile(newContext);
  expect(name).toMatch(/^kamakura_3-10_産業課_\d{8}-\d{4}_全体\.json$/);
  expect(json.exportedBy).toMatchObject({ author: "鎌倉 花子", department: "産業課" });
});

test("two saves of the same state differ in exportedAt alone", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(third, "58");
  await app.undo();
  const one = await app.save();
  await app.reload();
  await app.edit();
  const two = await app.save();
  const without = (/** @type {string} */ text) => text.replace(/"exportedAt": "[^"]+"/, '"exportedAt": ""');
  expect(without(two.text)).toBe(without(one.text));
  expect(without(one.text)).not.toBe(one.text);
});

test("saved, cleared, loaded: compared first, merged, taken back, restored", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(second, "未公表");
  const file = await app.save();

  await page.evaluate(() => localStorage.clear());
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "", [second]: "" });

  const before = await app.storage();
  await app.load(file);
  await app.shows("exchange");
  await expect(app.offer).toContainText("まだ何も変わっていません。");
  await expect(app.offer.getByRole("heading", { name: `「${file.name}」の内容` })).toBeVisible();
  expect(await app.offered()).toEqual([
    [first, "未入力", expect.stringMatching(/^75 氏名の記載なし .*\(所属不明\)$/), "75"],
    [second, "未入力", expect.stringMatching(/^未公表 氏名の記載なし /), "未公表"],
  ]);
  expect(await app.storage(), "nothing has changed").toEqual(before);

  await app.button("統合する").click();
  await app.said("統合しました。2か所が変わりました。");
  await expect(app.offer).toHaveCount(0);
  await expect(app.main.getByRole("listitem").filter({ hasText: `「${file.name}」` })).toContainText("変更2件");
  await app.open("enter");
  await app.holds({ [first]: "75", [second]: "未公表" });
  await app.undo();
  await app.holds({ [first]: "", [second]: "" });
  await app.redo();
  await app.holds({ [first]: "75", [second]: "未公表" });
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "75", [second]: "未公表" });

  // Loaded once more, it changes nothing.
  await app.load(file);
  await expect(app.offer).toContainText("統合すると変わるところ: ありません。");
});

test("a colleague’s file that disagrees leaves both values, and someone decides", async ({ app, newContext }) => {
  const file = await colleaguesFile(newContext);
  await app.openToEdit("enter");
  await app.enter(first, "80");
  await app.load(file);
  expect(await app.offered()).toEqual([
    [
      first,
      "80",
      expect.stringMatching(/^75 産業課 鎌倉 花子 /),
      expect.stringMatching(/^80\(食い違い: ほかに75\) 食い違いとして両方残ります/),
    ],
  ]);
  await expect(app.group("統合すると変わるところ: 1か所")).toContainText("2,041");
  await app.button("統合する").click();
  const values = app.conflict(first).getByRole("listitem");
  await expect(values).toHaveCount(2);
  await expect(values.filter({ hasText: "80" })).toHaveCount(1);
  await expect(values.filter({ hasText: "75" })).toContainText("産業課 鎌倉 花子");
  await app.button(`この値にする: 75(${first})`).click();
  await expect(app.conflict(first)).toHaveCount(0);
  await app.open("enter");
  await app.holds({ [first]: "75", [second]: "2,041" });
});

test("この内容に置き換える brings every cell to the file’s state, in one step", async ({ app, newContext }) => {
  const file = await colleaguesFile(newContext);
  await app.openToEdit("enter");
  await app.enter(first, "80");
  await app.enter(third, "58");
  await app.load(file);
  await expect(app.offer).toContainText("「この内容に置き換える」を選ぶと変わるところ: 3か所");
  await app.button("この内容に置き換える").click();
  await app.said("ファイルの内容に置き換えました。3か所が変わりました。");
  await expect(app.main.getByRole("group", { name: /の食い違い$/ })).toHaveCount(0);
  await app.open("enter");
  await app.holds({ [first]: "75", [second]: "2,041", [third]: "" });
  await app.undo();
  await app.holds({ [first]: "80", [second]: "", [third]: "58" });
  await app.redo();
  await app.holds({ [first]: "75", [second]: "2,041", [third]: "" });
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "75", [second]: "2,041", [third]: "" });
});

test("やめる changes nothing", async ({ app, newContext }) => {
  const file = await colleaguesFile(newContext);
  await app.openToEdit("enter");
  await app.enter(third, "58");
  const before = await app.storage();
  await app.load(file);
  await app.button("やめる").click();
  await app.said("ファイルの内容は取り込んでいません。何も変わっていません。");
  await expect(app.offer).toHaveCount(0);
  expect(await app.storage()).toEqual(before);
  await app.open("enter");
  await app.holds({ [first]: "", [third]: "58" });
});

test("a file is dropped on its place, or anywhere on the page", async ({ app, page, newContext }) => {
  const file = await colleaguesFile(newContext);
  await app.openToEdit("exchange");
  await app.drop(page.getByText("スナップショット(JSONファイル)をここに置くか"), file);
  await expect(app.offer).toBeVisible();
  await app.button("やめる").click();
  await app.open("overview");
  await app.drop(app.heading, file);
  await app.shows("exchange");
  expect(await app.offered()).toHaveLength(2);
  await app.button("統合する").click();
  await app.open("enter");
  await app.holds({ [first]: "75", [second]: "2,041" });
});

test("two colleagues’ files in either order give the same", async ({ newContext }) => {
  const files = [];
  for (const [name, text] of [
    [first, "75"],
    [settlement(PROJECTS[0].name), "1,198"],
  ]) {
    const colleague = new App(await (await newContext()).newPage());
    await colleague.openToEdit("enter");
    await colleague.enter(name, text);
    files.push({ ...(await colleague.save()), name: `${files.length}.json` });
  }
  const saved = [];
  for (const order of [files, files.toReversed()]) {
    const collector = new App(await (await newContext()).newPage());
    await collector.openToEdit("exchange");
    for (const file of order) {
      await collector.load(file);
      await expect(collector.offer).toContainText(file.name);
      await collector.button("統合する").click();
      await expect(collector.offer).toHaveCount(0);
    }
    const { json } = await collector.save();
    saved.push({ ...json, exportedAt: "" });
  }
  expect(saved[0].edits).toHaveLength(2);
  expect(saved[1]).toEqual(saved[0]);
});
