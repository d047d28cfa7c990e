/** Random numbers that can be had again: a test says its seed, and takes one from `SHISAKU_SEED`. */

import { randomInt } from "node:crypto";

/** Returns a generator of numbers from 0 up to 1, and prints its seed. @param {import('@playwright/test').TestInfo} info */
export function seeded(info) {
  const seed = Number(process.env.SHISAKU_SEED ?? randomInt(2 ** 32));
  if (!Number.isInteger(seed)) throw new Error(`SHISAKU_SEED is no whole number: ${process.env.SHISAKU_SEED}`);
  info.annotations.push({ type: "seed", description: String(seed) });
  console.log(`${info.title}: SHISAKU_SEED=${seed}`);
  // mulberry32.
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
