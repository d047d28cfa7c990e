/** nginx with the configuration of `docs/hosting/`: under it pages are tested and measured. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The configuration as it is published, for another portal. @param {string} file @param {string} portal */
export function published(file, portal) {
  const text = readFileSync(join("docs/hosting", file), "utf8").replaceAll("https://www.city.example.jp", portal);
  if (!text.includes(portal)) throw new Error(`${file} names no portal`);
  return text;
}

/** Where an installed program is. @param {string} name */
export function program(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  const found = folders.map((folder) => join(folder, name)).find(existsSync);
  if (!found) throw new Error(`${name} is not installed`);
  return found;
}

/**
 * The command that serves `folder` in the foreground, its files of work in `work`.
 *
 * @param {{ work: string, folder: string, portal: string, listen: string, prefix: string }} where
 * @returns {[string, string[]]}
 */
export function nginx({ work, folder, portal, listen, prefix }) {
  const served = published("nginx.conf", portal)
    .replace("listen 80;", `listen ${listen};`)
    .replace("location /shisaku/", `location ${prefix}`)
    .replace("alias /srv/shisaku/;", `alias ${folder}/;`);
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((of) => `${of}_temp_path ${work}/${of};`);
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const conf = join(work, "nginx.conf");
  writeFileSync(
    conf,
    `${user} daemon off; worker_processes 1; pid ${work}/pid; error_log stderr;
      events {} http { access_log off; ${places.join(" ")} ${served} }`,
  );
  return [program("nginx"), ["-p", work, "-e", "stderr", "-c", conf]];
}
