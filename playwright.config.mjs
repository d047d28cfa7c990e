// Browser tests, against the release build in dist/ as a static host would serve it: from a subfolder, with a strict
// Content-Security-Policy, to a real Chromium. `cargo xtask test --browser` builds, then calls this.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";
import { PAGE, PORTAL, ports } from "./tests/browser/addresses.mjs";

/** A real web server in the place of our small one: `nginx` or `apache`. Then only what a host can break is tested. */
const host = process.env.SHISAKU_HOST;
const OF_A_HOST = ["hosts", "smoke", "reading", "embed", "portal"].map((name) => `**/${name}.spec.mjs`);

const xtask = process.env.XTASK ? `"${process.env.XTASK}"` : "cargo xtask";

/** The Chromium that is installed: Playwright's own is not downloaded. */
function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

export default defineConfig({
  testDir: "tests/browser",
  testMatch: host ? OF_A_HOST : "**/*.spec.mjs",
  testIgnore: host ? [] : "**/hosts.spec.mjs",
  outputDir: "tests/browser/results",
  // A test that passes at the second try has failed.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  fullyParallel: true,
  // How long a test may take at most, and how long it waits for what must come: no test waits for nothing to come.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // The JSON report goes where xtask says (PLAYWRIGHT_JSON_OUTPUT_FILE); without it, it would be printed.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: PAGE,
    viewport: { width: 1280, height: 800 },
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: [
    {
      command: host
        ? `node tests/browser/hosts/serve.mjs ${host}`
        : `${xtask} serve --dir dist --port ${ports.page} --prefix /sub/folder/`,
      url: PAGE,
    },
    { command: `${xtask} serve --dir tests/browser/portal --port ${ports.portal} --plain`, url: PORTAL.checked },
  ].map((server) => ({ ...server, reuseExistingServer: false, timeout: 60_000, stdout: "ignore", stderr: "pipe" })),
});
