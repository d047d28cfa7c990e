// What is done when the program has stopped (a panic traps): it can say nothing any more, so this says it, offers what this
// browser keeps as a file that can be loaded again, and offers to load the page anew. Bundled with the program's script.
import { button, renewing } from "./absent.js";

const SAID = "画面の処理が止まりました。ここまでに「保存済み」と表示された入力は、このブラウザーに残っています。ページを読み込み直すと続けられます。";
const NO_ANSWER = "サーバーと通信できないため、読み込み直せません。通信の状態を確かめてください。";
const SAVE = "下書きをファイルに保存";
const NOTHING = "このブラウザーに、保存する下書きはありません。";
const savedAs = (/** @type {string} */ name) =>
  window.parent === window
    ? `「${name}」を保存しました。読み込み直したあと、「スナップショットを読み込む」で開けます。`
    : `「${name}」の保存をブラウザーに頼みました。ダウンロードに見当たらないときは、このページを新しいタブで開いてください。`;

/** The page's folder as it stands in keys (state/keep.rs). */
const site = encodeURIComponent(location.pathname.replace(/[^/]*$/, "")).replace(
  /[!~*'()]/g,
  (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
);

/** The plan of a key under which edits or files taken in stand, packed or not; nothing of any other. */
function planOf(key) {
  const [, version, ...rest] = /^shisaku\/([12])\//.exec(key) ? key.split("/") : [];
  if (version === "2" && rest.shift() !== site) return undefined;
  const [plan, ...kinds] = rest;
  const [kind, name] = kinds[0] === "packed" ? kinds.slice(1) : kinds;
  return name && ["edits", "loads"].includes(kind) ? plan : undefined;
}

/**
 * What this browser keeps and what it could not keep, by plan: texts as they stand under their keys, so that nothing in
 * them is written anew. Whoever loads the file unpacks them, and leaves out files that were switched off (format/aside.rs).
 */
function drafts() {
  const plans = new Map();
  const of = (plan) => plans.get(plan) ?? plans.set(plan, []).get(plan);
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      const plan = key && planOf(key);
      if (plan) of(plan).push({ key, text: localStorage.getItem(key) });
    }
  } catch {
    // Storage is blocked: what is not kept is all there is.
  }
  const { plan, edits } = globalThis.shisakuUnkept ?? {};
  if (plan) of(plan).push({ key: "unkept", text: edits });
  return plans;
}

function save(said) {
  const plans = drafts();
  if (!plans.size) said.textContent = NOTHING;
  for (const [planId, pieces] of plans) {
    const file = {
      format: "shisaku-aside",
      version: 1,
      exportedAt: new Date().toISOString(),
      exportedBy: null,
      planId,
      pieces,
    };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
    link.download = `${planId}_rescue.json`;
    link.click();
    // Safari begins to read it after the click has returned.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    said.textContent += ` ${savedAs(link.download)}`;
  }
}

let said = false;
function stopped({ error, reason }) {
  if (said || !((error ?? reason) instanceof WebAssembly.RuntimeError)) return;
  said = true;
  const notice = document.createElement("div");
  notice.className = "stopped";
  notice.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = SAID;
  const saved = document.createElement("p");
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  buttons.append(button(SAVE, () => save(saved)), renewing(() => (text.textContent = `${SAID}${NO_ANSWER}`)));
  notice.append(text, buttons, saved);
  document.body.prepend(notice);
  scrollTo(0, 0);
}

addEventListener("error", stopped);
addEventListener("unhandledrejection", stopped);
