/** The page under the strict Content-Security-Policy its documents recommend. */

import { PAGE, PORTAL } from "./addresses.mjs";
import { SCREENS } from "./support/app.mjs";
import { INDICATORS, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const [K1] = INDICATORS;

/** The directives of the policy an answer came with. @param {import('@playwright/test').APIResponse} response */
function directives(response) {
  const header = response.headers()["content-security-policy"] ?? "";
  return Object.fromEntries(
    header
      .split(";")
      .map((part) => part.trim().split(/\s+/))
      .map(([name, ...values]) => [name, values.join(" ")]),
  );
}

test("every file comes with it", async ({ request }) => {
  for (const file of ["", "index.html", "embed.html", "charts.js"]) {
    const response = await request.get(`${PAGE}${file}`);
    const policy = directives(response);
    expect(response.headers()["cross-origin-opener-policy"], file).toBe("same-origin");
    expect(policy, file).toMatchObject({
      "default-src": "'none'",
      "script-src": "'self' 'wasm-unsafe-eval'",
      "style-src": "'self'",
      "connect-src": "'self'",
      "base-uri": "'none'",
    });
    expect(policy["object-src"] ?? policy["default-src"]).toBe("'none'");
    expect(policy["frame-ancestors"], file).toBe(file === "embed.html" ? undefined : "'none'");
  }
});

test("page, drawing and embed work without a violation, and one would be seen", async ({
  app,
  context,
  page,
  watch,
}) => {
  /** @type {string[]} */
  const violations = [];
  await context.exposeFunction("noteViolation", (/** @type {string} */ what) => violations.push(what));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      /** @type {any} */ (window).noteViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  for (const screen of Object.keys(SCREENS)) await app.open(/** @type {keyof typeof SCREENS} */ (screen));
  await app.open("indicator");
  await app.edit();
  await app.enter(actual(K1), "75");
  const drawn = page.getByRole("img", { name: new RegExp(`^${K1}`) });
  await expect(drawn.locator("svg path").first()).toBeAttached();
  await drawn.hover();
  await app.save();
  await page.goto(`${PAGE}embed.html#/3-10-p1`);
  await expect(page.getByRole("img").locator("svg path").first()).toBeAttached();
  expect(violations).toEqual([]);

  watch.allowed.console.push(/violates the following Content Security Policy/);
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement("style"), { textContent: "p{}" })),
  );
  await expect.poll(() => violations).toHaveLength(1);
});

test("no other page may frame the program", async ({ page, watch }) => {
  watch.allowed.origins.push(new URL(PORTAL.address).origin);
  watch.allowed.console.push(/frame-ancestors/);
  watch.allowed.requests.push(new RegExp(`^${PAGE}index.html$`));
  await page.goto(PORTAL.address);
  const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
  await page.locator("#article").evaluate((article, address) => {
    article.innerHTML = `<iframe src="${address}" title="x"></iframe>`;
  }, `${PAGE}index.html`);
  await refused;
  await expect(page.frameLocator("iframe").getByRole("heading")).toHaveCount(0);
});
