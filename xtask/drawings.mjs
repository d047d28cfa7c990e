// Draws for pages: reads a list of { options, width, height } from the standard input, writes the list of their SVG.
import { readFileSync, writeFileSync } from "node:fs";
import { init } from "./echarts.mjs";
import { complete } from "../src/ui/figure.mjs";

/** @param {{ options: string, width: number, height: number }} wanted */
function drawn({ options, width, height }) {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(complete(JSON.parse(options)));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

writeFileSync(1, JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(drawn)));
