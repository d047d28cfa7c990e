/** Every kind of cell of the sheet is corrected in place; states, remarks, readings to be confirmed. */

import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;
const [P1] = PROJECTS;

test("every kind of cell is corrected in place, kept, and not shown as published", async ({ app, page }) => {
  test.slow();
  await app.openToEdit("sheet");
  const corrected = {
    [`${K1} 単位`]: "社",
    [`${K1} 目標値`]: "100",
    [`${K1} 出典`]: "商工課調べ",
    [`${K1} 直近実績値`]: "72",
    [`${K1} 直近実績値の年`]: "2025",
    [`${K1} 初期値`]: "70",
    [actual(K1, "R9")]: "81",
    [actual(P1.outcome, "R12")]: "3.5",
    [`${P1.name} 所管課`]: "商工課",
    [`${P1.name} 主な取組の番号`]: "① ③",
    [budget(P1.name)]: "1,300",
    [settlement(P1.name)]: "1,298",
    ["主な取組①"]: "創業を支援します",
  };
  for (const [name, text] of Object.entries(corrected)) await app.enter(name, text);
  await app.field(`${P1.name} 事業内容`).fill("計画の進み具合を確かめます。\n委員会を開きます。");
  await app.field(`${P1.name} 事業内容`).blur();
  await app.choice(`${K1} 目指す方向`).selectOption({ label: "↘ 減少" });
  // The names last, for they are part of the other fields' names.
  await app.enter(`${K1} 名称`, "創業件数");
  await app.enter(`${P1.name} 名称`, "商工業運営事業");
  await app.said("「商工業運営事業 名称」を新しい内容にしました(このブラウザーに保存済み)。");

  const renamed = Object.fromEntries(
    Object.entries(corrected).map(([name, text]) => [
      name.replace(K1, "創業件数").replace(`${P1.name} `, "商工業運営事業 "),
      text,
    ]),
  );
  const all = { ...renamed, "商工業運営事業 事業内容": "計画の進み具合を確かめます。\n委員会を開きます。" };
  await app.holds(all);
  await expect(page.getByRole("heading", { level: 3, name: "創業件数", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 3, name: "1 商工業運営事業", exact: true })).toBeVisible();

  await app.reload();
  await app.button("閲覧に戻る").click();
  await expect(page.getByRole("heading", { level: 3, name: K1 }), "reading shows what is published").toBeVisible();
  await expect(app.main).not.toContainText("商工課");
  await app.edit();
  await app.holds(all);
  await expect(app.choice("創業件数 目指す方向")).toHaveValue("decrease");

  await app.bar.getByRole("button", { name: "閲覧に戻る" }).click();
  await app.said("閲覧に戻りました。");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(app.main).toContainText("市所管課調べ");
  await expect(app.main).not.toContainText("商工課");
});

test("a value may be 未公表 or 該当なし, 速報 or 確定, and bear a remark", async ({ app }) => {
  await app.openToEdit("enter");
  const [first, second, third] = INDICATORS.map((indicator) => actual(indicator));

  // By words typed into the field.
  await app.enter(first, "未公表");
  await app.holds({ [first]: "未公表" });
  await app.enter(second, "７１(速報)");
  await app.holds({ [second]: "71(速報)" });

  // By the list beside it.
  await app.openDetails(third);
  await app.choice(`${third}の状態`).selectOption({ label: "該当なし" });
  await app.holds({ [third]: "該当なし" });
  await app.said(`「${third}」を該当なしにしました(このブラウザーに保存済み)。`);
  await app.enter(third, "58");
  await app.openDetails(third);
  await app.choice(`${third}の状態`).selectOption({ label: "数値(速報)" });
  await app.holds({ [third]: "58(速報)" });
  await app.enter(`${third}の備考`, "調査の時期を変更");

  await app.reload();
  await app.edit();
  await app.holds({ [first]: "未公表", [second]: "71(速報)", [third]: "58(速報)" });
  await app.openDetails(third);
  await app.holds({ [`${third}の備考`]: "調査の時期を変更" });
  await expect(app.choice(`${third}の状態`)).toHaveValue("preliminary");
  await app.choice(`${third}の状態`).selectOption({ label: "数値(確定)" });
  await app.holds({ [third]: "58" });
  await app.choice(`${third}の状態`).selectOption({ label: "未入力" });
  await app.holds({ [third]: "" });
  await expect(app.main.getByText("※調査の時期を変更")).toBeVisible();
  await app.rest("20項目のうち、未入力は13項目です。");

  // Money has no preliminary figure.
  const money = budget(P1.name);
  await app.openDetails(money);
  await expect(app.choice(`${money}の状態`).getByRole("option")).toHaveText([
    "未入力",
    "数値(確定)",
    "未公表",
    "該当なし",
  ]);
});

test("a reading marked 要確認 is confirmed, and the confirmation lapses when the value changes", async ({
  app,
  page,
}) => {
  await app.open("sheet");
  const name = `${K1} 直近実績値の年`;
  const check = app.check(name);
  const confirm = page.getByRole("button", { name: `この値で確認済みにする (${name})`, exact: true });
  const listed = app.main.locator(".to-confirm");
  await expect(listed, "in reading it is one of a list").toContainText(name);
  await expect(check, "the boxed word belongs to editing").toHaveCount(0);
  await expect(confirm).toHaveCount(0);

  await app.edit();
  await expect(listed).toHaveCount(0);
  await check.locator("summary").click();
  const place = check.getByRole("table", { name: "もとの施策シートでの位置(12行目)" });
  await expect(place.getByRole("columnheader")).toHaveText(["直近実績値 (2024)(ここ)", "目指す方向", "出典"]);
  await expect(place.getByRole("cell")).toHaveText(["71", "", "市所管課調べ"]);
  await confirm.click();
  await expect(check).toHaveCount(0);
  await app.reload();
  await app.button("閲覧に戻る").click();
  await expect(listed, "not confirmed for readers").toContainText(name);
  await app.edit();
  await expect(check).toHaveCount(0);

  await app.enter(name, "2023");
  await expect(check, "lapsed").toHaveCount(1);
  await app.enter(name, "R6");
  await app.holds({ [name]: "2024" });
  await expect(check, "the confirmed value again").toHaveCount(0);
});
