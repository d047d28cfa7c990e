/**
 * The published schema, held by an independent validator (Ajv) against what the page writes, against a file that a
 * colleague's script made from docs/snapshot.md, and against the table of malformed files whose other side is
 * tests/hostile.rs.
 */

import { readFile } from "node:fs/promises";
import Ajv2020 from "ajv/dist/2020.js";
import { INDICATORS, R8, actual } from "./support/sheet.mjs";
import { expect, test } from "./support/test.mjs";

const FIXTURES = "tests/fixtures/snapshots/";
const json = async (/** @type {string} */ file) => JSON.parse(await readFile(file, "utf8"));

/** Answers what the schema says against a file; nothing where it lets it through. */
async function validator() {
  const check = new Ajv2020({ allErrors: false, strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false }).compile(
    await json("dist/snapshot.schema.json"),
  );
  return (/** @type {unknown} */ file) => (check(file) ? [] : (check.errors ?? []).map((e) => `${e.instancePath} ${e.message}`));
}

test("everything the page writes is valid", async ({ app }) => {
  const faults = await validator();
  expect(faults(await json("dist/plan.json"))).toEqual([]);
  await app.openToEdit("enter");
  for (const { field, typed } of R8) await app.enter(field, typed);
  await app.undo();
  await app.openDetails(actual(INDICATORS[0]));
  await app.enter(`${actual(INDICATORS[0])}の備考`, "<b>確定</b>");
  await app.openDetails(actual(INDICATORS[0]));
  await app.enter(`${actual(INDICATORS[0])}の庁内メモ`, "内部");
  await app.open("publish");
  await app.closeYear();
  const { json: saved } = await app.save();
  expect(saved.edits.length).toBeGreaterThan(20);
  expect(faults(saved)).toEqual([]);
});

test("a file made by a script from the description is valid, and taken", async ({ app }) => {
  // docs/snapshot.md, read as a colleague would: three fields of an edit of one's own, `seen` left empty.
  const faults = await validator();
  const { plan } = await json("dist/plan.json");
  const at = "2027-05-20T01:00:00.000Z";
  const edit = (/** @type {number} */ n, /** @type {string} */ cell, /** @type {string} */ number) => ({
    id: `mytool-${n}`,
    step: `mytool-${n}`,
    clock: 1,
    at,
    cell,
    value: { observation: { final: number } },
    seen: [],
    department: "産業課",
  });
  const file = {
    format: "shisaku-snapshot",
    version: 1,
    exportedAt: at,
    exportedBy: null,
    plan,
    edits: [edit(1, "3-10-k1/actual/2026", "75"), edit(2, "3-10-p1/settlement/2026", "1198")],
  };
  expect(faults(file)).toEqual([]);
  await app.open("exchange");
  await app.load({ name: "script.json", text: JSON.stringify(file) });
  // `seen` is empty: beside what the plan says itself it is a second value, and somebody decides.
  await expect(app.group("食い違いになるところ: 2か所")).toContainText("1,198");
});

test("the table of malformed files holds for the schema", async () => {
  const faults = await validator();
  const sample = await readFile(`${FIXTURES}sample.json`, "utf8");
  const rows = await json(`${FIXTURES}table.json`);
  for (const is of ["refuses", "takes"]) expect(rows.filter((/** @type {any} */ row) => row.schema === is).length, is).toBeGreaterThan(3);
  for (const row of rows) {
    const file = JSON.parse(sample);
    const place = (/** @type {string} */ pointer) => {
      const keys = pointer.slice(1).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
      const last = /** @type {string} */ (keys.pop());
      return { owner: keys.reduce((owner, key) => owner[key], file), last };
    };
    for (const [pointer, value] of Object.entries(row.set)) {
      const { owner, last } = place(pointer);
      Object.defineProperty(owner, last, { value, enumerable: true, configurable: true, writable: true });
    }
    for (const pointer of row.remove ?? []) {
      const { owner, last } = place(pointer);
      delete owner[last];
    }
    expect(faults(file).length > 0 ? "refuses" : "takes", `${row.name}: ${faults(file)}`).toBe(row.schema);
  }
});
