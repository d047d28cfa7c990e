/**
 * A browser that Playwright does not drive: what a test says is written once, here and in the specs, and what each driver
 * has to be told is in `firefox.mjs` and `webkit.mjs`.
 */

import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";

/**
 * Finds what a person sees by its name, in the page: the words on a button, a link or a summary, the label of a field.
 *
 * @param {string} kind a selector @param {string} name
 */
function seen(kind, name) {
  const words = (/** @type {Element} */ element) => (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  const named = (/** @type {any} */ element) =>
    [words(element), element.ariaLabel, ...[...(element.labels ?? [])].map(words)].includes(name);
  return [...document.querySelectorAll(kind)].find((element) => named(element) && element.getClientRects().length > 0);
}

/** @template Handle an element, as the driver holds it */
export class Engine {
  /** All that this browser writes. */
  home = "";
  /** What it saves for a person, and only that. */
  downloads = "";
  /** Faults the page had, where the driver tells. @type {string[]} */
  faults = [];

  /** Makes its folders. */
  async settle() {
    this.home = await mkdtemp(join(tmpdir(), "shisaku-engine-"));
    this.downloads = join(this.home, "downloads");
    await mkdir(this.downloads);
  }

  /** What the page says, and what has the focus: for whoever reads of a failed test. @returns {Promise<string>} */
  told() {
    return this.evaluate(() => `${document.activeElement?.outerHTML}\n\n${document.body.innerText}`);
  }

  /** Takes them away; after the browser has gone. */
  async leave() {
    await rm(this.home, { recursive: true });
  }

  /**
   * The one element that is seen by this name; waited for.
   *
   * @param {string} kind a selector @param {string} name @returns {Promise<Handle>}
   */
  async find(kind, name) {
    await expect.poll(async () => Boolean(await this.element(seen, kind, name)), `${kind} ${name}`).toBe(true);
    return this.element(seen, kind, name);
  }

  /** Presses it with the keyboard, wherever the page is just being scrolled to. @param {string} kind @param {string} name */
  async press(kind, name) {
    // What was done before may move the focus in the next frame, as no person is fast enough to see.
    const focus = async (/** @type {HTMLElement} */ element) => {
      element.focus();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return document.activeElement === element;
    };
    await expect.poll(async () => this.evaluate(focus, await this.find(kind, name)), `${kind} ${name} has the focus`).toBe(true);
    await this.key("Enter");
  }

  /** Changes the screen of the page that is open. @param {string} address */
  async turnTo(address) {
    await this.evaluate((to) => void (location.hash = to), address);
  }

  /** Waits until the first of these elements has these words. @param {string} selector @param {string | RegExp} words */
  async shows(selector, words) {
    const text = () => this.evaluate((of) => document.querySelector(of)?.innerText ?? "", selector);
    await expect.poll(text, selector).toEqual(typeof words === "string" ? expect.stringContaining(words) : expect.stringMatching(words));
  }

  /** Waits until no element is there. @param {string} selector */
  async gone(selector) {
    await expect.poll(() => this.evaluate((of) => document.querySelectorAll(of).length, selector), selector).toBe(0);
  }

  /** Holds what fields show against a list. @param {Record<string, string>} values */
  async holds(values) {
    const now = (/** @type {string[]} */ names) =>
      this.evaluate(
        (names) => {
          const fields = [...document.querySelectorAll("input")];
          return Object.fromEntries(names.map((name) => [name, fields.find((field) => field.ariaLabel === name)?.value]));
        },
        names,
      );
    await expect.poll(() => now(Object.keys(values))).toEqual(values);
  }

  /** What pressing a button saves: its name and its text. @param {string} button */
  async saved(button) {
    const before = await readdir(this.downloads);
    await this.press("button", button);
    /** @type {string | undefined} */
    let name;
    // A file that is still being written has a name of its own in every browser, or nothing in it.
    await expect
      .poll(async () => {
        const names = (await readdir(this.downloads)).filter((name) => !before.includes(name));
        name = names.find((name) => name.endsWith(".json"));
        return names.length === 1 && name !== undefined && (await readFile(join(this.downloads, name))).length > 0;
      }, `a file saved by ${button}`)
      .toBe(true);
    return { name: String(name), text: await readFile(join(this.downloads, String(name)), "utf8") };
  }

  /** Picks a file. @param {{ name: string, text: string }} file */
  async load({ name, text }) {
    const path = join(this.home, name);
    await writeFile(path, text);
    await this.upload(await this.element(() => document.querySelector('input[type="file"]')), path);
  }
}
