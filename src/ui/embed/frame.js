// In the head of embed.html, before the embed's script: speaks where that script or the program does not come, or has stopped.
import { obstacle, reason, renewing } from "../absent.js";

let isSaid = false;
/** Says so, once. @param {{ text: string, reload?: boolean, again?: boolean }} why */
function explain({ text, reload, again }) {
  if (isSaid) return;
  isSaid = true;
  const said = document.createElement("div");
  said.className = "problem";
  said.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = `この図を表示できませんでした。${text}`;
  said.append(words);
  if (reload || again) said.append(renewing(() => (words.textContent = NO_ANSWER)));
  document.body.prepend(said);
}

const NO_ANSWER = "サーバーと通信できません。通信の状態を確かめてください。";
const isThere = () => document.readyState !== "loading";
const ready = new Promise((done) => (isThere() ? done() : addEventListener("DOMContentLoaded", done, { once: true })));

const STOPPED = { text: "プログラムが止まりました。ページを読み込み直してください。", reload: true };

/** Says why what stands at an address is not there; of none, that the program has stopped. @param {string} [address] */
async function absent(address) {
  const why = obstacle() || (address ? await reason(address, "embed.html") : STOPPED);
  await ready;
  explain(why);
}

// That of an element does not bubble.
addEventListener("error", ({ target }) => target.type === "module" && absent(target.src), true);
addEventListener("shisaku-absent", ({ detail }) => absent(detail));
// It is not even asked for.
if (obstacle()) absent();
