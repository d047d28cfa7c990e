// Draws for pages: reads a list of { options, width, height } from the standard input, writes the list of their SVG. The same
// parts of ECharts as charts.mjs, without a page.
import { init, use } from "echarts/core";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { readFileSync, writeFileSync } from "node:fs";
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

/** @param {{ options: string, width: number, height: number }} wanted */
function drawn({ options, width, height }) {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(complete(JSON.parse(options)));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

writeFileSync(1, JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(drawn)));
