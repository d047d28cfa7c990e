/** WebKitGTK's MiniBrowser, over W3C WebDriver: what Safari is built on, as near as a Linux machine has it. */

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { Engine } from "./engine.mjs";

/** How an element is named on the wire (WebDriver, 12.1). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEYS = { Enter: "\uE007", Tab: "\uE004" };

/** A port that nobody has. @returns {Promise<number>} */
const freePort = () =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });

/** Where Debian has it: a folder for each kind of machine. */
const MINIBROWSER = readdirSync("/usr/lib")
  .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
  .find(existsSync);

export class WebKit extends Engine {
  static async open() {
    const webkit = new WebKit();
    await webkit.settle();
    await mkdir(join(webkit.home, ".config"));
    await writeFile(join(webkit.home, ".config", "user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/downloads"\n');
    const port = await freePort();
    const env = { ...process.env, HOME: webkit.home, XDG_CONFIG_HOME: join(webkit.home, ".config"), LC_ALL: "C.UTF-8" };
    const driver = ["-a", "-s", "-screen 0 1400x1000x24", "WebKitWebDriver", `--port=${port}`];
    webkit.process = spawn("xvfb-run", driver, { detached: true, env, stdio: "ignore" });
    webkit.address = `http://127.0.0.1:${port}`;
    await expect.poll(() => webkit.ask("GET", "/status").then(() => true, () => false), "the driver answers").toBe(true);
    const options = { binary: MINIBROWSER, args: ["--automation"] };
    const { sessionId } = await webkit.ask("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
    webkit.address += `/session/${sessionId}`;
    await webkit.size(1280, 800);
    return webkit;
  }

  /** @param {string} method @param {string} path @param {object} [given] */
  async ask(method, path, given) {
    const answer = await fetch(`${this.address}${path}`, { method, body: given && JSON.stringify(given) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error} ${value.message}`);
    return value;
  }

  goto(/** @type {string} */ url) {
    return this.ask("POST", "/url", { url });
  }

  reload() {
    return this.ask("POST", "/refresh", {});
  }

  evaluate(/** @type {(...given: any[]) => any} */ what, /** @type {any[]} */ ...args) {
    return this.ask("POST", "/execute/sync", { script: `return (${what})(...arguments)`, args });
  }

  element(/** @type {(...given: any[]) => any} */ what, /** @type {any[]} */ ...args) {
    return this.evaluate(what, ...args);
  }

  click(/** @type {any} */ element) {
    return this.ask("POST", `/element/${element[ELEMENT]}/click`, {});
  }

  async type(/** @type {string} */ text) {
    const actions = [...text].flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));
    await this.ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  key(/** @type {keyof typeof KEYS} */ name) {
    return this.type(KEYS[name]);
  }

  upload(/** @type {any} */ element, /** @type {string} */ path) {
    return this.ask("POST", `/element/${element[ELEMENT]}/value`, { text: path });
  }

  enter(/** @type {any} */ id) {
    return this.ask("POST", "/frame", { id });
  }

  /** The page's size is the window's less what is around it, which no window can be narrower than. */
  size(/** @type {number} */ width, /** @type {number} */ height) {
    return this.ask("POST", "/window/rect", { width, height: height + 38 });
  }

  async picture() {
    return Buffer.from(await this.ask("GET", "/screenshot"), "base64");
  }

  async close() {
    const gone = new Promise((done) => this.process?.once("exit", done));
    await this.ask("DELETE", "", undefined).catch(() => {});
    // The driver, and the display it was given.
    process.kill(-Number(this.process?.pid));
    await gone;
    await this.leave();
  }
}
