/** Texts as storage packs them (src/format/packed.rs): 15 bits a character from U+3400 on, deflated. */

import { inflateSync } from "node:zlib";

/** @param {string} packed */
export function unpack(packed) {
  const bits = [...packed].map((sign) => ((sign.codePointAt(0) ?? 0) - 0x3400).toString(2).padStart(15, "0")).join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return inflateSync(Buffer.from(bytes)).toString("utf8");
}
