// The test function of all specs: a page that is watched for what must never happen, whatever else is tested.
import { expect, test as base } from "@playwright/test";
import { PAGE, PORTAL } from "./addresses.mjs";

const known = [new URL(PAGE).origin, new URL(PORTAL.address).origin];

/** A browser context in which nothing may go wrong unnoticed, on any of its pages and frames. */
export const test = base.extend({
  context: async ({ context }, use) => {
    const faults = [];
    context.on("console", (message) => {
      // Warnings too: a preload that is not used, a refused style.
      if (["error", "warning"].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
    });
    context.on("weberror", (error) => faults.push(`uncaught: ${error.error()}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      const remote = !["data:", "blob:", "about:"].includes(url.protocol) && !known.includes(url.origin);
      if (remote) faults.push(`request to another origin: ${request.url()}`);
    });
    await use(context);
    expect(faults, "what must never happen").toEqual([]);
  },
});

export { expect };
