/** Firefox, over WebDriver BiDi as puppeteer-core speaks it. */

import puppeteer from "puppeteer-core";
import { Engine } from "./engine.mjs";

const FIREFOX = "/usr/bin/firefox-esr";

export class Firefox extends Engine {
  static async open() {
    const firefox = new Firefox();
    await firefox.settle();
    firefox.browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: FIREFOX,
      defaultViewport: { width: 1280, height: 800 },
      extraPrefsFirefox: {
        // The list of downloads would take the keyboard.
        "browser.download.alwaysOpenPanel": false,
        "browser.download.dir": firefox.downloads,
        "browser.download.folderList": 2,
        "intl.accept_languages": "ja",
      },
    });
    return firefox;
  }

  /** In a tab of its own: where a page of one opener policy gives way to one of another, puppeteer waits for ever. */
  async goto(/** @type {string} */ address) {
    await this.page?.close();
    this.page = await this.browser.newPage();
    this.at = this.page.mainFrame();
    this.page.on("console", (said) => ["error", "warn"].includes(said.type()) && this.faults.push(said.text()));
    this.page.on("pageerror", (error) => this.faults.push(String(error)));
    await this.page.goto(address);
  }

  reload() {
    return this.page.reload();
  }

  evaluate(/** @type {(...given: any[]) => any} */ what, /** @type {any[]} */ ...given) {
    return this.at.evaluate(what, ...given);
  }

  async element(/** @type {(...given: any[]) => any} */ what, /** @type {any[]} */ ...given) {
    return (await this.at.evaluateHandle(what, ...given)).asElement();
  }

  click(/** @type {import('puppeteer-core').ElementHandle} */ element) {
    return element.click();
  }

  type(/** @type {string} */ text) {
    return this.page.keyboard.type(text);
  }

  key(/** @type {"Enter" | "Tab"} */ name) {
    return this.page.keyboard.press(name);
  }

  upload(/** @type {any} */ element, /** @type {string} */ path) {
    return element.uploadFile(path);
  }

  async enter(/** @type {any} */ frame) {
    this.at = await frame.contentFrame();
  }

  size(/** @type {number} */ width, /** @type {number} */ height) {
    return this.page.setViewport({ width, height });
  }

  async picture() {
    return Buffer.from(await this.page.screenshot());
  }

  async close() {
    await this.browser.close();
    await this.leave();
  }
}
