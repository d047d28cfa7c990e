/** A file that cannot be read is told in a sentence of its own, which names it; and nothing changes. */

import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const LIMIT = 48 * 1024 * 1024;
const field = actual(INDICATORS[0]);

/** What is wrong, the file made from a sound one, and what is said of it. */
const damaged = [
  { name: "空.json", bytes: () => Buffer.alloc(0), said: "中身が空です。" },
  {
    name: "ページ.json",
    bytes: () => Buffer.from('<!doctype html>\n<html lang="ja"><title>ダウンロード</title></html>'),
    said: "中身はウェブページです。",
  },
  {
    name: "途中.json",
    bytes: (/** @type {string} */ text) => Buffer.from(text.slice(0, text.length / 2)),
    said: /\d+行目で途切れています。/,
  },
  {
    name: "シフトJIS.json",
    // 「商工業」 as an old editor saves it.
    bytes: () => Buffer.from([0x7b, 0x22, 0x8f, 0xa4, 0x8d, 0x48, 0x8b, 0xc6, 0x22, 0x3a, 0x31, 0x7d]),
    said: "文字コードがUTF-8ではないか、文字のファイルではありません。",
  },
  {
    name: "別の道具.json",
    bytes: () => Buffer.from('{"type": "excalidraw", "version": 2, "elements": []}'),
    said: "施策シートのスナップショットではありません。",
  },
  {
    name: "新しい版.json",
    bytes: (/** @type {string} */ text) => Buffer.from(text.replace('"version": 1', '"version": 2')),
    said: "このページより新しい版(形式2)で作られています。",
  },
  {
    name: "大きい.json",
    bytes: (/** @type {string} */ text) =>
      Buffer.concat([Buffer.from(text), Buffer.alloc(LIMIT + 1 - Buffer.byteLength(text), " ")]),
    said: "大きすぎます(48MB)。",
  },
  {
    name: "深い.json",
    bytes: (/** @type {string} */ text) =>
      Buffer.from(text.replace('"city"', `"deep": ${"[".repeat(10_000)}${"]".repeat(10_000)}, "city"`)),
    said: "入れ子が深すぎるか、文字にならない記号があります。",
  },
  {
    name: "別の計画.json",
    bytes: (/** @type {string} */ text) => Buffer.from(text.replace(/"id": "kamakura",\s*"formerIds": \["kamakura-3-10"\]/, '"id": "zushi-1-1"')),
    said: "別の施策シート(zushi-1-1)のファイルです。",
  },
  {
    name: "書き換え.json",
    bytes: (/** @type {string} */ text) => Buffer.from(text.replace('"edits": [', '"edits": [,')),
    said: /ファイルが壊れているか、途中で書き換えられています。場所は\d+行目の\d+文字目です。/,
  },
  {
    name: "順番.json",
    bytes: (/** @type {string} */ text) => Buffer.from(text.replace('"clock":1', '"clock":0')),
    said: /読める変更がありません。最初は1件目\(実績、.*\)で、順番の数\(clock\)が正しくありません。/,
  },
];

test("each damaged file has its sentence, and storage stays as it was, byte for byte", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(field, "75");
  const { text } = await app.save();
  const before = await app.storage();
  const sentences = new Set();
  for (const { name, bytes, said } of damaged) {
    await app.load({ name, bytes: bytes(text) });
    await expect(app.problem, name).toContainText(`「${name}」は読み込めません。`);
    await expect(app.problem, name).toContainText(said);
    await expect(app.problem, name).toContainText("いまの内容は何も変わっていません。");
    await expect(app.offer, name).toHaveCount(0);
    sentences.add((await app.problem.getByRole("paragraph").innerText()).replace(name, ""));
    expect(await app.storage(), name).toEqual(before);
  }
  expect(sentences.size, "each is told apart").toBe(damaged.length);
  await app.button("閉じる").click();
  await expect(app.problem).toHaveCount(0);
});

test("a file that just fits is read, and the page is whole after it", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(field, "75");
  const { text } = await app.save();
  const fits = Buffer.concat([Buffer.from(text), Buffer.alloc(LIMIT - Buffer.byteLength(text), " ")]);
  await app.load({ name: "入る.json", bytes: fits });
  await expect(app.offer).toContainText("「入る.json」の内容");
  await app.button("やめる").click();
  await app.open("enter");
  await app.holds({ [field]: "75" });
});

test("a damaged file is said beside an open offer, and a sound one ends what is said", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(field, "75");
  const { text } = await app.save();
  await app.load({ name: "良い.json", text });
  await expect(app.offer).toBeVisible();
  await app.load({ name: "空.json", text: "" });
  await expect(app.problem).toBeVisible();
  await expect(app.offer).toBeVisible();
  await app.load({ name: "良い.json", text });
  await expect(app.problem).toHaveCount(0);
  await expect(app.offer).toBeVisible();
});
