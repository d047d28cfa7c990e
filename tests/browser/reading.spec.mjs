/** A visitor reads: every screen by links, from a subfolder of a host. */

import { SCREENS } from "./support/app.mjs";
import { INDICATORS, POLICY, PROJECTS } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

test("from overview to sheet, indicator and project by links, back and forward", async ({ app, page }) => {
  await app.open();
  expect(new URL(page.url()).pathname, "served from a subfolder").not.toBe("/");

  await app.main.getByRole("link", { name: "シートを見る" }).click();
  await app.shows("sheet");
  expect(new URL(page.url()).hash).toBe("#/policy/3-10");

  await app.main.getByRole("link", { name: "グラフと判定を見る" }).first().click();
  await app.shows("indicator");
  await app.main.getByRole("link", { name: POLICY }).click();
  await app.shows("sheet");
  await app.navigation.getByRole("link", { name: "一覧" }).click();
  await app.shows("overview");
  await app.main.getByRole("link", { name: PROJECTS[0].name, exact: true }).click();
  await app.shows("project");
  await app.main.getByRole("link", { name: PROJECTS[0].outcome }).click();
  await expect(app.heading).toHaveText(PROJECTS[0].outcome);
  expect(new URL(page.url()).hash).toBe("#/indicator/3-10-p1-k1");

  for (const heading of [SCREENS.project, SCREENS.overview, SCREENS.sheet]) {
    await page.goBack();
    await expect(app.heading).toHaveText(heading.heading);
  }
  for (const heading of [SCREENS.overview, SCREENS.project]) {
    await page.goForward();
    await expect(app.heading).toHaveText(heading.heading);
  }
});

test("every screen can be opened by its address and reached by links", async ({ app, page, newContext }) => {
  for (const [name, screen] of Object.entries(SCREENS)) {
    const fresh = new app.constructor(await (await newContext()).newPage());
    await fresh.open(name);
    expect(new URL(fresh.page.url()).hash, name).toBe(screen.address);
  }
  await app.open("sheet");
  await app.main.getByRole("link", { name: "令和8(2026)年度を入力する" }).click();
  await app.shows("enter");
  await app.navigation.getByRole("link", { name: "ファイルのやりとり" }).click();
  await app.shows("exchange");
  expect(new URL(page.url()).hash).toBe("#/exchange");
});

test("an address that leads nowhere says so", async ({ app, page }) => {
  for (const [address, shown] of [
    ["#/nowhere", "/nowhere"],
    ["#/indicator/3-10-k99", "#/indicator/3-10-k99"],
    ["#/project/3-10-k1", "#/project/3-10-k1"],
    ["#/policy/3-10/enter/1999", "#/policy/3-10/enter/1999"],
    ["#/policy/<b>x</b>", "/policy/"],
  ]) {
    await page.goto(`./${address}`);
    await app.shows("unknown");
    await expect(app.main, "it names the address").toContainText(shown);
    await expect(app.main.locator("b")).toHaveCount(0);
  }
  await app.main.getByRole("link", { name: "一覧へ戻る" }).click();
  await app.shows("overview");
});

test("the sheet shows everything the source shows, in its order, and no field", async ({ app, page }) => {
  await app.open("sheet");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText([
    "目標とするまちの姿",
    "施策指標",
    "主な取組",
    "事業",
    "確認中の値",
  ]);
  await expect(page.getByRole("heading", { level: 3 })).toHaveText([
    ...INDICATORS,
    ...PROJECTS.map((project, index) => `${index + 1} ${project.name}`),
  ]);
  await expect(page.getByRole("heading", { level: 4 })).toHaveText(PROJECTS.map((project) => project.outcome));
  const text = await app.main.innerText();
  for (const part of [
    "創業、企業立地、中小企業等への経営支援",
    "創業及び企業立地を支援します",
    "ものづくりの伝承を支援します",
    "市民意識調査",
    "鎌倉商工会議所事業報告書",
    "産業課",
    "直近実績値 (2024)",
    "直近実績値 (2025)",
    "45.5",
    "2.3",
    "億円",
    "① ② ③ ④",
    ...PROJECTS.map((project) => project.budget),
  ]) {
    expect(text).toContain(part);
  }
  // What is to be confirmed is a quiet sign in reading, and one list at the end.
  await expect(app.main.locator("summary").filter({ hasText: "要確認" })).toHaveCount(0);
  await expect(app.main).toContainText("＊のある41か所は、");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("combobox")).toHaveCount(0);
  const table = page.getByRole("table", { name: `${PROJECTS[0].name}の年度ごとの実績、予算額、決算額` });
  await expect(
    table
      .getByRole("row", { name: /^予算額/ })
      .getByRole("cell")
      .nth(1),
  ).toContainText("1,250");
  await expect(
    table
      .getByRole("row", { name: /^決算額/ })
      .getByRole("cell")
      .nth(1),
  ).toHaveText("未入力");
  await expect(table.getByRole("row", { name: /^決算額/ }).getByRole("cell"), "the five years are one cell").toHaveCount(2);
});
