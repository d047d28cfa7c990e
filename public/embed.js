// Fits the frames of 施策シート to what they show. Once on a page that has such frames:
//   <script src="https://…/embed.js" async></script>
// Without it the frames keep the height their code says, and scroll.
(() => {
  // The address a frame's code names, where it is that of a figure: its path says so, whatever its query holds.
  const addressOf = (frame) => {
    try {
      const address = new URL(frame.src);
      return /\/(embed|figures\/[^/]+)\.html$/.test(address.pathname) ? address : null;
    } catch {
      return null;
    }
  };
  const frames = () => [...document.querySelectorAll("iframe")].filter(addressOf);

  // Where the page's style sheet says `iframe { height: auto }`, limits heights or draws a border within them, the frame still
  // shows all of `height`.
  const fit = (frame, height) => {
    const style = getComputedStyle(frame);
    const around = ["borderTopWidth", "borderBottomWidth", "paddingTop", "paddingBottom"].map((part) => parseFloat(style[part]));
    const outer = style.boxSizing === "border-box" ? around.reduce((sum, part) => sum + part, height) : height;
    frame.height = height;
    frame.style.setProperty("height", `${outer}px`, "important");
    frame.style.setProperty("max-height", "none", "important");
  };

  addEventListener("message", ({ source, origin, data }) => {
    if (data?.shisaku !== "height" || !(data.height >= 1 && data.height <= 10_000)) return;
    // Only the frame's own window speaks for it, and only while it shows what comes from where the code says. In a sandbox
    // without an origin, what it shows is of the origin "null".
    const frame = frames().find(({ contentWindow }) => contentWindow && contentWindow === source);
    if (!frame) return;
    const isOpaque = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
    if (origin === addressOf(frame).origin || (isOpaque && origin === "null")) fit(frame, Math.ceil(data.height));
  });

  // Those that were there before this script.
  for (const { contentWindow } of frames()) contentWindow?.postMessage({ shisaku: "ask" }, "*");
})();
