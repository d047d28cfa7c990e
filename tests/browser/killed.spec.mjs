/**
 * A tab's process is killed at random moments after a commit: whatever was called saved is there when the page is opened
 * again. Some kills in every run; `cargo xtask prove` makes it 200. The moments follow from a seed, which is printed:
 * `SHISAKU_SEED` brings about the same ones again.
 */

import { chromium } from "@playwright/test";
import { App } from "./support/app.mjs";
import { PAGE } from "./addresses.mjs";
import { seeded } from "./support/random.mjs";
import { INDICATORS, PROJECTS, actual, settlement } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const KILLS = Number(process.env.SHISAKU_KILLS ?? 6);
const FIELDS = [...INDICATORS.map((name) => actual(name)), ...PROJECTS.map(({ name }) => settlement(name))];

test(`a tab killed ${KILLS} times, nothing that was called saved is lost`, async ({ playwright: _ }, info) => {
  test.setTimeout(60_000 + KILLS * 20_000);
  const random = seeded(info);
  const { executablePath, args } = info.project.use.launchOptions ?? {};
  const folder = info.outputPath("profile");
  /** What was called saved, field by field. @type {Record<string, string>} */
  const saved = {};
  for (let kill = 0; kill < KILLS; kill += 1) {
    const context = await chromium.launchPersistentContext(folder, { executablePath, args, locale: "ja-JP" });
    const page = context.pages()[0] ?? (await context.newPage());
    const app = new App(page);
    await page.goto(`${PAGE}#/policy/3-10/enter/2026`);
    await app.shows("enter");
    await app.edit();
    await app.holds(saved);
    // Values never come twice, so that each is known by itself.
    const field = FIELDS[kill % FIELDS.length];
    const value = String(10 + kill);
    await app.enter(field, value);
    await app.said(`「${field}」を${value}にしました(このブラウザーに保存済み)。`);
    saved[field] = value;
    const session = await context.newCDPSession(page);
    // Not a wait for something to come: how long a tab lives on after a commit is what differs from kill to kill.
    const moment = random() * 500;
    await page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), moment);
    // The renderer dies without a word to the page.
    const crashed = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await context.close();
  }
  const context = await chromium.launchPersistentContext(folder, { executablePath, args, locale: "ja-JP" });
  const app = new App(context.pages()[0] ?? (await context.newPage()));
  await app.page.goto(`${PAGE}#/policy/3-10/enter/2026`);
  await app.shows("enter");
  await app.edit();
  await app.holds(saved);
  await context.close();
});
