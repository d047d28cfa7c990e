/**
 * Serves a copy of dist/, with a publication, under a real web server with the configuration of `docs/hosting/`, on loopback, in the
 * foreground: `node tests/browser/hosts/serve.mjs nginx|apache`. Of the configuration nothing is changed but the places:
 * folder, address, port and portal.
 */

import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PAGE, PORTAL, ports } from "../addresses.mjs";
import { nginx, program, published } from "./nginx.mjs";

const prefix = new URL(PAGE).pathname;
/** The tests' portals: on another site, and on another origin of the same. */
const portal = [PORTAL.address, PORTAL.checked].map((address) => new URL(address).origin).join(" ");

const work = mkdtempSync(join(tmpdir(), "shisaku-host-"));
// Apache lets go of root's rights and has to be able to read it still.
chmodSync(work, 0o755);
const folder = join(work, "dist");
cpSync("dist", folder, { recursive: true });
// A publication beside it, but for what both have.
const publication = "target/xtask/addressed-publication";
for (const name of readdirSync(publication)) {
  if (!existsSync(join(folder, name))) cpSync(join(publication, name), join(folder, name), { recursive: true });
}
const written = (/** @type {string} */ name, /** @type {string} */ text) => {
  writeFileSync(join(work, name), text);
  return join(work, name);
};

/** @type {Record<string, () => [string, string[]]>} */
const hosts = {
  nginx: () => nginx({ work, folder, portal, listen: `127.0.0.1:${ports.page}`, prefix }),
  apache() {
    const modules = ["mpm_event", "unixd", "authz_core", "alias", "dir", "mime", "headers", "filter", "deflate"];
    const at = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules"].find(existsSync);
    // Which modules are built in differs.
    const load = modules.map((name) => `<IfModule !${name}_module>\nLoadModule ${name}_module ${at}/mod_${name}.so\n</IfModule>`);
    const user = process.getuid?.() === 0 ? "User www-data\nGroup www-data" : "";
    mkdirSync(join(work, "run"));
    writeFileSync(join(folder, ".htaccess"), published("apache.htaccess", portal));
    const types = written("types", "text/html html\ntext/css css\ntext/plain txt\n");
    const conf = `${load.join("\n")}
ServerName localhost
Listen 127.0.0.1:${ports.page}
PidFile ${work}/run/pid
DefaultRuntimeDir ${work}/run
ErrorLog "|/bin/cat"
TypesConfig ${types}
${user}
Alias ${prefix} ${folder}/
<Directory ${folder}>
  Require all granted
  AllowOverride FileInfo
  DirectoryIndex index.html
</Directory>
`;
    return [program("apache2"), ["-d", work, "-f", written("apache.conf", conf), "-DFOREGROUND"]];
  },
};

const host = hosts[process.argv[2] ?? ""];
if (!host) throw new Error(`which of ${Object.keys(hosts).join(", ")}?`);
const [command, parameters] = host();
const server = spawn(command, parameters, { stdio: "inherit" });
const end = () => server.kill("SIGTERM");
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, end);
server.on("exit", (code) => {
  rmSync(work, { recursive: true, force: true });
  process.exit(code ?? 0);
});
