// In the head of index.html, run before anything of it is drawn: where the address asks for a screen of the program
// (`#/…`), now or later, the program is fetched and takes the page's place. Until then the page stands as it is; where the
// address asked from the start, it is not shown, for it is not what was asked for. The build puts the release's names in the
// place of SCRIPT, STYLE and WASM.
import { button, obstacle, reason, renewing } from "./absent.js";
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

/** Says why the program is not there. @param {{ text: string, reload?: boolean, again?: boolean }} why */
function explain({ text, reload, again }) {
  root.classList.remove("opening");
  const buttons = [];
  if (reload) buttons.push(renewing(() => explain({ text: NO_ANSWER, reload })));
  if (again) buttons.push(button("もう一度試す", start));
  say("alert", "problem", `編集などの画面を読み込めませんでした。${text}`, ...buttons);
}

const NO_ANSWER = "サーバーと通信できません。通信の状態を確かめて、もう一度お試しください。";

/** Puts a script or a stylesheet into the page, and waits for it. @param {any} part @param {string} address where it is */
function came(part, address) {
  return new Promise((done, failed) => {
    part.onload = done;
    part.onerror = () => {
      part.remove();
      failed(address);
    };
    document.head.append(part);
  });
}

/** The program's script: sets `shisakuProgram`. */
async function script() {
  if (window.shisakuProgram) return;
  const made = document.createElement("script");
  made.type = "module";
  // A module that did not come is not asked for again under the same address.
  made.src = tries > 0 ? `${SCRIPT}?try=${tries}` : SCRIPT;
  await came(made, SCRIPT);
  if (!window.shisakuProgram) throw SCRIPT;
}

/** The stylesheet of what only the program shows. */
async function styled() {
  if (document.querySelector(`link[href="${STYLE}"]`)?.sheet) return;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = STYLE;
  await came(style, STYLE);
}

let tries = 0;
let isUnderWay = false;
/** Why the program cannot come to this page, however often it is asked for. @type {{ text: string, reload?: boolean } | undefined} */
let never;
async function start() {
  if (isUnderWay) return;
  isUnderWay = true;
  // What did not come.
  let absent = WASM;
  try {
    never = never || obstacle();
    if (!never) {
      askForPublished();
      // All at once: the script alone would ask for the program, when it is there.
      const program = fetch(WASM);
      const coming = Promise.all([script(), styled()]);
      for (const part of [program, coming]) part.catch(() => {});
      await ready;
      say("status", "said", "画面を用意しています。");
      await coming.catch((address) => {
        absent = address;
        throw new Error(address);
      });
      await window.shisakuProgram.start(program);
      return;
    }
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
    // What did not come is asked for again.
    window.shisakuPublished = undefined;
    tries += 1;
    const why = await reason(absent, "start.js");
    if (why.again) explain(why);
    else never = why;
  }
  isUnderWay = false;
  await ready;
  if (never) explain(never);
}

// The program came, and found nothing published that it could show (state/start.rs).
addEventListener("shisaku-not-opened", () => {
  isUnderWay = false;
  never = {
    text: "公開されているデータ(plan.json)を読めません。時間をおいて、ページを読み込み直してください。",
    reload: true,
  };
  explain(never);
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
  window.shisakuFiles = [...event.dataTransfer.files];
  if (!isUnderWay) location.hash = "#/exchange";
});

// Fetched ahead while the page has nothing to do; not where the reader saves data. By `fetch`: the page's policy keeps
// Firefox from `<link rel="prefetch">`.
addEventListener("load", () => {
  if (navigator.connection?.saveData) return;
  (window.requestIdleCallback ?? setTimeout)(() => {
    if (isUnderWay || obstacle()) return;
    for (const address of [SCRIPT, WASM, STYLE]) {
      // What does not come is asked for again where it is wanted. Read to its end: else it is not kept.
      fetch(address, { priority: "low" }).then((answer) => answer.blob(), () => {});
    }
  });
});
