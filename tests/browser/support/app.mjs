/** The page, as a person meets it: by role and accessible name. */

import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";

/** Every screen: its address and its heading. */
export const SCREENS = {
  overview: { address: "#/", heading: "鎌倉市 施策シート" },
  sheet: { address: "#/policy/3-10", heading: "3-10 商工業" },
  enter: { address: "#/policy/3-10/enter/2026", heading: "3-10 商工業 令和8(2026)年度の入力" },
  years: { address: "#/policy/3-10/enter", heading: "3-10 商工業 令和8(2026)年度から令和12(2030)年度までの入力" },
  handIn: { address: "#/hand-in/2026", heading: "令和8(2026)年度の提出" },
  indicator: { address: "#/indicator/3-10-k1", heading: "創業支援等事業計画に基づく創業件数の年間合計" },
  project: { address: "#/project/3-10-p1", heading: "1 商工運営事業" },
  exchange: { address: "#/exchange", heading: "ファイルのやりとり" },
  answers: { address: "#/exchange/answers", heading: "回答の状況" },
  history: { address: "#/exchange/history", heading: "変更の履歴" },
  publish: { address: "#/exchange/publish", heading: "公開用に保存" },
  unknown: { address: "#/nowhere", heading: "ページが見つかりません" },
};

/** Words with or without space between them. @param {string[]} parts */
function spaced(...parts) {
  return new RegExp(parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("\\s*"));
}

export class App {
  /** @param {import('@playwright/test').Page} page */
  constructor(page) {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1 });
    this.head = page.getByRole("banner");
    this.navigation = page.getByRole("navigation", { name: "主なページ" });
    this.main = page.getByRole("main");
    this.foot = page.getByRole("contentinfo");
    this.bar = page.getByRole("region", { name: "編集", exact: true });
    this.offer = page.getByRole("region", { name: /^「.*」(ほか\d+個)?の内容$/ });
    this.problem = page.getByRole("alert");
  }

  /**
   * Opens an address. In a page that is open already only the screen changes.
   *
   * @param {keyof SCREENS} [screen]
   */
  async open(screen = "overview") {
    await this.page.goto(`./${SCREENS[screen].address}`);
    await this.shows(screen);
  }

  /** @param {keyof SCREENS} screen */
  async shows(screen) {
    await expect(this.heading).toHaveText(SCREENS[screen].heading);
    // What is pressed before the program has taken the page's place is pressed on the page.
    await expect(this.page.getByText("画面を用意しています。")).toHaveCount(0);
  }

  /** Loads the page anew, as it stands. */
  async reload() {
    await this.page.reload();
    await expect(this.heading).toBeVisible();
  }

  /** Goes to editing: presses 編集する, but on a table of entry, which is loaded in editing. */
  async edit() {
    const button = this.head.getByRole("button", { name: "編集する" });
    await expect(button.or(this.bar).first()).toBeVisible();
    if (await button.isVisible()) await button.click();
    await expect(this.bar).toBeVisible();
  }

  /** @param {keyof SCREENS} screen */
  async openToEdit(screen) {
    await this.open(screen);
    await this.edit();
  }

  /** @param {string} name the field's whole name */
  field(name) {
    return this.page.getByRole("textbox", { name, exact: true });
  }

  /** @param {string} name */
  choice(name) {
    return this.page.getByRole("combobox", { name, exact: true });
  }

  /** @param {string} name */
  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Types a value into a field and presses Enter. @param {string} name @param {string} text */
  async enter(name, text) {
    await this.field(name).fill(text);
    await this.field(name).press("Enter");
  }

  /** Holds what fields show against a list. @param {Record<string, string>} values */
  async holds(values) {
    for (const [name, value] of Object.entries(values)) await expect(this.field(name), name).toHaveValue(value);
  }

  /** Waits until the live region says a sentence. @param {string | RegExp} sentence */
  async said(sentence) {
    await expect(this.page.getByRole("status").filter({ hasText: sentence })).toHaveCount(1);
  }

  /** What is said about a field: error or warning. @param {string} name */
  describes(name) {
    return {
      toBe: async (/** @type {string | RegExp} */ text) => expect(this.field(name)).toHaveAccessibleDescription(text),
    };
  }

  /** Opens 状態・備考 beside a field; in the table of entry they are open for the row that is in use. @param {string} name */
  async openDetails(name) {
    if ((await this.page.locator("table.entry").count()) > 0) return this.field(name).focus();
    await this.page
      .locator("summary")
      .filter({ hasText: spaced("状態・備考", `(${name})`) })
      .click();
  }

  /** What stands behind 要確認 beside a value, until it is confirmed. @param {string} name */
  check(name) {
    return this.page.locator("details").filter({
      has: this.page.locator("summary").filter({ hasText: spaced("要確認", ":", name) }),
    });
  }

  /** The group of values people disagree on. @param {string} name */
  conflict(name) {
    return this.page.getByRole("group", { name: `${name}の食い違い`, exact: true });
  }

  /** Closes R8 on the screen of publishing: it is not due yet, and the question is answered. */
  async closeYear() {
    await this.main.getByText("ほかの年度を締める・締めを取り消す").click();
    await this.button("令和8(2026)年度を締める").click();
    await this.button("締める").click();
    await this.said("令和8(2026)年度を締めました。");
  }

  async undo() {
    await this.bar.getByRole("button", { name: "元に戻す" }).click();
  }

  async redo() {
    await this.bar.getByRole("button", { name: "やり直す" }).click();
  }

  /** Presses a key that moves the focus until an element has it; answers how often. @param {import('@playwright/test').Locator} element @param {string} [key] */
  async tabTo(element, key = "Tab") {
    const isThere = () => element.evaluate((element) => element === document.activeElement);
    let presses = 0;
    for (; presses < 40 && !(await isThere()); presses += 1) await this.page.keyboard.press(key);
    await expect(element).toBeFocused();
    return presses;
  }

  /** Pastes into a field, as a spreadsheet's clipboard is. @param {string} name @param {{ text?: string, html?: string }} clipboard */
  async paste(name, clipboard) {
    await this.field(name).focus();
    await this.field(name).evaluate((field, { text, html }) => {
      const clipboardData = new DataTransfer();
      if (text !== undefined) clipboardData.setData("text/plain", text);
      if (html !== undefined) clipboardData.setData("text/html", html);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, clipboard);
  }

  /** What pressing a button saves: its name and its bytes. @param {import('@playwright/test').Locator} button */
  async saved(button) {
    const download = this.page.waitForEvent("download");
    await button.click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }

  /** Saves a snapshot; answers its name, its text and what is in it. */
  async save() {
    const { name, bytes } = await this.saved(this.page.getByRole("button", { name: "スナップショットを保存" }).first());
    const text = bytes.toString("utf8");
    return { name, text, json: JSON.parse(text) };
  }

  /**
   * Picks files by the button in the bar, or that of the screen of files in reading.
   *
   * @param {...{ name: string, text?: string, bytes?: Buffer }} files
   */
  async load(...files) {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByLabel("スナップショットを読み込む", { exact: true }).first().click();
    await (
      await chooser
    ).setFiles(
      files.map(({ name, text, bytes }) => ({
        name,
        mimeType: "application/json",
        buffer: bytes ?? Buffer.from(text ?? ""),
      })),
    );
  }

  /** Drops a file on an element. @param {import('@playwright/test').Locator} on @param {{ name: string, text: string }} file */
  async drop(on, file) {
    const data = await this.page.evaluateHandle(({ name, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: "application/json" }));
      return transfer;
    }, file);
    await on.dispatchEvent("dragover", { dataTransfer: data });
    await on.dispatchEvent("drop", { dataTransfer: data });
  }

  /** The table of one group of the comparison. @param {string} caption how it begins */
  group(caption) {
    return this.offer.getByRole("table", { name: new RegExp(`^${caption}`) });
  }

  /** The rows of the first table of what merging would change, cell texts each. */
  async offered() {
    const rows = this.offer.getByRole("table").first().getByRole("row");
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => [...row.cells].map((cell) => cell.innerText.trim().replaceAll(/\s+/g, " "))),
    );
    return texts.slice(1);
  }

  /** Brings about that people disagree on a value, by a file; ends at the screen of files. @param {string} name */
  async disagree(name) {
    await this.openToEdit("enter");
    await this.enter(name, "75");
    const file = await this.save();
    await this.page.evaluate(() => localStorage.clear());
    await this.reload();
    await this.edit();
    await this.enter(name, "80");
    await this.load(file);
    await this.button("統合する").click();
    await expect(this.conflict(name)).toBeVisible();
  }

  /** Everything in localStorage. */
  storage() {
    return this.page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
  }

  /** How many values are still 未入力, as the screen of entry says. @param {string} sentence */
  async rest(sentence) {
    await expect(this.page.getByRole("status").filter({ hasText: sentence })).toHaveCount(1);
  }
}
