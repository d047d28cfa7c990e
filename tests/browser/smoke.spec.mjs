// The built page opens at all, from a subfolder, under a strict Content-Security-Policy.
import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "./support/test.mjs";

for (const page of ["index.html", "embed.html"]) {
  test(`${page} holds no inline script, style or handler`, () => {
    // Data for machines is no script: a browser runs nothing of it, whatever the policy says.
    const html = readFileSync(`dist/${page}`, "utf8").replaceAll(/<script type="application\/ld\+json">[^<]*<\/script>/g, "");
    const scripts = [...html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [tag, attributes, content] of scripts) {
      expect(attributes, tag).toMatch(/\bsrc="[^"]+"/);
      expect(content, tag).toBe("");
    }
    expect(html).not.toMatch(/<style\b|\sstyle=|\son\w+=/);
  });

  test(`${page} names no address outside its own folder`, () => {
    const html = readFileSync(`dist/${page}`, "utf8");
    const addresses = [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => /^(?:\/|\.\.|[a-z]+:)/.test(address))).toEqual([]);
  });
}

test("dist holds what a host needs", () => {
  const files = readdirSync("dist");
  for (const file of ["index.html", "embed.html", "plan.json", "charts.js", "licences"]) expect(files).toContain(file);
  const licences = readdirSync("dist/licences");
  for (const file of ["echarts-LICENSE.txt", "echarts-NOTICE.txt", "zrender-LICENSE.txt", "rust-crates.txt"]) {
    expect(licences).toContain(file);
  }
});

test("the page opens from a subfolder", async ({ page }) => {
  const response = await page.goto("");
  expect(response.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/施策シート/);
});

test("the charts script loads by the name the program is told, under the same policy", async ({ page }) => {
  await page.goto("embed.html");
  const address = await page.evaluate(() => globalThis.shisakuCharts);
  expect(address).toMatch(/^\.\/charts-[0-9a-f]{16}\.js$/);
  await page.addScriptTag({ url: address });
  expect(await page.evaluate(() => typeof globalThis.echarts.init)).toBe("function");
});
