// The parts of ECharts this page uses, for the page to load as charts.js when the first figure comes into view.
// No canvas renderer, and none of ECharts' own descriptions (aria): they speak English and read gaps as numbers.
import { getInstanceByDom, init, use, version } from "echarts/core";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { complete, draw } from "../src/ui/figure.mjs";

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

globalThis.echarts = { complete, draw, getInstanceByDom, init, version };
