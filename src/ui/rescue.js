// What the editor's page does when its program has stopped (a panic traps): the program can say nothing any more, so this
// says it, offers what this browser keeps as a file that can be loaded again, and offers to load the page anew. Bundled
// with the editor's start.js (xtask/src/hook.rs), as is the stylesheet of what only the editor shows, for STYLE.
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "./STYLE";
document.head.append(style);

const PREFIX = "shisaku/1/";
const SAID = "画面の処理が止まりました。ここまでに「保存済み」と表示された入力は、このブラウザーに残っています。ページを読み込み直すと続けられます。";
const SAVE = "下書きをファイルに保存";
const RELOAD = "ページを読み込み直す";

/** Whether a step was taken back, by an edit that stands itself. */
const isTakenBack = (edits, step) =>
  edits.some((edit) => edit.retracts === step && !isTakenBack(edits.filter((other) => other !== edit), edit.step));

/** Every edit this browser keeps, and those it could not keep, by plan. */
function drafts() {
  const plans = new Map();
  const loads = [];
  const take = (plan, edits) => {
    const all = plans.get(plan) ?? new Map();
    for (const edit of edits) if (typeof edit?.id === "string") all.set(edit.id, edit);
    plans.set(plan, all);
  };
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (!key?.startsWith(PREFIX)) continue;
      const [plan, kind] = key.slice(PREFIX.length).split("/");
      try {
        const kept = JSON.parse(localStorage.getItem(key));
        if (kind === "edits" && Array.isArray(kept)) take(plan, kept);
        if (kind === "loads" && Array.isArray(kept?.edits)) loads.push([plan, kept]);
      } catch {
        // What cannot be read stays where it is.
      }
    }
  } catch {
    // Storage is blocked: what is not kept is all there is.
  }
  for (const [plan, load] of loads) {
    const own = [...(plans.get(plan)?.values() ?? [])].filter((edit) => edit.retracts);
    const isOff = [load.id, load.step ?? load.id].some((step) => isTakenBack(own, step));
    if (!isOff) take(plan, load.edits);
  }
  const { plan, edits } = globalThis.shisakuUnkept ?? {};
  if (plan) take(plan, JSON.parse(edits));
  return plans;
}

function save() {
  for (const [planId, edits] of drafts()) {
    const file = {
      format: "shisaku-link",
      version: 1,
      exportedAt: new Date().toISOString(),
      exportedBy: null,
      planId,
      edits: [...edits.values()],
    };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
    link.download = `${planId}_rescue.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

function button(text, then) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", then);
  return made;
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
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  buttons.append(button(SAVE, save), button(RELOAD, () => location.reload()));
  notice.append(text, buttons);
  document.body.prepend(notice);
  scrollTo(0, 0);
}

addEventListener("error", stopped);
addEventListener("unhandledrejection", stopped);
