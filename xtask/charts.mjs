// What the page loads as charts.js when the first figure comes into view.
import { getInstanceByDom, init, still, version } from "./echarts.mjs";
import { complete, draw } from "../src/ui/figure.mjs";

globalThis.echarts = { complete, draw, getInstanceByDom, init, still, version };
