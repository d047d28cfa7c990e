/** Handing in: a year entered by keyboard alone, its file, and the mail to whoever collects. */

import { INDICATORS, PROJECTS, actual, budget, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [first] = INDICATORS.map((indicator) => actual(indicator));

/** The fifteen values that are open in R8, in the order of the sheet. */
const OPEN = [
  ...[75, 2041, 57.4, 45.5, 2.2].map((number, index) => ({ field: actual(INDICATORS[index]), text: String(number) })),
  ...[
    [3.1, 1147],
    [4110, 306997],
    [1720, 20280],
    [33, 21037],
    [41, 9634],
  ].flatMap(([outcome, amount], index) => [
    { field: actual(PROJECTS[index].outcome), text: String(outcome) },
    { field: settlement(PROJECTS[index].name), text: String(amount) },
  ]),
];

test("a year by keyboard alone: at most 80 keys for its values, and three presses to hand it in", async ({ app, page }) => {
  await app.open("overview");
  await app.main.getByRole("link", { name: "R8の実績を入力する" }).click();
  await app.shows("enter");
  let keys = 0;
  for (const { field, text } of OPEN) {
    if (!(await app.field(field).evaluate((element) => element === document.activeElement))) {
      await page.keyboard.press("Alt+ArrowDown");
      keys += 1;
    }
    await expect(app.field(field)).toBeFocused();
    await page.keyboard.type(text);
    // The last field leads nowhere: it is left by the key that leads on.
    await page.keyboard.press("Enter");
    keys += text.length + 1;
  }
  expect(keys).toBeLessThanOrEqual(80);
  await app.rest("20項目すべてが入力されています。");
  await expect(app.bar.getByRole("link", { name: "提出する", exact: true }), "nothing is missing").toBeVisible();

  let presses = 0;
  const press = async (/** @type {import('@playwright/test').Locator} */ what) => {
    await what.focus();
    await page.keyboard.press("Enter");
    presses += 1;
  };
  await press(app.bar.getByRole("link", { name: "提出する" }));
  await app.shows("handIn");
  await expect(app.main).toContainText("未入力の項目はありません。");
  const download = page.waitForEvent("download");
  await press(app.button("提出用のファイルを保存"));
  // Of the only department that answers for projects.
  await expect(app.choice("提出する課")).toHaveValue("産業課");
  expect((await download).suggestedFilename()).toMatch(/^kamakura_3-10_産業課_\d{8}-\d{4}\.json$/);
  await expect(page.getByRole("heading", { name: "次にすること" })).toBeFocused();
  await expect(app.main.getByRole("link", { name: "メールを用意する" })).toBeVisible();
  expect(presses, "the mail is the third").toBe(2);
});

test("a year pasted, doubted, noted, confirmed and handed in by keyboard alone: at most fifteen keys for its values", async ({ app, page, context }) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  let keys = 0;
  const press = async (/** @type {string} */ key) => {
    await page.keyboard.press(key);
    keys += 1;
  };
  await page.goto("./");
  await app.tabTo(page.locator("summary").filter({ hasText: "職員の方" }));
  await press("Enter");
  await app.tabTo(page.getByRole("link", { name: "R8の実績を入力する" }));
  await press("Enter");
  await app.shows("enter");
  await expect(app.field(first)).toBeFocused();

  // The column of R8 in a spreadsheet, with a slip: budgets are there already, and stay.
  const column = ["710", ...OPEN.slice(1, 5).map(({ text }) => text)];
  for (let index = 5; index < OPEN.length; index += 2) column.push(OPEN[index].text, "", OPEN[index + 1].text);
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${column.join("\r\n")}\r\n`);
  keys = 0;
  await press("Control+v");
  const preview = page.getByRole("region", { name: "貼り付けの確認" });
  await expect(preview, "what is doubted is shown before").toContainText("前の値と5倍以上違います。");
  keys += await app.tabTo(preview.getByRole("button", { name: "貼り付ける" }));
  await press("Enter");
  await app.said("15件の値を貼り付けました。");
  await app.rest("20項目すべてが入力されています。");
  await app.holds({ [first]: "710", [budget(PROJECTS[0].name)]: "1,250", [OPEN[14].field]: "9,634" });
  expect(keys).toBeLessThanOrEqual(15);

  // One step takes all back, and brings it again.
  await expect(app.field(first)).toBeFocused();
  await press("Control+z");
  await app.rest("20項目のうち、未入力は15項目です。");
  await expect(app.bar.getByRole("link", { name: "提出する(未入力15)", exact: true })).toBeVisible();
  await press("Control+y");
  await app.rest("20項目すべてが入力されています。");

  // The doubt is beside its field; its reason is noted.
  const row = app.main.getByRole("row").filter({ has: app.field(first) });
  await expect(row).toContainText("前の値と5倍以上違います。");
  await press("Shift+F2");
  await expect(app.field(`${first}の備考`)).toBeFocused();
  await page.keyboard.type("大型の支援事業があったため");
  await press("Enter");
  await expect(app.field(OPEN[1].field)).toBeFocused();

  // Confirmed, value by value or for a whole group.
  await app.tabTo(app.button("入力済みの値をすべて確認済みにする(施策指標)"), "Shift+Tab");
  await press("Enter");
  await app.said("5か所を確認済みにしました。");

  await app.tabTo(app.bar.getByRole("link", { name: "提出する" }), "Shift+Tab");
  await press("Enter");
  await app.shows("handIn");
  await expect(app.heading).toBeFocused();
  await expect(app.main).toContainText("前の値と5倍以上違います。(書かれた理由: 大型の支援事業があったため)");
  await app.tabTo(app.button("提出用のファイルを保存"));
  const download = page.waitForEvent("download");
  await press("Enter");
  expect((await download).suggestedFilename()).toMatch(/^kamakura_3-10_産業課_\d{8}-\d{4}\.json$/);
  await expect(page.getByRole("heading", { name: "次にすること" })).toBeFocused();
  await app.tabTo(app.main.getByRole("link", { name: "メールを用意する" }));
});

test("where several departments answer, everybody's part is handed in after a question", async ({ app, page }) => {
  await app.openToEdit("sheet");
  await app.enter(`${PROJECTS[3].name} 所管課`, "観光課");
  await app.open("handIn");
  // In reading, the departments are still those of the drafts.
  await app.button("閲覧に戻る").click();
  await expect(app.bar).toHaveCount(0);
  const question = page.getByRole("heading", { name: "提出する課が選ばれていません" });
  await app.button("提出用のファイルを保存").click();
  await expect(question).toBeFocused();
  await app.button("課を選ぶ").click();
  await expect(app.choice("提出する課")).toBeFocused();
  await app.choice("提出する課").selectOption("観光課");
  await expect(question).toHaveCount(0);
  expect((await app.saved(app.button("提出用のファイルを保存"))).name).toContain("観光課");
  await app.choice("提出する課").selectOption("選ばない(すべての課)");
  await app.button("提出用のファイルを保存").click();
  const { name } = await app.saved(app.button("すべての課の回答として提出する"));
  expect(name).not.toContain("課");
  await expect(question).toHaveCount(0);
});

test("what is handed in is the department's part; what is open is said before, and leads to its field", async ({ app, page }) => {
  await app.openToEdit("sheet");
  await app.enter(`${PROJECTS[3].name} 所管課`, "観光課");
  await app.open("enter");
  await app.enter(first, "710");
  await app.enter(actual(INDICATORS[1]), "二千");
  await app.enter(settlement(PROJECTS[0].name), "1147");
  await app.open("handIn");
  await app.choice("提出する課").selectOption("観光課");
  await app.field("氏名(任意)").fill("鎌倉 花子");
  await app.field("氏名(任意)").blur();
  await expect(app.main.getByRole("status")).toHaveText("観光課の8項目のうち、入力済み2、未入力6、確認済み0");
  await expect(app.main).toContainText("前の値と5倍以上違います。");
  await expect(app.main).toContainText("「二千」は保存していないため、ファイルには入りません。");
  await app.main.getByText("未入力の項目(入力しないまま提出することもできます): 6か所").click();
  await app.main.getByRole("link", { name: actual(PROJECTS[3].outcome) }).click();
  await app.shows("enter");
  await expect(app.field(actual(PROJECTS[3].outcome)), "into its field").toBeFocused();
  await app.enter(actual(PROJECTS[3].outcome), "35");
  await app.bar.getByRole("link", { name: "提出する" }).click();
  await expect(app.main.getByRole("status")).toHaveText("観光課の8項目のうち、入力済み3、未入力5、確認済み0");
  const { name, bytes } = await app.saved(app.button("提出用のファイルを保存"));
  expect(name).toContain("観光課");
  const cells = JSON.parse(bytes.toString("utf8")).edits.map((/** @type {any} */ edit) => edit.cell);
  expect(cells).toContain("3-10-p4-k1/actual/2026");
  // Entered before anybody said who sits there.
  expect(cells).toContain("3-10-k1/actual/2026");
  expect(cells).not.toContain("3-10-p1/settlement/2026");
  await expect(app.main).toContainText(`「${name}」を保存しました。`);
  // To whom is kept for the next time.
  const to = app.field("取りまとめの担当のメールアドレス(任意)");
  await to.fill("kikaku@city.example.jp");
  await to.blur();
  const mail = await app.main.getByRole("link", { name: "メールを用意する" }).getAttribute("href");
  const said = decodeURIComponent(mail ?? "");
  expect(said).toMatch(/^mailto:kikaku@city\.example\.jp\?subject=施策シート 令和8\(2026\)年度の提出&body=観光課 鎌倉 花子\r\n/);
  expect(said).toContain(`添付ファイル: ${name}`);
  await page.reload();
  await app.edit();
  await app.saved(app.button("提出用のファイルを保存"));
  await expect(to).toHaveValue("kikaku@city.example.jp");
});

test("a department that answers for no project enters and hands in whatever it has, counted alike", async ({ app, page }) => {
  await app.openToEdit("enter");
  await app.bar.getByRole("button", { name: "入力する人を記入する" }).click();
  const department = app.bar.getByLabel("所属(任意)");
  await expect(department).toBeFocused();
  await department.fill("企画課");
  await department.press("Tab");
  await app.bar.getByRole("button", { name: "閉じる" }).click();
  // One goes on with the table, from its first field.
  await expect(app.field(first)).toBeFocused();
  await expect(app.bar).toContainText("入力する人: 企画課");
  for (const next of [first, actual(INDICATORS[1])]) {
    await app.main.getByRole("button", { name: "次の未入力へ" }).click();
    await expect(app.field(next)).toBeFocused();
  }
  await app.enter(first, "75");
  await app.enter(settlement(PROJECTS[0].name), "1147");
  await app.rest("20項目のうち、未入力は13項目です。");
  await app.open("handIn");
  await expect(app.main.getByRole("status")).toHaveText("すべての課の20項目のうち、入力済み7、未入力13、確認済み0");
  const { bytes } = await app.saved(app.button("提出用のファイルを保存"));
  const cells = JSON.parse(bytes.toString("utf8")).edits.map((/** @type {any} */ edit) => edit.cell);
  expect(cells.toSorted()).toEqual(["3-10-k1/actual/2026", "3-10-p1/settlement/2026"]);
  // The next person leaves nothing of the last one's behind; on this screen its own fields are meant.
  await app.bar.getByRole("button", { name: "交代する" }).click();
  await expect(app.choice("提出する課")).toBeFocused();
  await expect(app.bar).not.toContainText("企画課");
  await expect(page.getByLabel("氏名(任意)")).toHaveCount(1);
});
