/**
 * A Chromium of its own over its debugging pipe: for what Playwright switches off, the cache of pages that are gone back
 * to.
 */

import { spawn } from "node:child_process";

/** A page in a browser that keeps pages for going back to. */
export class Cdp {
  #next = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  /** @type {{ method: string, params: any }[]} */
  events = [];
  /** @type {(() => void)[]} */
  #woken = [];
  #session = "";

  /** @param {string} executable @param {string[]} args @param {string} profile */
  static async open(executable, args, profile) {
    const cdp = new Cdp();
    cdp.process = spawn(
      executable,
      [...args, "--headless", "--remote-debugging-pipe", "--lang=ja", `--user-data-dir=${profile}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    const [, , , input, output] = /** @type {any[]} */ (cdp.process.stdio);
    cdp.input = input;
    let rest = "";
    output.setEncoding("utf8");
    output.on("data", (/** @type {string} */ data) => {
      const messages = (rest + data).split("\0");
      rest = messages.pop() ?? "";
      messages.forEach((message) => cdp.#take(JSON.parse(message)));
    });
    const { targetInfos } = await cdp.send("Target.getTargets");
    const { targetId } = targetInfos.find((/** @type {any} */ target) => target.type === "page");
    cdp.#session = (await cdp.send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    await cdp.send("Page.enable");
    return cdp;
  }

  /** @param {any} message */
  #take(message) {
    const waiting = this.#waiting.get(message.id);
    if (waiting) {
      this.#waiting.delete(message.id);
      if (message.error) waiting.reject(new Error(message.error.message));
      else waiting.resolve(message.result);
      return;
    }
    this.events.push(message);
    for (const wake of this.#woken.splice(0)) wake();
  }

  /** @param {string} method @param {object} [params] @returns {Promise<any>} */
  send(method, params = {}) {
    const id = ++this.#next;
    const session = this.#session && !method.startsWith("Target.") ? { sessionId: this.#session } : {};
    this.input.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Waits for an event from `since` on. @param {string} method @param {number} since @param {(params: any) => boolean} [is] */
  async event(method, since, is = () => true) {
    for (;;) {
      const found = this.events.slice(since).find((event) => event.method === method && is(event.params));
      if (found) return found.params;
      await new Promise((wake) => this.#woken.push(() => wake(undefined)));
    }
  }

  /** @param {string} url */
  async goto(url) {
    const since = this.events.length;
    await this.send("Page.navigate", { url });
    await this.event("Page.loadEventFired", since);
  }

  /** Goes back, and answers whether the page came as it was left. */
  async goBack() {
    const { currentIndex, entries } = await this.send("Page.getNavigationHistory");
    const since = this.events.length;
    await this.send("Page.navigateToHistoryEntry", { entryId: entries[currentIndex - 1].id });
    const { type } = await this.event("Page.frameNavigated", since, ({ frame }) => !frame.parentId);
    return type === "BackForwardCacheRestore";
  }

  /** What an expression of the page comes to. @param {string} expression */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression of the page is true. @param {string} expression */
  until(expression) {
    return this.evaluate(
      `new Promise((done) => { const look = () => (${expression}) ? done(true) : requestAnimationFrame(look); look(); })`,
    );
  }

  /** Types with the keyboard into what has the focus. @param {string} text */
  type(text) {
    return this.send("Input.insertText", { text });
  }

  async close() {
    const gone = new Promise((done) => this.process?.once("exit", done));
    this.process?.kill("SIGKILL");
    await gone;
  }
}
