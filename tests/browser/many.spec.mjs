/** Many hands: several files at once, set against each other, decided, switched off and on; who has answered; history. */

import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));
const [P1, P2] = PROJECTS;

/**
 * Somebody's file, entered in a browser of their own.
 *
 * @param {any} newContext @param {string} department @param {Record<string, string>} values
 */
async function fileOf(newContext, department, values) {
  const context = await newContext();
  const app = new App(await context.newPage());
  await app.openToEdit("exchange");
  await app.choice("所属(任意)").fill(department);
  await app.choice("所属(任意)").blur();
  await app.said("所属を覚えました。");
  await app.open("enter");
  for (const [name, text] of Object.entries(values)) await app.enter(name, text);
  const file = await app.save();
  await context.close();
  return { ...file, name: `${department}.json` };
}

test("three files at once: one comparison, groups, decided in bulk, undone by one step", async ({ app, newContext }) => {
  test.slow();
  const files = [
    await fileOf(newContext, "産業課", { [first]: "75", [second]: "2041", [settlement(P1.name)]: "1198" }),
    await fileOf(newContext, "観光課", { [first]: "80", [settlement(P2.name)]: "320000" }),
    await fileOf(newContext, "企画課", { [first]: "75.0" }),
  ];
  await app.openToEdit("enter");
  await app.enter(third, "58");
  await app.load(...files);
  await expect(app.offer.getByRole("heading").first()).toHaveText("「産業課.json」ほか2個の内容");
  await expect(app.group("食い違いになるところ: 1か所")).toContainText("75");
  await expect(app.group("食い違いになるところ: 1か所")).toContainText("「観光課.json」");
  await expect(app.group("統合すると変わるところ: 2か所")).toContainText("1,198");
  // 観光課 does not answer for 産業課's project: set apart.
  await expect(app.group("所管課ではない課からの変更: 1か所")).toContainText("320,000");
  await expect(app.offer.getByText("手元だけにあるか、手元の方が新しいところ: 1か所").first()).toBeVisible();

  // Narrowed to one person's.
  await app.offer.getByRole("combobox", { name: "入力した人" }).selectOption("観光課");
  await expect(app.group("統合すると変わるところ")).toHaveCount(0);
  await app.offer.getByRole("combobox", { name: "入力した人" }).selectOption("すべて");

  const decision = app.choice(`${first}の決め方`);
  await expect(decision).toHaveValue("");
  await app.button("「観光課.json」を優先").click();
  await expect(decision.locator("option:checked")).toHaveText("80");
  await app.button("新しい方").click();
  await expect(decision.locator("option:checked")).toHaveText("75.0");
  await app.button("統合する").click();
  await app.said("食い違い1か所を決めました。");
  await app.open("enter");
  await app.holds({ [first]: "75.0", [second]: "2,041", [settlement(P2.name)]: "320,000", [third]: "58" });
  // The decision is a step of its own; before it, the three files are one.
  await app.undo();
  await expect(app.conflict(first)).toBeVisible();
  await app.undo();
  await app.holds({ [first]: "", [second]: "", [settlement(P2.name)]: "", [third]: "58" });
  await app.redo();
  await app.redo();
  await app.holds({ [first]: "75.0", [second]: "2,041" });

  // One file alone off, and on again.
  await app.open("exchange");
  await app.button("取り込みを外す: 「産業課.json」").click();
  await app.said("ファイルの取り込みを外しました。");
  await app.open("enter");
  await app.holds({ [second]: "", [settlement(P1.name)]: "", [settlement(P2.name)]: "320,000" });
  await app.reload();
  await app.open("exchange");
  await app.edit();
  await app.button("もう一度取り込む: 「産業課.json」").click();
  await app.open("enter");
  await app.holds({ [second]: "2,041", [settlement(P1.name)]: "1,198" });
});

test("among good files a bad one changes nothing and is named", async ({ app, newContext }) => {
  const good = await fileOf(newContext, "産業課", { [first]: "75" });
  await app.openToEdit("exchange");
  const before = await app.storage();
  await app.load(good, { name: "こわれた.json", text: good.text.slice(0, 900) }, { name: "空.json", text: "" });
  await expect(app.problem.filter({ hasText: "「こわれた.json」は読み込めません。" })).toContainText("途切れています");
  await expect(app.problem.filter({ hasText: "「空.json」は読み込めません。" })).toBeVisible();
  await expect(app.group("統合すると変わるところ: 1か所")).toBeVisible();
  expect(await app.storage()).toEqual(before);
  const many = Array.from({ length: 51 }, (_, index) => ({ ...good, name: `${index}.json` }));
  await app.load(...many);
  await expect(app.problem.filter({ hasText: "51個のファイル" })).toContainText("50個まで");
});

test("whoever only looks sees the result and takes nothing over", async ({ app, newContext }) => {
  const file = await fileOf(newContext, "産業課", { [first]: "75" });
  await app.open("exchange");
  await app.load(file);
  const before = await app.storage();
  await app.button("取り込まずに見る").click();
  await app.shows("sheet");
  await expect(app.page.getByText("取り込む前のファイルの内容を表示しています。").first()).toBeVisible();
  await expect(app.main.getByRole("table").first()).toContainText("75");
  await expect(app.page.getByRole("textbox")).toHaveCount(0);
  await app.button("見るのをやめる").click();
  await app.shows("exchange");
  await app.button("やめる").click();
  await app.open("sheet");
  await expect(app.main.getByRole("table").first()).not.toContainText("75");
  expect(await app.storage()).toEqual(before);
});

test("open disagreements are decided at once, and that is undone", async ({ app }) => {
  await app.disagree(first);
  await app.button("手元を優先").click();
  await app.said("食い違い1か所を決めました。");
  await expect(app.conflict(first)).toHaveCount(0);
  await app.open("history");
  await expect(app.main.getByRole("row").filter({ hasText: "80に決定" })).toHaveCount(1);
  await app.open("enter");
  await app.holds({ [first]: "80" });
  await app.undo();
  await expect(app.conflict(first)).toBeVisible();
});

test("who has answered, and what is missing as a text to send", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(settlement(P1.name), "1198");
  await app.enter(first, "75");
  await app.button(`入力済みの値をすべて確認済みにする(1 ${P1.name})`).click();
  await app.said("1か所を確認済みにしました。「要確認」や「注意」のある1か所は、行ごとに確認してください。");
  const asked = app.check(`${P1.name} R8 予算額(千円)`);
  await asked.locator("summary").click();
  await asked.getByRole("button").click();
  await expect(asked).toHaveCount(0);
  await app.open("answers");
  const row = (/** @type {string} */ head) => app.main.getByRole("row").filter({ hasText: head });
  await expect(row("産業課").getByRole("cell")).toHaveText(["6 / 15", "2 / 15", "0", "9", "まだ届いていません"]);
  await expect(row("施策指標").getByRole("cell")).toHaveText(["1 / 5", "0 / 5", "0", "4", ""]);
  const missing = page.getByRole("textbox", { name: "未入力の項目" });
  await expect(missing).toHaveValue(/^令和8\(2026\)年度の未入力の項目\n\n【施策指標/);
  await expect(missing).toHaveValue(new RegExp(`・${second}`));
  await expect(missing).not.toHaveValue(new RegExp(`・${settlement(P1.name).replaceAll(/[()]/g, "\\$&")}`));
  // Each leads to its field. A confirmation lapses with its value.
  await app.main.getByText("施策指標(所管課の記載なし): 4か所", { exact: true }).click();
  await app.main.getByRole("link", { name: second }).click();
  await app.shows("enter");
  await expect(app.field(second)).toBeFocused();
  await app.enter(settlement(P1.name), "1199");
  await app.open("answers");
  await expect(row("産業課").getByRole("cell").nth(1)).toHaveText("1 / 15");
});

test("the history tells who, where and what, can be searched, and leads back", async ({ app, newContext }) => {
  const file = await fileOf(newContext, "観光課", { [second]: "2041" });
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(first, "76");
  await app.undo();
  await app.load(file);
  await app.button("統合する").click();
  await app.open("history");
  const rows = app.main.getByRole("row");
  await expect(rows.filter({ hasText: "75 → 76" })).toContainText("取り消し済み");
  await expect(rows.filter({ hasText: "未入力 → 2,041" })).toContainText("観光課");
  await expect(rows.filter({ hasText: "未入力 → 2,041" })).toContainText("「観光課.json」");
  await app.page.getByRole("searchbox", { name: "項目・人・理由で探す" }).fill("観光課");
  await expect(rows).toHaveCount(2);
  await app.page.getByRole("searchbox", { name: "項目・人・理由で探す" }).fill("");
  await app.choice("入力した人").selectOption("観光課");
  await expect(rows).toHaveCount(2);
  await app.choice("入力した人").selectOption("すべて");
  await expect(rows.first()).toContainText("日時");
  await app.button(`この値に戻す: 76(${first})`).click();
  await app.open("enter");
  await app.holds({ [first]: "76" });
});

test("a department’s part alone", async ({ app }) => {
  await app.openToEdit("exchange");
  await app.choice("所属(任意)").fill("産業課");
  await app.choice("所属(任意)").blur();
  await app.open("enter");
  await app.enter(settlement(P1.name), "1198");
  await app.open("exchange");
  await app.choice("所属(任意)").fill("企画課");
  await app.choice("所属(任意)").blur();
  await app.open("enter");
  await app.enter(first, "75");
  await app.enter(budget(P2.name), "324238");
  await app.open("exchange");
  await app.choice("所属(任意)").fill("産業課");
  await app.choice("所属(任意)").blur();
  const download = app.page.waitForEvent("download");
  await app.button("産業課の分を提出用に保存").click();
  const file = await download;
  await app.said("このブラウザーの変更のうち、1件は選んだ範囲の外なので入っていません。");
  await expect(app.bar, "so they still wait to be saved").toContainText("ファイルに保存していない変更");
  expect(file.suggestedFilename()).toMatch(/^kamakura_3-10_産業課_\d{8}-\d{4}\.json$/);
  const { edits } = JSON.parse((await import("node:fs")).readFileSync(await file.path(), "utf8"));
  const cells = edits.map((/** @type {{ cell: string }} */ { cell }) => cell).toSorted();
  expect(cells).toEqual(["3-10-p1/settlement/2026", "3-10-p2/budget/2026"]);
});

test("two thousand cells: shown page by page, taken in, listed as not in the sheet", async ({ app }) => {
  await app.openToEdit("exchange");
  const { json } = await app.save();
  const at = "2026-05-01T00:00:00.000Z";
  json.edits = Array.from({ length: 2_000 }, (_, n) => ({
    id: `many-${n}`,
    step: "many",
    clock: 1,
    at,
    cell: `9-99-k${n}/actual/2026`,
    value: { observation: { final: String(n) } },
    was: { observation: "notEntered" },
    seen: [],
    department: "産業課",
  }));
  await app.load({ name: "2000.json", text: JSON.stringify(json) });
  const table = app.offer.getByRole("table").first();
  await expect(table.getByRole("caption")).toContainText("2000か所");
  await expect(table.getByRole("row")).toHaveCount(51);
  await app.offer.getByRole("button", { name: "さらに表示する" }).first().click();
  await expect(table.getByRole("row")).toHaveCount(101);
  await app.button("統合する").click();
  await expect(app.main.getByRole("heading", { name: "このシートにない項目の変更" })).toBeVisible();
  await app.undo();
  await expect(app.main.getByRole("heading", { name: "このシートにない項目の変更" })).toHaveCount(0);
});

test("the next person sits down in one press", async ({ app }) => {
  await app.openToEdit("exchange");
  await app.choice("所属(任意)").fill("産業課");
  await app.choice("所属(任意)").blur();
  await expect(app.bar).toContainText("入力する人: 産業課");
  await app.button("交代する").click();
  await expect(app.bar).not.toContainText("産業課");
  await expect(app.choice("所属(任意)")).toHaveValue("");
  await expect(app.choice("所属(任意)")).toBeFocused();
});

test("what this release does not know of a file leaves with what is saved, while the file is taken in", async ({ app, newContext }) => {
  const file = await fileOf(newContext, "産業課", { [first]: "75" });
  const text = JSON.stringify({ ...file.json, signedBy: { key: "k1" }, edits: file.json.edits.map((edit) => ({ ...edit, weight: 3 })) });
  await app.openToEdit("exchange");
  await app.load({ name: "新しい.json", text });
  await app.button("統合する").click();
  await app.said("統合しました。");
  const saved = (await app.save()).json;
  expect(saved.signedBy).toEqual({ key: "k1" });
  expect(saved.edits[0].weight).toBe(3);
  await app.button("取り込みを外す: 「新しい.json」").click();
  await app.said("ファイルの取り込みを外しました。");
  expect((await app.save()).json.signedBy).toBeUndefined();
});

test("what the history offers goes with editing, and comes back with it", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.enter(first, "75");
  await app.enter(first, "76");
  await app.open("history");
  const again = page.getByRole("button", { name: `この値に戻す: 75(${first})` });
  await expect(again).toHaveCount(1);
  await app.button("閲覧に戻る").click();
  await expect(again).toHaveCount(0);
  await app.button("編集する").click();
  await expect(again).toHaveCount(1);
});
