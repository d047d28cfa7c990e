// On every page of a publication, once it is shown. Nothing on a page needs it; what it adds: a drawing that is pointed at,
// touched or walked to comes alive, with the option JSON that stands in the page; a page says where newer values are
// published than it was made from; a figure in another page's frame tells its height. The build puts the charts script's
// name in the place of CHARTS.

/** The script that draws, asked for once. @type {Promise<void> | undefined} */
let charts;
const loaded = () =>
  (charts ??= drawing(CHARTS)
    // Another release is there by now: what it draws with has a name that stays, too.
    .catch(() => drawing("./charts.js"))
    .catch((error) => {
      charts = undefined;
      throw error;
    }));

/** @param {string} name @returns {Promise<void>} */
const drawing = (name) =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(name, own).href;
    script.onload = () => (window.echarts ? done() : script.onerror(undefined));
    script.onerror = () => {
      script.remove();
      failed(new Error(name));
    };
    document.head.append(script);
  });

const own = document.currentScript.src;

/** Draws in the place of a drawing, of its size: laid out as it is, and scaled as it is. @param {HTMLElement} place */
async function comesAlive(place) {
  await loaded();
  const still = place.querySelector("svg");
  const { width, height } = still.viewBox.baseVal;
  const shown = still.getBoundingClientRect();
  const { options, label } = place.dataset;
  const live = document.createElement("div");
  Object.assign(live.style, { width: `${width}px`, height: `${height}px`, transformOrigin: "0 0" });
  /** As wide as its place, as the still one was. @param {number} wide */
  const fit = (wide) => {
    live.style.transform = `scale(${wide / width})`;
    place.style.height = `${(wide * height) / width}px`;
  };
  fit(shown.width);
  still.after(live);
  const chart = echarts.init(live, null, { renderer: "svg", width, height });
  const draw = () => echarts.draw(chart, JSON.parse(options), label);
  draw();
  still.remove();
  // The window, or the page's size in it, changes. A place that is not shown has no width.
  let before = place.clientWidth;
  new ResizeObserver(() => {
    const now = place.clientWidth;
    if (!now || now === before) return;
    before = now;
    fit(now);
    // What lies over the entries of its legend is laid anew.
    draw();
  }).observe(place);
}

for (const place of document.querySelectorAll(".drawn[data-options]")) {
  if (place.dataset.label) place.tabIndex = 0;
  let isAsked = false;
  const asked = () => {
    if (isAsked) return;
    isAsked = true;
    comesAlive(place).catch(() => (isAsked = false));
  };
  for (const name of ["pointerover", "focusin"]) place.addEventListener(name, asked, { passive: true });
}

/** The folder of the publication. */
const folder = new URL(".", own);

/**
 * Whether the `plan.json` beside the page is another than the page was made from: by the digest that it states, else by that
 * of its bytes (format/digest.rs). What cannot be had, or is broken, is none.
 *
 * @param {string} made
 */
async function isOther(made) {
  const address = new URL("plan.json", folder);
  const stated = (/** @type {ArrayBuffer} */ bytes) =>
    /"digest"\s*:\s*"(sha256-[\w-]{43})"/.exec(new TextDecoder().decode(bytes.slice(0, 512)))?.[1];
  const begins = await fetch(address, { cache: "no-cache", headers: { Range: "bytes=0-511" } });
  if (!begins.ok || stated(await begins.clone().arrayBuffer()) === made) return false;
  const all = begins.status === 206 ? await fetch(address, { cache: "no-cache" }) : begins;
  const bytes = await all.arrayBuffer();
  if (!JSON.parse(new TextDecoder().decode(bytes)).plan) return false;
  if (stated(bytes)) return stated(bytes) !== made;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const text = btoa(String.fromCharCode(...hash)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `sha256-${text}` !== made;
}

/** Where the program shows what a page shows; nothing on the first page. Some hosts leave the ending out. */
function inProgram() {
  const path = location.pathname.slice(folder.pathname.length);
  const [, kind, id] = /^(policies|sheets|indicators|projects)\/([^/]+?)(?:\.html)?$/.exec(path) ?? [];
  const screens = { policies: `policy/${id}/overview`, sheets: `policy/${id}`, indicators: `indicator/${id}`, projects: `project/${id}` };
  return kind && `#/${screens[kind]}`;
}

/** Once something of the page is drawn, where the browser tells: nothing is fetched before that a reader does not need. */
const painted = () =>
  new Promise((done) => {
    if (!PerformanceObserver.supportedEntryTypes?.includes("paint")) return done();
    const observer = new PerformanceObserver(() => {
      observer.disconnect();
      done();
    });
    observer.observe({ type: "paint", buffered: true });
  });

/** Says that newer values are published than this page was made from; the first page has the program open them. */
async function compare() {
  const made = document.querySelector('meta[name="shisaku-publication"]')?.content;
  // The program shows what is published now.
  const isInProgram = () => location.hash.startsWith("#/");
  if (!made || isInProgram() || !(await isOther(made)) || isInProgram()) return;
  const address = inProgram();
  if (!address) return location.replace("#/");
  const said = document.createElement("p");
  said.className = "newer";
  said.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = new URL(`index.html${address}`, folder).href;
  link.textContent = "新しい値を見る";
  said.append("このページより新しい値が公開されています。", link);
  document.body.append(said);
}

// In a frame: as browser/frame.rs does, unless the frame is to keep its height. What it shows is of its edition.
const figure = document.querySelector("main.embed");
if (!figure) {
  const isDone = () => (document.documentElement.dataset.compared = "true");
  painted().then(compare).then(isDone, isDone);
}
const isFixed = new URLSearchParams(location.search).get("height") === "fixed";
if (figure && parent !== window && !isFixed) {
  const tell = () => parent.postMessage({ shisaku: "height", height: Math.ceil(figure.getBoundingClientRect().height) }, "*");
  // Out of sight, a frame of another origin is not rendered, and its observer is silent. What the address asks for may hold
  // only once all is loaded.
  tell();
  addEventListener("load", tell);
  new ResizeObserver(tell).observe(figure);
  addEventListener("message", ({ source, data }) => source === parent && data?.shisaku === "ask" && tell());
}
