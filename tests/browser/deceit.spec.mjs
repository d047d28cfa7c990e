/**
 * Files and pages made to deceive: what takes effect was on the screen before, with who says so (ARCHITECTURE.md, "What a
 * file may do"). The laws are held natively (edits/laws.rs); here a person would see what they promise.
 */

import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second] = INDICATORS.map((indicator) => actual(indicator));
const paid = settlement(PROJECTS[0].name);

/** @param {any} file @param {any[]} edits */
const withEdits = (file, edits) => ({ name: "出どころ不明.json", text: JSON.stringify({ ...file, exportedBy: null, edits }) });
const EVIL = { at: "9999-12-31T23:59:59.999Z", clock: 2 ** 48 };

test("steps that are not there yet cannot be taken back, and clocks leave room", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const { json } = await app.save();
  const [own] = json.edits;
  const [strand] = own.id.split(/-\d+-/);
  const guesses = Array.from({ length: 60 }, (_, n) => `${strand}-${n + 2}-AAAAAAAAAAAAAAAA`);
  const evil = guesses.map((step, n) => ({ id: `evil-${n}`, step: `evil-${n}`, ...EVIL, retracts: step, seen: [step] }));
  await app.load(withEdits(json, evil));
  await app.button("統合する").click();
  await app.open("enter");
  await app.enter(first, "76");
  await app.enter(second, "2041");
  await app.reload();
  await app.edit();
  await app.holds({ [first]: "76", [second]: "2,041" });
  // What leaves here is taken by a colleague as ever.
  const file = await app.save();
  const clocks = file.json.edits.filter((/** @type {any} */ edit) => !edit.id.startsWith("evil-")).map((/** @type {any} */ edit) => edit.clock);
  expect(clocks).toHaveLength(3);
  expect(Math.max(...clocks)).toBeLessThan(100);
});

test("a file that takes back says so: the value after, who, and whose duty", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(paid, "1198");
  const { json } = await app.save();
  const [own] = json.edits;
  const evil = { id: "evil-1", step: "evil-1", ...EVIL, retracts: own.step, seen: [own.id], department: "観光課" };
  await app.load(withEdits(json, [own, evil]));
  const row = app.group("所管課ではない課からの変更: 1か所").getByRole("row").nth(1);
  await expect(row).toContainText("1,198");
  await expect(row.getByRole("cell").last()).toHaveText("未入力");
  await expect(row).toContainText("取り消し: 観光課");

  // Without a department it is nobody's.
  await app.button("やめる").click();
  const { department: _, ...nobody } = evil;
  await app.load(withEdits(json, [own, nobody]));
  await expect(app.group("統合すると変わるところ: 1か所")).toContainText("氏名の記載なし");
  await expect(app.group("統合すると変わるところ: 1か所")).toContainText("(所属不明)");
  await expect(app.offer).toContainText("変更のうち1か所は、入力した人の所属が書かれていません");
  await app.button("統合する").click();
  await app.open("enter");
  await app.holds({ [paid]: "" });
  await app.undo();
  await app.holds({ [paid]: "1,198" });
});

test("closing a year once more hides no correction, and both closings are shown", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.open("publish");
  await app.closeYear();
  const { json } = await app.save();
  const [value] = json.edits.filter((/** @type {any} */ edit) => edit.cell === "3-10-k1/actual/2026");
  const [closing] = json.edits.filter((/** @type {any} */ edit) => edit.cell === "3-10/closed/2026");
  const forged = { ...value, ...EVIL, id: "evil-1", step: "evil-1", value: { observation: { final: "999" } }, seen: [...value.seen, value.id] };
  const again = { ...closing, ...EVIL, id: "evil-2", step: "evil-2", seen: [...closing.seen, closing.id, "evil-1"] };
  await app.load(withEdits(json, [...json.edits, forged, again]));
  const changed = app.group("統合すると変わるところ: 2か所");
  const row = changed.getByRole("row").filter({ hasText: first });
  await expect(row).toContainText("999(訂正)");
  await expect(row, "the closing by which it is one").toContainText("締め 氏名の記載なし");
  await expect(changed.getByRole("row").filter({ hasText: "R8 締め" })).toContainText("締め2回");
  await app.button("統合する").click();
  await app.open("enter");
  await expect(app.main.getByText("訂正", { exact: true })).toHaveCount(1);
  await expect(app.main).toContainText(/締めた年度です\(.*に締めました、.*に締めました\)/);
});

test("an id told in two ways is a disagreement, whichever came first, and a decision ends it", async ({ app, newContext }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const { json } = await app.save();
  const [own] = json.edits;
  const forged = { ...own, value: { observation: { final: "9999" } } };
  await app.load(withEdits(json, [forged]));
  await expect(app.group("食い違いになるところ: 1か所")).toContainText("9,999");
  await app.button("統合する").click();
  await app.button(`この値にする: 75(${first})`).click();
  await expect(app.conflict(first)).toHaveCount(0);
  // The other way round: the forged one is known first, the honest file comes after, and is not refused.
  const other = new App(await (await newContext()).newPage());
  await other.openToEdit("exchange");
  await other.load(withEdits(json, [forged]));
  await other.button("統合する").click();
  await other.load({ name: "正しい.json", text: JSON.stringify(json) });
  await expect(other.group("食い違いになるところ: 1か所")).toContainText("75");
});

test("a confirmation lapses with its value, is shown so, and is not published", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.main.getByRole("button", { name: /^入力済みの値をすべて確認済みにする/ }).first().click();
  await expect(app.main.getByText("確認済み", { exact: true })).toHaveCount(1);
  await app.enter(first, "76");
  await expect(app.main.getByText("確認のあとに値が変わりました")).toHaveCount(1);
  await app.open("publish");
  await expect(app.main.getByRole("table").first()).not.toContainText("確認済み");
  const { bytes } = await app.saved(app.button("plan.jsonを保存"));
  expect(bytes.toString("utf8")).not.toMatch(/confirmation|"75"/);
});

test("what was there before is told by the edits, not by who says it", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  const { json } = await app.save();
  const [own] = json.edits;
  const forged = { ...own, ...EVIL, id: "evil-1", step: "evil-1", value: { observation: { final: "80" } }, seen: [own.id], was: { observation: { final: "1" } } };
  await app.load(withEdits(json, [...json.edits, forged]));
  await app.button("統合する").click();
  await app.open("history");
  await expect(app.main.getByRole("row").filter({ hasText: "→ 80" })).toContainText("75 → 80");
});

test("an open comparison stays when a link is opened under it", async ({ app, page, newContext }) => {
  const link = async (/** @type {string} */ value) => {
    const other = new App(await (await newContext()).newPage());
    await other.openToEdit("enter");
    await other.enter(first, value);
    await other.open("exchange");
    await other.page.getByText("一部だけを保存・共有する").click();
    await other.button("すべて選ぶ").click();
    await other.button("リンクで共有").click();
    return new URL(await other.page.locator("#share-link").inputValue()).hash;
  };
  const [one, two] = [await link("75"), await link("999")];
  await app.openToEdit("exchange");
  await page.evaluate((hash) => void (location.hash = hash), one);
  await expect(app.group("統合すると変わるところ: 1か所")).toContainText("75");
  await page.evaluate((hash) => void (location.hash = hash), two);
  await app.said("別の共有リンクが開かれました。");
  await expect(app.group("統合すると変わるところ: 1か所")).toContainText("75");
  await app.button("統合する").click();
  await app.button("待っている内容を比較する").click();
  await expect(app.group("食い違いになるところ: 1か所")).toContainText("999");
  await app.button("やめる").click();
  await app.open("enter");
  await app.holds({ [first]: "75" });
});

test("a text longer than a file may hold is refused in its field, and nothing beside it is lost", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(second, "2041");
  await app.openDetails(first);
  const remark = `${first}の備考`;
  await app.field(remark).fill("港".repeat(33_334));
  await app.field(remark).blur();
  await app.describes(remark).toBe(/^\*文字が多すぎます。/);
  await app.field(remark).fill("港".repeat(33_333));
  await app.field(remark).blur();
  await app.describes(remark).toBe("");
  const file = await app.save();
  await app.reload();
  await app.edit();
  await app.holds({ [second]: "2,041" });
  await app.load(file);
  await expect(app.offer).toContainText("統合すると変わるところ: ありません。");
});
