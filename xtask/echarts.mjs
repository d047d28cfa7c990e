// The parts of ECharts this page uses. No canvas renderer, and none of ECharts' own descriptions (aria): they speak English
// and read gaps as numbers.
import { init, setPlatformAPI, use } from "echarts/core";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
// What ECharts draws with: of the version it asks for.
import { DEFAULT_TEXT_WIDTH_MAP, platformApi } from "zrender/lib/core/platform.js";
import { complete } from "../src/ui/figure.mjs";

use([
  BarChart,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TooltipComponent,
]);

export { getInstanceByDom, init, version } from "echarts/core";

/** The family of what is drawn for pages: no font, but a sign to measure letters by ECharts' table, in browsers, too. */
const STILL = "shisaku-still";

const byCanvas = platformApi.measureText;
setPlatformAPI({
  measureText: (/** @type {string} */ text, /** @type {string} */ font) => {
    if (!font.includes(STILL)) return byCanvas(text, font);
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
    return { width: [...text].reduce((width, letter) => width + (DEFAULT_TEXT_WIDTH_MAP[letter] ?? 1), 0) * size };
  },
});

/**
 * A drawing for a page, as SVG: the same wherever it is drawn.
 *
 * @param {string} options as JSON
 * @param {number} width
 * @param {number} height
 */
export function still(options, width, height) {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  // Whatever says how large its letters are; labels of an axis say no family, and have that of no text around them.
  const measured = (/** @type {string} */ _, /** @type {any} */ value) => (value?.fontSize ? { ...value, fontFamily: STILL } : value);
  chart.setOption(complete(JSON.parse(options, measured)));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
