// On every page of a publication, once it is shown. Nothing on a page needs it; what it adds: a drawing that is pointed at,
// touched or walked to comes alive, with the option JSON that stands in the page; a figure in another page's frame tells its
// height. The build puts the charts script's name in the place of CHARTS.

/** The script that draws, asked for once. */
let charts;
const loaded = () =>
  (charts ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(CHARTS, own).href;
    script.onload = done;
    script.onerror = () => {
      charts = undefined;
      script.remove();
      failed(new Error(CHARTS));
    };
    document.head.append(script);
  }));

const own = document.currentScript.src;

/** Draws in the place of a drawing, of its size. @param {HTMLElement} place */
async function comesAlive(place) {
  await loaded();
  const still = place.querySelector("svg");
  const { width, height } = still.getBoundingClientRect();
  const { options, label } = place.dataset;
  const live = document.createElement("div");
  Object.assign(live.style, { width: `${width}px`, height: `${height}px` });
  still.after(live);
  const chart = echarts.init(live, null, { renderer: "svg", width, height });
  echarts.draw(chart, JSON.parse(options), label);
  still.remove();
}

for (const place of document.querySelectorAll(".drawn[data-options]")) {
  if (place.dataset.label) place.tabIndex = 0;
  let isAsked = false;
  const asked = () => {
    if (isAsked) return;
    isAsked = true;
    comesAlive(place).catch(() => (isAsked = false));
  };
  for (const name of ["pointerover", "focusin"]) place.addEventListener(name, asked, { passive: true });
}

// In a frame: as browser/frame.rs does.
const figure = document.querySelector("main.embed");
if (figure && parent !== window) {
  const tell = () => parent.postMessage({ shisaku: "height", height: Math.ceil(figure.getBoundingClientRect().height) }, "*");
  // Out of sight, a frame of another origin is not rendered, and its observer is silent.
  tell();
  new ResizeObserver(tell).observe(figure);
  addEventListener("message", ({ source, data }) => source === parent && data?.shisaku === "ask" && tell());
}
