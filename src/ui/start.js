// In the head of index.html, run before anything of it is drawn: where the address asks for a screen of the program
// (`#/…`), now or later, the program is fetched and takes the page's place. Until then the page stands as it is; where the
// address asked from the start, it is not shown, for it is not what was asked for. The build puts the release's names in the
// place of SCRIPT, STYLE and WASM.
import { askForPublished } from "./published.js";

const root = document.documentElement;
const isAsked = () => location.hash.startsWith("#/");
const isThere = () => document.readyState !== "loading";
const ready = new Promise((done) => (isThere() ? done() : addEventListener("DOMContentLoaded", done, { once: true })));

/** Says something before the page, until the program takes its place. */
function say(role, className, text, ...more) {
  document.querySelector("body > .opening")?.remove();
  const said = document.createElement("div");
  said.className = `opening ${className}`;
  said.setAttribute("role", role);
  const words = document.createElement("p");
  words.textContent = text;
  said.append(words, ...more);
  document.body.prepend(said);
}

function failed() {
  root.classList.remove("opening");
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "もう一度試す";
  again.addEventListener("click", start);
  say("alert", "problem", "編集などの画面を読み込めませんでした。通信の状態を確かめて、もう一度お試しください。", again);
}

/** The stylesheet of what only the program shows. */
function styled() {
  if (document.querySelector(`link[href="${STYLE}"]`)?.sheet) return undefined;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = STYLE;
  return new Promise((done, failed) => {
    style.onload = done;
    style.onerror = () => {
      style.remove();
      failed(new Error(STYLE));
    };
    document.head.append(style);
  });
}

let tries = 0;
let isUnderWay = false;
async function start() {
  if (isUnderWay) return;
  isUnderWay = true;
  askForPublished();
  try {
    const address = new URL(SCRIPT, location);
    // A module that did not come is not asked for again under the same address.
    if (tries > 0) address.search = `try=${tries}`;
    const script = import(address);
    await ready;
    say("status", "said", "画面を用意しています。");
    const [program] = await Promise.all([script, styled()]);
    await program.start();
  } catch (error) {
    // What did not come is asked for again.
    globalThis.shisakuPublished = undefined;
    tries += 1;
    isUnderWay = false;
    failed();
    throw error;
  }
}

// The program came, and found nothing published that it could show (state/start.rs).
addEventListener("shisaku-not-opened", () => {
  root.classList.remove("opening");
  say("alert", "problem", "公開されているデータ(plan.json)を読めないため、編集などの画面を開けません。時間をおいて、ページを読み込み直してください。");
});

if (isAsked()) {
  root.classList.add("opening");
  start();
}
addEventListener("hashchange", () => isAsked() && start());

// A file dropped on the page is for the program to read.
const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!holdsFiles(event) || event.defaultPrevented) return;
  event.preventDefault();
  globalThis.shisakuFiles = [...event.dataTransfer.files];
  if (!isUnderWay) location.hash = "#/exchange";
});

// Fetched ahead while the page has nothing to do; not where the reader saves data.
addEventListener("load", () => {
  if (navigator.connection?.saveData) return;
  (globalThis.requestIdleCallback ?? setTimeout)(() => {
    if (isUnderWay) return;
    for (const address of [SCRIPT, WASM, STYLE]) {
      const ahead = document.createElement("link");
      ahead.rel = "prefetch";
      ahead.href = address;
      document.head.append(ahead);
    }
  });
});
