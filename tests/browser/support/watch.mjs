/**
 * Watches every browser context of a test: nothing may be written to the console as a warning or an error, nothing may
 * be thrown, every request must succeed and go to one of our own addresses.
 */

/**
 * What one test may allow, because it makes it happen itself.
 *
 * @typedef {object} Allowed
 * @property {RegExp[]} console texts of console messages
 * @property {RegExp[]} requests addresses whose requests may fail or answer with an error
 * @property {string[]} origins origins that may be asked besides the page's own
 * @property {boolean} thrown whether something may be thrown
 */

export class Watch {
  /** @param {string} origin the page's own origin */
  constructor(origin) {
    /** @type {string[]} */
    this.faults = [];
    /** @type {Allowed} */
    this.allowed = { console: [], requests: [], origins: [origin], thrown: false };
    /** Every address that was asked for, in order. @type {string[]} */
    this.requests = [];
  }

  /** @param {import('@playwright/test').BrowserContext} context */
  over(context) {
    context.on("console", (message) => {
      if (!["error", "warning", "assert"].includes(message.type())) return;
      // Chromium's sentence about a failed request does not name it; its place does.
      const text = `${message.text()} [${message.location().url}]`;
      if (!this.allowed.console.some((allowed) => allowed.test(text))) this.note(`console: ${text}`);
    });
    context.on("weberror", (error) => {
      if (!this.allowed.thrown) this.note(`thrown: ${error.error().stack ?? error.error()}`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      this.requests.push(url.href);
      const isLocal = ["data:", "blob:", "about:"].includes(url.protocol);
      if (!isLocal && !this.allowed.origins.includes(url.origin)) this.note(`other origin: ${url.href}`);
    });
    const failed = (/** @type {string} */ url, /** @type {string} */ why) => {
      if (!this.allowed.requests.some((allowed) => allowed.test(url))) this.note(`request: ${url} ${why}`);
    };
    context.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "failed";
      // Given up because its page was left: no fault of anybody.
      if (why !== "net::ERR_ABORTED") failed(request.url(), why);
    });
    context.on("response", (response) => {
      if (response.status() >= 400) failed(response.url(), String(response.status()));
    });
  }

  /** Notes a fault, each once. @param {string} fault */
  note(fault) {
    if (!this.faults.includes(fault)) this.faults.push(fault);
  }

  /** How often an address was asked for. @param {RegExp} address */
  asked(address) {
    return this.requests.filter((url) => address.test(url)).length;
  }
}
