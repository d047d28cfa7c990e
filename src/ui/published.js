// What is published: asked for while the program is on its way (browser/net.rs waits for it).

/**
 * Asks for `plan.json`: its bytes, null where the host has no such file, undefined where it cannot say. A copy the browser
 * has is fine once the host has said that it holds.
 */
export function askForPublished() {
  window.shisakuPublished ??= fetch("plan.json", { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.arrayBuffer() : answer.status < 429 ? null : undefined))
    .catch(() => undefined);
}
