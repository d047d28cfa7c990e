/**
 * What a drawing needs of functions, and hands: bundled with ECharts (`xtask/charts.mjs`), so that nothing of it is
 * loaded before there is a drawing. Options come as JSON (`src/chart/`), which holds no function.
 */

/**
 * Options as ECharts takes them: numbers of the axis as the table writes them, a tooltip that is text and no markup, and nothing
 * that is pointed at in another colour: ECharts makes that from the own one, and of a property of the page it makes none.
 *
 * @param {any} options
 */
export function complete(options) {
  const told = tellings(options);
  const { xAxis, yAxis, tooltip, series } = options;
  // As in the table of the figure, in its language.
  const minus = isEnglish() ? "−" : "△";
  const number = (/** @type {number} */ value) => {
    const text = Math.abs(value).toLocaleString("en", { maximumFractionDigits: 10 });
    return value < 0 ? `${minus}${text}` : text;
  };
  return {
    ...options,
    series: series.map((/** @type {any} */ one) => ({ ...one, emphasis: { disabled: true } })),
    // All years have their labels, but for those that would lie on another.
    xAxis: { ...xAxis, axisLabel: { ...xAxis.axisLabel, hideOverlap: true } },
    yAxis: { ...yAxis, axisLabel: { ...yAxis.axisLabel, formatter: number } },
    tooltip: {
      ...tooltip,
      formatter: (/** @type {{ dataIndex: number }[]} */ [{ dataIndex }]) => {
        const box = document.createElement("div");
        box.textContent = told[dataIndex] ?? "";
        return box;
      },
    },
  };
}

/** Whether the page is told in English: an embed may be. Without a page, pictures are drawn for one in Japanese. */
const isEnglish = () => globalThis.document?.documentElement.lang === "en";

/** What the table says of each year of the axis: the names of the first series' items. @param {any} options @returns {string[]} */
const tellings = (options) => options.series[0].data.map((/** @type {any} */ item) => item?.name ?? "");

/** What hands hold of each drawing. @type {WeakMap<object, { told: string[], names: string[], leave: () => void }>} */
const held = new WeakMap();

/**
 * Draws in the place of what was drawn before, with hands: the years can be walked by arrow keys, and the entries of the
 * legend are buttons.
 *
 * @param {any} chart what `init` gave
 * @param {any} options
 * @param {string} label what the place to walk in is called; empty for one of many small drawings, which has no hands
 */
export function draw(chart, options, label) {
  if (!printed.has(chart)) {
    printed.add(chart);
    // Drawn, or drawn anew at another size.
    chart.on("finished", () => scalable(chart));
  }
  if (label === "") {
    chart.setOption(complete(options), { notMerge: true });
    return scalable(chart);
  }
  const isNew = !held.has(chart);
  // What was said of a year may be another value now.
  held.get(chart)?.leave();
  // What was taken away stays away, in another scheme and with another value.
  const selected = isNew ? {} : chart.getOption().legend[0].selected;
  chart.setOption(complete({ ...options, legend: { ...options.legend, selected } }), { notMerge: true });
  const frame = chart.getDom().parentElement;
  frame.setAttribute("aria-label", label);
  const leave = held.get(chart)?.leave ?? walk(chart, frame);
  held.set(chart, { told: tellings(options), names: options.legend.data.map(nameOf), leave });
  if (isNew) chart.on("finished", () => name(chart, frame));
  name(chart, frame);
  scalable(chart);
}

/** Drawings that are made ready for paper. @type {WeakSet<object>} */
const printed = new WeakSet();

/** Lets a drawing be made as wide as the paper it is printed on. @param {any} chart */
function scalable(chart) {
  const svg = chart.getDom().querySelector("svg");
  svg?.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
}

/** A line through the name of what is not shown. */
const THROUGH = "linear-gradient(currentColor,currentColor) center/100% 2px no-repeat";

const nameOf = (/** @type {any} */ entry) => entry?.name ?? entry;

/**
 * Arrow keys, Home and End go from year to year; each is said, and marked in the drawing. Returns what leaves it again.
 *
 * @param {any} chart
 * @param {HTMLElement} frame
 */
function walk(chart, frame) {
  frame.tabIndex = 0;
  // Arrow keys belong to whoever works here, also where a screen reader would read on with them.
  frame.setAttribute("role", "application");
  frame.style.position = "relative";
  const said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");
  frame.append(said);
  let at = -1;
  const leave = () => {
    at = -1;
    said.textContent = "";
    if (chart.isDisposed()) return;
    chart.dispatchAction({ type: "hideTip" });
    chart.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
  };
  frame.addEventListener("keydown", (event) => {
    const told = held.get(chart)?.told ?? [];
    const to = {
      ArrowRight: Math.min(at + 1, told.length - 1),
      ArrowLeft: at < 0 ? told.length - 1 : Math.max(at - 1, 0),
      Home: 0,
      End: told.length - 1,
    }[event.key];
    // The key that ends a conversion of kana into kanji belongs to the text; Safari sends it as 229, after the end.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.target !== frame || chart.isDisposed()) return;
    if (event.key === "Escape" && at >= 0) return leave();
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    at = to;
    said.textContent = told[at].replaceAll("\n", isEnglish() ? ", " : "。");
    const x = chart.convertToPixel({ xAxisIndex: 0 }, at);
    // Somewhere in the plot, whose upper edge depends on how many lines the legend takes.
    let y = chart.getHeight() - 8;
    while (y > 0 && !chart.containPixel({ gridIndex: 0 }, [x, y])) y -= 8;
    chart.dispatchAction({ type: "showTip", x, y });
  });
  frame.addEventListener("focusout", leave);
  return leave;
}

/**
 * Lays a button over each entry of the legend: what is drawn stays as it is, and can be pressed, found and named.
 *
 * @param {any} chart
 * @param {HTMLElement} frame
 */
function name(chart, frame) {
  const { names } = held.get(chart) ?? { names: [] };
  const texts = [...chart.getDom().querySelectorAll("svg text")];
  const selected = chart.getOption().legend[0].selected;
  const own = frame.getBoundingClientRect();
  const old = /** @type {HTMLButtonElement[]} */ ([...frame.querySelectorAll(":scope > button")]);
  old.slice(names.length).forEach((button) => button.remove());
  names.forEach((/** @type {string} */ entry, /** @type {number} */ index) => {
    const text = texts.find((text) => text.textContent === entry);
    const button = old[index] ?? document.createElement("button");
    if (!old[index]) {
      button.type = "button";
      button.addEventListener("click", () => {
        chart.dispatchAction({ type: "legendToggleSelect", name: held.get(chart)?.names[index] });
        name(chart, frame);
      });
      frame.append(button);
    }
    button.setAttribute("aria-label", entry);
    const isShown = selected[entry] !== false;
    button.setAttribute("aria-pressed", String(isShown));
    if (!text) {
      button.style.cssText = "display:none";
      return;
    }
    // The sign before the text is 25 pixels of the drawing wide, five away from it.
    const box = text.getBoundingClientRect();
    const scale = chart.getDom().getBoundingClientRect().width / chart.getWidth() || 1;
    const [left, top] = [box.left - own.left - 30 * scale, (box.top + box.bottom) / 2 - own.top - 12];
    button.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${box.right - own.left - left}px;height:24px;min-height:0;padding:0;border:0;color:inherit;background:${isShown ? "transparent" : THROUGH};forced-color-adjust:none`;
  });
}
