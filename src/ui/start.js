// What a page does while Trunk's script starts its program (data-initializer in the html files): nothing, unless it
// cannot be started. Then no word of the program's own can be shown, so these stand here.
const WORDS = "このページを表示できませんでした。通信の状態を確かめて、ページを読み込み直してください。";

export default function () {
  return {
    onStart() {},
    onProgress() {},
    onComplete() {},
    onSuccess() {},
    onFailure() {
      // A program that is on the page already says it in its own words.
      dispatchEvent(new Event("shisaku-failed"));
      if (document.body.childElementCount > 0) return;
      const said = document.createElement("p");
      said.className = "problem";
      said.setAttribute("role", "alert");
      said.textContent = WORDS;
      document.body.append(said);
    },
  };
}
