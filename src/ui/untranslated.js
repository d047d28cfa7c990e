// A machine translation puts elements of its own in the place of texts. The program would go on writing into the texts that are
// gone, and one indicator's name would stand beside another's numbers. So the program asks not to be translated, and where
// something does it nevertheless, the texts are put back. Whoever reads in another language has the pages, which never change.
// Bundled with the program's script.

const TOO_OFTEN = "この画面は自動翻訳できません。翻訳を止めて、ページを読み込み直してください。入力は残っています。";
/** How often texts are put back: beyond that, something fights for them. */
const AT_MOST = 1_000;

/** What translations put in the place of a text, and the program never makes. */
const FOREIGN = "FONT";

let rounds = 0;
const observer = new MutationObserver((changes) => {
  // The page is still there, or has stayed: browser/program.rs says so when the program has taken its place.
  if (document.body.translate) return;
  let isForeign = false;
  for (const change of changes) {
    for (const foreign of change.addedNodes) {
      if (foreign.nodeName !== FOREIGN) continue;
      isForeign = true;
      const texts = changes.filter((other) => other.target === change.target && isInPlaceOf(other, change, foreign));
      for (const text of texts.flatMap(({ removedNodes }) => [...removedNodes])) {
        if (text instanceof Text && !text.isConnected && foreign.parentNode) foreign.before(text);
      }
      foreign.remove();
    }
  }
  if (!isForeign) return;
  // What was done here is no news.
  observer.takeRecords();
  rounds += 1;
  if (rounds > AT_MOST) giveUp();
});

/**
 * Whether what one change removed stood where another put something foreign: replaced, or removed beside it.
 *
 * @param {MutationRecord} removed
 * @param {MutationRecord} added
 * @param {Node} foreign
 */
function isInPlaceOf(removed, added, foreign) {
  if (removed === added || [removed.previousSibling, removed.nextSibling].includes(foreign)) return true;
  return removed.previousSibling === added.previousSibling && removed.nextSibling === added.nextSibling;
}

/** Nothing that could be wrong stays in sight. */
function giveUp() {
  observer.disconnect();
  const notice = document.createElement("p");
  notice.className = "stopped";
  notice.setAttribute("role", "alert");
  notice.textContent = TOO_OFTEN;
  document.body.replaceChildren(notice);
}

observer.observe(document.documentElement, { childList: true, subtree: true });
