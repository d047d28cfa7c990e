// Where the browser tests find the page and the portal that embeds it.

/** Ports on this computer: two from TEST_PORT on, so that two checkouts can be tested at once. */
const first = Number(process.env.TEST_PORT ?? 8731);
export const ports = { page: first, portal: first + 1 };

/** The page, in a subfolder: what is addressed from the top of the host is not found. */
export const PAGE = `http://127.0.0.1:${ports.page}/sub/folder/`;

/** What every key of ours in localStorage begins with: the page's folder and the plan (state/keep.rs). */
export const KEYS = "shisaku/2/%2Fsub%2Ffolder%2F/kamakura/";

/** The same of releases before this form. */
export const OLD_KEYS = "shisaku/1/kamakura-3-10/";

/** A portal on another site: `localhost` and `127.0.0.1` are different sites to a browser. */
export const PORTAL = {
  address: `http://localhost:${ports.portal}/`,
  /** For knowing that it is served, whichever way `localhost` is resolved. */
  checked: `http://127.0.0.1:${ports.portal}/`,
};
