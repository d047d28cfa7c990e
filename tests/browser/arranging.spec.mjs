/** Which subjects there are changes with edits: adding, retiring, putting elsewhere, by two people, and in what is published. */

import { readFile } from "node:fs/promises";
import { App } from "./support/app.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1, K2] = INDICATORS;
const [P1, P2] = PROJECTS;

/** The headings of the sheet's projects, in order. @param {App} app */
const projects = (app) => app.main.locator("section.project > h3").allTextContents();

/** Adds a project and gives it a name. @param {App} app @param {string} name */
async function addProject(app, name) {
  await app.open("sheet");
  await app.main.getByRole("button", { name: "事業を追加" }).click();
  await app.said("事業を追加しました。名称を入力してください。");
  const field = app.page.locator("input:focus, textarea:focus");
  await expect(field).toHaveValue("新しい事業");
  await field.fill(name);
  await field.press("Enter");
  await expect(app.main.getByRole("heading", { name: `6 ${name}`, exact: true })).toBeVisible();
}

/** What retires a subject, or takes it out again. @param {App} app @param {string} name */
const retiring = (app, name) => app.main.locator("summary").filter({ hasText: "廃止する" }).filter({ hasText: `(${name})` });

/** What puts subjects in order. @param {App} app */
const ordering = (app, kind = "事業") => app.main.getByText(`${kind}の並べ替え`, { exact: true });

test("a No that two projects have is told at both, until one has another", async ({ app }) => {
  await app.openToEdit("sheet");
  const names = [P1, P2].map(({ name }) => `${name} No`);
  await app.enter(`${P2.name} No`, "1");
  const told = /同じ番号の事業がほかにあります/;
  for (const name of names) await expect(app.field(name)).toHaveAccessibleDescription(told);
  await app.enter(`${P1.name} No`, "9");
  for (const name of names) await expect(app.field(name)).not.toHaveAccessibleDescription(told);
});

test("a project is added, named, filled in, moved and taken back by keyboard", async ({ app }) => {
  await app.openToEdit("sheet");
  const before = await projects(app);
  await addProject(app, "商店街の明かり事業");
  expect(await projects(app)).toEqual([...before, "6 商店街の明かり事業"]);
  await expect(app.field("商店街の明かり事業 No")).toHaveValue("6");
  await ordering(app).press("Enter");
  const up = app.button("上へ移す (商店街の明かり事業)");
  await up.press("Enter");
  await app.said("「商店街の明かり事業」を6件のうち5番目に移しました。");
  await expect(up, "the focus stays").toBeFocused();
  expect((await projects(app)).indexOf("6 商店街の明かり事業")).toBe(4);
  await app.open("enter");
  await app.enter("商店街の明かり事業 R8 予算額(千円)", "500");
  await expect(app.field("商店街の明かり事業 R8 予算額(千円)")).toHaveValue("500");
  await app.reload();
  await app.edit();
  await app.holds({ "商店街の明かり事業 R8 予算額(千円)": "500" });
  // The value, the move, the name, the project.
  for (let step = 0; step < 4; step += 1) await app.bar.getByRole("button", { name: "元に戻す" }).press("Enter");
  await app.open("sheet");
  await expect.poll(() => projects(app)).toEqual(before);
});

test("a project is dragged to its place in the list", async ({ app }) => {
  await app.openToEdit("sheet");
  const [first, second, third, ...others] = await projects(app);
  await ordering(app).click();
  const lines = app.main.locator("details").filter({ hasText: "事業の並べ替え" }).locator(".order li");
  await lines.nth(0).dragTo(lines.nth(2));
  await app.said(`「${P1.name}」を5件のうち3番目に移しました。`);
  expect(await projects(app)).toEqual([second, third, first, ...others]);
  await expect(lines.nth(2), "the list stays open").toBeVisible();
  await app.undo();
  await expect(lines.nth(2), "also after what others press").toBeVisible();
  expect(await projects(app)).toEqual([first, second, third, ...others]);
  await app.redo();
  await lines.nth(2).dragTo(lines.nth(0));
  await app.said(`「${P1.name}」を5件のうち1番目に移しました。`);
  expect(await projects(app)).toEqual([first, second, third, ...others]);
});

test("what was added by mistake can be taken out, and what is published cannot", async ({ app }) => {
  await app.openToEdit("sheet");
  const before = await projects(app);
  await addProject(app, "まちがい事業");
  await retiring(app, "まちがい事業").press("Enter");
  await app.button("追加を取り消す (まちがい事業)").press("Enter");
  await app.said("「まちがい事業」の追加を取り消しました。");
  expect(await projects(app)).toEqual(before);
  await expect(app.main.getByRole("heading", { level: 1 })).toBeFocused();
  await retiring(app, P1.name).press("Enter");
  await expect(app.choice(`廃止する年度(${P1.name})`)).toBeVisible();
  await expect(app.main.getByRole("button", { name: /^追加を取り消す/ })).toHaveCount(0);
  await app.undo();
  expect(await projects(app)).toEqual([...before, "6 まちがい事業"]);
});

test("what is retired keeps its past, asks for nothing later, and counts in no later year", async ({ app }) => {
  await app.openToEdit("enter");
  await app.enter(actual(K1), "75");
  await app.rest("20項目のうち、未入力は14項目です。");
  await app.open("sheet");
  await retiring(app, K1).click();
  await app.choice(`廃止する年度(${K1})`).selectOption("R9から廃止");
  await expect(app.main.getByText("R9から廃止").first()).toBeVisible();
  await retiring(app, P1.name).click();
  await app.choice(`廃止する年度(${P1.name})`).selectOption("R8から廃止");
  await app.open("enter");
  // Of a project an actual, a budget and a settlement.
  await app.rest("17項目のうち、未入力は12項目です。");
  await app.page.goto("./#/policy/3-10/enter/2027");
  await expect(app.field(actual(K2, "R9"))).toBeVisible();
  await expect(app.field(actual(K1, "R9"))).toHaveCount(0);
  // Taken back while the table is open, the rows come back; done again, they go.
  await app.undo();
  await expect(app.main.getByRole("row").filter({ hasText: P1.name })).toHaveCount(1);
  await app.undo();
  await expect(app.field(actual(K1, "R9"))).toBeVisible();
  await app.redo();
  await expect(app.field(actual(K1, "R9"))).toHaveCount(0);
  await app.open("indicator");
  await expect(app.main.getByText("R9から廃止")).toBeVisible();
  await expect(app.main.getByRole("figure").first()).toContainText("75");
});

test("two colleagues who add, retire and move see the same after exchanging files in both orders", async ({ app, newContext }) => {
  test.slow();
  const colleague = new App(await (await newContext()).newPage());
  const work = [
    async (/** @type {App} */ one) => {
      await one.openToEdit("sheet");
      await addProject(one, "甲事業");
      await ordering(one).click();
      await one.button(`下へ移す (${P1.name})`).click();
      await retiring(one, K1).click();
      await one.choice(`廃止する年度(${K1})`).selectOption("R8から廃止");
    },
    async (/** @type {App} */ one) => {
      await one.openToEdit("sheet");
      await addProject(one, "乙事業");
      await ordering(one).click();
      await one.button(`上へ移す (${P2.name})`).click();
      await one.open("enter");
      await one.enter(actual(K1), "75");
    },
  ];
  await work[0]?.(app);
  await work[1]?.(colleague);
  const files = [await app.save(), await colleague.save()];
  const conflict = `${K1} 廃止する年度`;
  for (const [one, file] of /** @type {const} */ ([
    [app, files[1]],
    [colleague, files[0]],
  ])) {
    await one.load(file);
    const added = one.main.getByRole("row", { name: /^事業の追加: 6 [甲乙]事業/ });
    await expect(added, "all of it is one row").toContainText("追加されます");
    await added.getByText("入力のある項目 2か所").click();
    await expect(added.getByRole("definition")).toHaveText([/^[甲乙]事業$/, "6"]);
    await one.button("統合する").click();
    await expect(one.conflict(conflict)).toContainText("75");
    await one.open("sheet");
  }
  expect(await projects(app)).toEqual(await projects(colleague));
  expect(await projects(app)).toEqual(expect.arrayContaining(["6 甲事業", "6 乙事業"]));
  expect(await projects(app)).toHaveLength(7);
  // Until somebody decides, it is kept; then it is decided for both.
  await app.open("enter");
  await app.holds({ [actual(K1)]: "75" });
  await app.open("exchange");
  await app.button(`この値にする: R8から廃止(${conflict})`).click();
  await expect(app.main).toContainText("食い違いは、すべて決まりました。");
  await colleague.load(await app.save());
  await colleague.button("統合する").click();
  await colleague.open("enter");
  await expect(colleague.field(actual(K1))).toHaveCount(0);
});

test("published, readers see the subjects there are; rolled back, those there were", async ({ app, page, newContext }) => {
  await app.openToEdit("sheet");
  await addProject(app, "商店街の明かり事業");
  await app.open("publish");
  const table = app.main.getByRole("table", { name: /^住民に見える内容の変更/ });
  await expect(table).toContainText("事業の追加: 6 商店街の明かり事業");
  const { bytes } = await app.saved(app.button("plan.jsonを保存"));
  const text = bytes.toString("utf8");
  const reader = new App(await (await newContext()).newPage());
  await reader.page.route(/\/plan\.json/, (route) => route.fulfill({ body: text, contentType: "application/json" }));
  await reader.open("sheet");
  expect(await projects(reader)).toHaveLength(6);
  const added = reader.main.locator("section.project").filter({ hasText: "商店街の明かり事業" });
  await added.getByRole("link", { name: /グラフと判定を見る/ }).click();
  await expect(reader.heading).toHaveText("6 商店街の明かり事業");
  await reader.page.unroute(/\/plan\.json/);
  await reader.open("sheet");
  await reader.reload();
  await expect.poll(() => projects(reader)).toHaveLength(5);
  // Whoever added it has it still.
  await app.open("sheet");
  expect(await projects(app)).toHaveLength(6);
  await expect(page.locator("body")).not.toContainText("undefined");
});

test("with a second policy the overview is a list, and each has an overview of its own", async ({ app, page }) => {
  await app.openToEdit("overview");
  await app.main.getByRole("button", { name: "施策を追加" }).click();
  await expect(app.heading, "on the sheet of the new one").toHaveText("新しい施策");
  await expect(app.field("新しい施策 名称")).toBeFocused();
  await app.open("overview");
  const list = app.main.getByRole("list").filter({ hasText: "商工業" }).first();
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list.getByRole("listitem").first()).toContainText("判定なし");
  await app.main.getByRole("link", { name: "新しい施策" }).click();
  await expect(app.heading).toHaveText("新しい施策");
  await app.main.getByRole("link", { name: "シートを見る" }).click();
  await page.locator("input").first().waitFor();
  await app.main.getByRole("button", { name: "施策指標を追加" }).click();
  await app.said("施策指標を追加しました。名称を入力してください。");
  expect(await app.navigation.getByRole("link").allTextContents()).toEqual(["一覧", "新しい施策", "ファイルのやりとり"]);
  await app.save();
});
