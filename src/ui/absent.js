// Why a part of the release did not come or cannot be used, in words, and what to do about it. Stands in scripts whose names
// stay (start.js, embed-frame.js), and needs nothing that may be missing: a release that is open may have been replaced by
// another, whose files have other names.

/** What keeps any program from running here, known before one is asked for; nothing where one can run. */
export function obstacle() {
  if (location.protocol === "file:") {
    return { text: "フォルダーから直接開いたページでは使えません。サーバーに置いたページを開いてください。" };
  }
  // What came last of what the program and its stylesheet are written in.
  if (!("noModule" in HTMLScriptElement.prototype) || !Object.hasOwn || !window.CSSLayerBlockRule) {
    return { text: "このブラウザーは古いため使えません。ブラウザーを更新するか、別のブラウザーで開いてください。" };
  }
  if (typeof WebAssembly !== "object") {
    return {
      text: "このブラウザーではWebAssemblyを使えない設定になっています。設定を変えるか、別のブラウザーで開いてください。",
    };
  }
  try {
    // The smallest module there is.
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch (_) {
    return FORBIDDEN;
  }
  return undefined;
}

const OF_HOST = "このページの担当にお知らせください。";
const FORBIDDEN = {
  text: `サーバーかブラウザーの安全のための設定(Content-Security-Policy)が、プログラムを止めています。${OF_HOST}`,
};
const RENEWED = { text: "このページは新しくなりました。読み込み直すと使えます。入力した内容は残ります。", reload: true };
const MISSING = {
  text: `必要なファイルがサーバーに見つかりません。更新の途中かもしれません。時間をおいて読み込み直してください。続くときは、${OF_HOST}`,
  reload: true,
};
const SILENT = { text: "通信の状態を確かめて、もう一度お試しください。", again: true };
const NOT_STARTED = { text: `プログラムが動きませんでした。もう一度お試しください。続くときは、${OF_HOST}`, again: true };

/** Addresses a policy of the page forbade. @type {string[]} */
const forbidden = [];
document.addEventListener("securitypolicyviolation", ({ blockedURI }) => forbidden.push(blockedURI));

/**
 * Why what stands at an address of ours did not come.
 *
 * @param {string} address
 * @param {string} holder which file says its name, in the release that is there now
 * @returns {Promise<{ text: string, reload?: boolean, again?: boolean }>}
 */
export async function reason(address, holder) {
  const { href, pathname } = new URL(address, document.baseURI);
  const ask = (/** @type {string} */ of) => fetch(of, { cache: "reload" });
  try {
    const answer = await ask(href);
    const type = answer.headers.get("Content-Type") || "";
    // Some hosts answer with a page of theirs for whatever they do not have.
    if (answer.status === 404 || answer.status === 410 || (answer.ok && /html/.test(type))) {
      const names = await ask(holder).then((now) => (now.ok ? now.text() : undefined));
      const isNamed = names === undefined || names.includes(pathname.slice(pathname.lastIndexOf("/") + 1));
      return isNamed ? MISSING : RENEWED;
    }
    if (!answer.ok) {
      return { text: `サーバーが応答できません(${answer.status})。時間をおいて、もう一度お試しください。`, again: true };
    }
    const wanted = /\.css$/.test(pathname) ? /css/ : /\.js$/.test(pathname) ? /(java|ecma)script/ : /./;
    if (!wanted.test(type)) {
      return { text: `サーバーの設定に誤りがあります(${pathname.replace(/.*\//, "")}の種類が${type || "不明"})。${OF_HOST}` };
    }
    // What was damaged in a cache is not any more.
    await answer.blob();
  } catch (_) {
    // What is forbidden is told a moment after it failed.
    await new Promise((told) => setTimeout(told));
    return forbidden.includes(href) ? FORBIDDEN : SILENT;
  }
  return forbidden.includes(href) ? FORBIDDEN : NOT_STARTED;
}

/**
 * Loads the page anew, at the address it has, past whatever caches hold of it. Where the host does not answer, the page
 * stays: what is there is better than nothing.
 */
export async function renew() {
  const ours = [...document.querySelectorAll("script[src], link[rel='stylesheet']")].map((part) => part.src || part.href);
  const names = [location.href.replace(/#.*/, ""), ...ours.filter((name) => name.startsWith(location.origin))];
  await Promise.all(names.map((name) => fetch(name, { cache: "reload" })));
  location.reload();
}

/** A button. @param {string} text @param {() => void} then */
export function button(text, then) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", then);
  return made;
}

/** The button that {@link renew}s. @param {() => void} failed told where the host does not answer */
export const renewing = (failed) => button("ページを読み込み直す", () => renew().catch(failed));
