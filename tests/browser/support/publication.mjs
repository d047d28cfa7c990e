/** Publications of other plans than the built-in one. */

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** @param {string[]} words */
function xtask(...words) {
  execFileSync(process.env.XTASK ?? "cargo", [...(process.env.XTASK ? [] : ["xtask"]), ...words], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Writes the pages of a plan into a folder. @param {string} plan @param {string} to */
export const writePages = (plan, to) => xtask("pages", "--plan", plan, "--to", to);

/** Writes the plan of a made-up city with numbers in every year. Returns its file. @param {string} to @param {number} policies */
export function writeSample(to, policies) {
  xtask("sample", "--policies", String(policies), "--edits", "0", "--to", to);
  return join(to, "plan.json");
}

/** All files in a folder, by their paths in it. @param {string} folder @param {string} [path] @returns {string[]} */
export function filesOf(folder, path = "") {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(folder, `${path}${entry.name}/`) : [path + entry.name],
  );
}

/** The parts of a plan, of its file. @param {string} file @returns {{ policies: any[], cells: Record<string, any> }} */
export const planOf = (file) => JSON.parse(readFileSync(file, "utf8")).plan;
