// What is done when the program has stopped (a panic traps): it can say nothing any more, so this says it, offers what this
// browser keeps as a file that can be loaded again, and offers to load the page anew. Bundled with the program's script.
import { button, renewing } from "./absent.js";

const SAID = "画面の処理が止まりました。ここまでに「保存済み」と表示された入力は、このブラウザーに残っています。ページを読み込み直すと続けられます。";
const NO_ANSWER = "サーバーと通信できないため、読み込み直せません。通信の状態を確かめてください。";
const SAVE = "下書きをファイルに保存";
const savedAs = (/** @type {string} */ name) =>
  window.parent === window
    ? `「${name}」を保存しました。読み込み直したあと、「スナップショットを読み込む」で開けます。`
    : `「${name}」の保存をブラウザーに頼みました。ダウンロードに見当たらないときは、このページを新しいタブで開いてください。`;

/** The page's folder as it stands in keys (state/keep.rs). */
const site = encodeURIComponent(location.pathname.replace(/[^/]*$/, "")).replace(
  /[!~*'()]/g,
  (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
);

/** The plan and the kind of a key of ours; nothing of any other. */
function parts(key) {
  const [, version, ...rest] = /^shisaku\/([12])\//.exec(key) ? key.split("/") : [];
  if (version === "2" && rest.shift() !== site) return undefined;
  const [plan, kind, name] = rest;
  return name && { plan, kind };
}

/** Whether a live retraction among `edits` takes back what has this id and step. */
const isTakenBack = (edits, id, step) =>
  edits.some(
    (edit) =>
      [id, step].includes(edit.retracts) &&
      (!edit.seen || edit.seen.includes(id)) &&
      !isTakenBack(edits.filter((other) => other !== edit), edit.id, edit.step),
  );

/**
 * What this browser keeps and what it could not keep, by plan: texts as they stand under their keys, so that nothing in
 * them is written anew. Files that are switched off stay here.
 */
function drafts() {
  const plans = new Map();
  const of = (plan) => plans.get(plan) ?? plans.set(plan, { pieces: [], loads: [] }).get(plan);
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      const found = key && parts(key);
      if (!found || !["edits", "loads"].includes(found.kind)) continue;
      const piece = { key, text: localStorage.getItem(key) };
      const plan = of(found.plan);
      (found.kind === "loads" ? plan.loads : plan.pieces).push(piece);
    }
  } catch {
    // Storage is blocked: what is not kept is all there is.
  }
  const { plan, edits } = globalThis.shisakuUnkept ?? {};
  if (plan) of(plan).pieces.push({ key: "unkept", text: edits });
  const read = ({ text }) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  for (const { pieces, loads } of plans.values()) {
    const retractions = pieces.flatMap((piece) => read(piece) ?? []).filter((edit) => edit?.retracts);
    pieces.push(
      ...loads.filter((piece) => {
        const load = read(piece);
        return !load || !isTakenBack(retractions, load.id, load.step ?? load.id);
      }),
    );
  }
  return plans;
}

function save(said) {
  for (const [planId, { pieces }] of drafts()) {
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
