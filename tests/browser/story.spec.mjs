/** The whole way once, as a department and a city's web editor go it. */

import { PORTAL } from "./addresses.mjs";
import { App } from "./support/app.mjs";
import { INDICATORS, R8 } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;
const shown = Object.fromEntries(R8.map(({ field, shown }) => [field, shown]));
const empty = Object.fromEntries(R8.filter(({ field }) => field.includes("実績")).map(({ field }) => [field, ""]));

test("open, read, enter R8, reload, second tab, undo, redo, save, clear, load, undo and redo the load, embed", async ({
  app,
  context,
  page,
  watch,
}) => {
  test.slow();
  await app.open();
  await app.main.getByRole("link", { name: "R8の実績を入力する" }).click();
  await app.shows("enter");
  await app.field(R8[0].field).focus();
  for (const { typed } of R8) {
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  }
  await app.holds(shown);
  await app.reload();
  await app.edit();
  await app.holds(shown);

  const other = new App(await context.newPage());
  await other.openToEdit("enter");
  await other.holds(shown);
  await app.enter(R8[0].field, "90");
  await other.holds({ [R8[0].field]: "90" });
  await other.undo();
  await app.holds(shown);
  await other.redo();
  await app.holds({ [R8[0].field]: "90" });
  await app.undo();
  await other.holds(shown);
  await other.page.close();

  const file = await app.save();
  await page.evaluate(() => localStorage.clear());
  await app.reload();
  await app.edit();
  await app.holds(empty);
  await app.load(file);
  await expect(app.offer).toContainText("まだ何も変わっていません。");
  await app.button("統合する").click();
  await expect(app.offer).toHaveCount(0);
  await app.open("enter");
  await app.holds(shown);
  await app.undo();
  await app.holds(empty);
  await app.redo();
  await app.holds(shown);
  await app.rest("20項目すべてが入力されています。");

  await app.open("indicator");
  await expect(app.main).toContainText(/75\s*件/);
  await app.button("埋め込みコード").click();
  const code = await page.getByRole("textbox", { name: /^次のコードをホームページに貼り付けると/ }).inputValue();
  watch.allowed.origins.push(new URL(PORTAL.address).origin);
  await page.goto(PORTAL.address);
  await page.locator("#article").evaluate((article, html) => {
    article.innerHTML = html;
  }, code);
  const embed = page.frameLocator("iframe");
  await expect(embed.getByRole("figure")).toContainText(K1);
  await expect(embed.getByRole("main")).toContainText(/71\s*件/);
  await expect(embed.getByRole("main")).not.toContainText(/75\s*件/);
});
