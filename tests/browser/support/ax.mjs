/** A page as assistive technology has it: its accessibility tree, and nothing else. */

import { expect } from "@playwright/test";

/**
 * A node, with what is said of it.
 *
 * @typedef {{ role: string, name: string, description: string, value: string, is: Record<string, any>, landmarks: string[], backend: number }} Node
 */

/** What a screen reader's user goes to first. */
const LANDMARKS = ["banner", "navigation", "region", "main", "contentinfo"];

export class Tree {
  /** @param {import('@playwright/test').Page} page @param {import('@playwright/test').CDPSession} session */
  constructor(page, session) {
    this.page = page;
    this.session = session;
  }

  /** @param {import('@playwright/test').Page} page */
  static async of(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("DOM.enable");
    await session.send("Accessibility.enable");
    return new Tree(page, session);
  }

  /** All nodes that are told, in the tree's order. @returns {Promise<Node[]>} */
  async nodes() {
    const { nodes } = await this.session.send("Accessibility.getFullAXTree");
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    /** @type {Node[]} */
    const found = [];
    const walk = (/** @type {string} */ id, /** @type {string[]} */ landmarks) => {
      const node = byId.get(id);
      if (!node) return;
      let within = landmarks;
      if (!node.ignored) {
        const text = (/** @type {any} */ of) => String(of?.value ?? "").replaceAll(/[\u2066-\u2069]/g, "");
        const is = Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value]));
        const [role, name, description, value] = [node.role, node.name, node.description, node.value].map(text);
        found.push({ role, name, description, value, is, landmarks, backend: node.backendDOMNodeId ?? 0 });
        if (LANDMARKS.includes(role)) within = [...landmarks, name || role];
      }
      node.childIds?.forEach((child) => walk(child, within));
    };
    nodes.filter((node) => !node.parentId).forEach((node) => walk(node.nodeId, []));
    return found;
  }

  /**
   * The one node of a role and a name, once it is there; in the landmark that is named, where there are more.
   *
   * @param {string} role @param {string | RegExp} name @param {string} [landmark] @returns {Promise<Node>}
   */
  async one(role, name, landmark) {
    /** @type {Node[]} */
    let found = [];
    await expect(async () => {
      const all = await this.nodes();
      const here = all.filter((node) => !landmark || node.landmarks.includes(landmark));
      found = here.filter((node) => node.role === role && (typeof name === "string" ? node.name === name : name.test(node.name)));
      const others = all.filter((node) => node.role === role).map((node) => node.name);
      expect(found.map((node) => node.name), `one ${role} ${name} among ${others.join(" | ")}`).toHaveLength(1);
    }).toPass({ timeout: 15_000 });
    return /** @type {Node} */ (found[0]);
  }

  /** The node that has the focus. @returns {Promise<Node | undefined>} */
  async focused() {
    return (await this.nodes()).findLast((node) => node.is.focused);
  }

  /** Waits until a node has the focus. @param {string} role @param {string | RegExp} name */
  async rests(role, name) {
    await expect.poll(async () => (await this.focused())?.name ?? "").toEqual(typeof name === "string" ? name : expect.stringMatching(name));
    expect((await this.focused())?.role).toBe(role);
  }

  /** Moves the focus to a node, as a screen reader does when its user goes there. @param {string} role @param {string | RegExp} name @param {string} [landmark] */
  async goTo(role, name, landmark) {
    const node = await this.one(role, name, landmark);
    await this.session.send("DOM.focus", { backendNodeId: node.backend });
    return node;
  }

  /** Goes to a button, link or disclosure and presses it. @param {string} role @param {string | RegExp} name @param {string} [landmark] */
  async press(role, name, landmark) {
    await this.goTo(role, name, landmark);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until something is told within a live region. @param {string | RegExp} text */
  async hears(text) {
    await expect
      .poll(async () => {
        const { nodes } = await this.session.send("Accessibility.getFullAXTree");
        const byId = new Map(nodes.map((node) => [node.nodeId, node]));
        const within = (/** @type {string} */ id) => {
          /** @type {string} */
          let all = "";
          const node = byId.get(id);
          if (node?.role?.value === "StaticText") all += node.name?.value ?? "";
          for (const child of node?.childIds ?? []) all += within(child);
          return all;
        };
        const live = nodes.filter((node) => ["status", "alert"].includes(node.role?.value));
        return live.map((node) => within(node.nodeId).replaceAll(/[\u2066-\u2069]/g, "")).join("\n");
      })
      .toMatch(text);
  }
}
