// Where the browser tests find the page and the portal that embeds it.

/** Ports on this computer. */
export const ports = { page: 8731, portal: 8732 };

/** The page, in a subfolder: what is addressed from the top of the host is not found. */
export const PAGE = `http://127.0.0.1:${ports.page}/sub/folder/`;

/** A portal on another site: `localhost` and `127.0.0.1` are different sites to a browser. */
export const PORTAL = {
  address: `http://localhost:${ports.portal}/`,
  /** For knowing that it is served, whichever way `localhost` is resolved. */
  checked: `http://127.0.0.1:${ports.portal}/`,
};
