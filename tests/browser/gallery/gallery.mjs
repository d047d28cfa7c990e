/** Every figure in every state at one width and scheme: `cargo xtask gallery` serves it. */

/** @typedef {import("../figures.spec.mjs").Drawn & { state: string, title: string, sentence: string }} Shown */

const { init, draw } = /** @type {any} */ (globalThis).echarts;
/** @type {import("../figures.spec.mjs").State[]} */
const states = await (await fetch("figures.json")).json();
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
/** @type {any[]} */
let charts = [];

/** What tells one drawing of a state from the others. @param {Shown} of */
const look = ({ page, dark, small }) => (small ? ["small", "small, in a picture"][page] : `${page} px${dark ? ", dark" : ""}`);

const all = states.flatMap(({ name, title, sentence, drawings }) => drawings.map((drawing) => ({ ...drawing, state: name, title, sentence })));
const looks = [...new Set(all.map(look))];
for (const [index, name] of looks.entries()) {
  const label = document.createElement("label");
  label.append(Object.assign(document.createElement("input"), { type: "radio", name: "look", value: name, checked: index === 0 }), ` ${name}`);
  form.append(label);
}

/** A state's place, with what is said of it. @param {string} state @param {string} title @param {string} sentence @param {string} [className] */
function placed(state, title, sentence, className = "") {
  const figure = Object.assign(document.createElement("figure"), { className });
  const caption = document.createElement("figcaption");
  caption.append(Object.assign(document.createElement("strong"), { textContent: state }), ` ${title} ${sentence}`);
  figure.append(caption);
  main.append(figure);
  return figure;
}

function show() {
  charts.forEach((chart) => chart.dispose());
  main.replaceChildren();
  const wanted = new FormData(form).get("look");
  const shown = all.filter((one) => look(one) === wanted);
  document.documentElement.dataset.theme = shown.some(({ dark }) => dark) ? "dark" : "light";
  charts = shown.map(({ state, title, sentence, width, height, small, options }) => {
    const figure = placed(state, title, sentence, small ? "small" : "");
    const frame = document.createElement("div");
    const place = Object.assign(document.createElement("div"), { className: "drawing" });
    Object.assign(place.style, { width: `${width}px`, height: `${height}px` });
    frame.append(place);
    figure.append(frame);
    const chart = init(place, null, { renderer: "svg" });
    draw(chart, options, small ? "" : state);
    return chart;
  });
  // Where there is nothing to draw, words are all there is.
  for (const { name, title, sentence } of states.filter(({ drawings }) => drawings.length === 0)) placed(name, title, sentence);
  const count = /** @type {HTMLElement} */ (document.querySelector("#count"));
  count.textContent = `${shown.length} / ${states.length}`;
}

form.addEventListener("change", show);
show();
