// Starts a page's program. The build puts it in the place of Trunk's inline script, with the program's names for
// PROGRAM (xtask/src/hook.rs).
import init from "./PROGRAM.js";

init({ module_or_path: "./PROGRAM_bg.wasm" }).catch((error) => {
  // The words of a program that is on the page already; where none is, these, for no other can be shown.
  dispatchEvent(new Event("shisaku-failed"));
  if (!document.body.querySelector("main, [role]")) {
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = "このページを表示できませんでした。通信の状態を確かめて、ページを読み込み直してください。";
    document.body.append(said);
  }
  throw error;
});
