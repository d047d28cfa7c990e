/**
 * A host that keeps what it sends in every cache for an hour, on which a release is replaced by another. The older is made
 * from the built one: what has a hash in its name has another.
 */

import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};
const HASHED = /\b(program|embed|charts)-[0-9a-f]{16}\.(js|css|wasm)/g;
const older = (/** @type {string} */ text) => text.replaceAll(HASHED, "$1-0000000000000000.$2");

/** The file of the release in dist/ that has a hash in its name. @param {string} kind @param {string} ending */
export const hashed = (kind, ending) =>
  String(readdirSync("dist").find((name) => name.startsWith(`${kind}-`) && name.endsWith(`.${ending}`) && name.match(HASHED)));

export class Host {
  /** Whether the older release is there. */
  isOlder = false;
  /** What is answered for a path, where it is not the file. @type {(path: string) => { status?: number, type?: string, body?: string } | undefined} */
  instead = () => undefined;
  /** @type {Record<string, string>} */
  headers = {};
  /** Every path that was asked for, in order. @type {string[]} */
  requests = [];

  static async open() {
    const host = new Host();
    host.server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(String(request.url), "http://host").pathname).slice(1);
      host.requests.push(path);
      const { status = 200, type = TYPES[extname(path)], body = host.file(path) } = host.instead(path) ?? {};
      const found = body === undefined ? 404 : status;
      response.writeHead(found, {
        "Content-Type": found === 404 ? "text/plain" : type,
        "Cache-Control": "max-age=3600",
        "X-Content-Type-Options": "nosniff",
        ...host.headers,
      });
      response.end(body);
    });
    await new Promise((done) => host.server?.listen(0, "127.0.0.1", () => done(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (host.server.address());
    host.address = `http://127.0.0.1:${port}/`;
    return host;
  }

  /** @param {string} path */
  file(path) {
    const names = readdirSync("dist");
    const name = this.isOlder ? names.find((name) => name.match(HASHED) && older(name) === path) ?? path : path;
    if (this.isOlder && name === path && path.match(HASHED)) return undefined;
    try {
      const bytes = readFileSync(join("dist", name));
      return this.isOlder && /\.(js|html)$/.test(path) ? older(bytes.toString("utf8")) : bytes;
    } catch {
      return undefined;
    }
  }

  /** How often a path was asked for. @param {RegExp} path */
  asked(path) {
    return this.requests.filter((asked) => path.test(asked)).length;
  }

  close() {
    this.server?.closeAllConnections();
    this.server?.close();
  }
}
