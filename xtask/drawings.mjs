// Draws for pages: reads a list of { options, width, height } from the standard input, writes the list of their SVG.
import { readFileSync, writeFileSync } from "node:fs";
import { still } from "./echarts.mjs";

const wanted = JSON.parse(readFileSync(0, "utf8"));
writeFileSync(1, JSON.stringify(wanted.map(({ options, width, height }) => still(options, width, height))));
