/* On every page: the theme, the keys, printing, and the way to what is loaded when it is needed. Refinement only. */

const THEME = "interphase-theme";
/** Where the shortcuts page keeps that single keys are switched off. */
export const SHORTCUTS = "interphase-shortcuts";

/**
 * @param {string} name
 * @returns {string | null} null also where storage is switched off
 */
export function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/**
 * Keeps a choice; where storage is switched off it lasts for this page.
 *
 * @param {string} name
 * @param {string} value
 * @returns {void}
 */
export function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    /* nothing to be done */
  }
}

function switchTheme() {
  const root = document.documentElement;
  const shown = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = shown === "dark" ? "light" : "dark";
  store(THEME, root.dataset.theme);
}

const themeButton = document.getElementById("theme");
if (themeButton) {
  themeButton.hidden = false;
  themeButton.addEventListener("click", switchTheme);
}

/* Suggestions under the search box; what the box is must be known before it has the focus. */
const searchBox = /** @type {HTMLInputElement | null} */ (document.getElementById("q"));

async function suggest() {
  const { suggestFor } = await import("./suggestions.js");
  if (searchBox) suggestFor(searchBox);
}

if (searchBox) {
  searchBox.setAttribute("role", "combobox");
  searchBox.setAttribute("aria-autocomplete", "list");
  searchBox.setAttribute("aria-expanded", "false");
  searchBox.addEventListener("focus", suggest, { once: true });
  if (document.activeElement === searchBox) suggest();
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean} whether keys pressed there are text
 */
function isTyping(target) {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"))
  );
}

/* Single keys can be switched off (WCAG 2.1.4); the hint in the search box shows that they are on. */
if (stored(SHORTCUTS) !== "off") {
  document.documentElement.dataset.shortcuts = "on";
  searchBox?.setAttribute("aria-keyshortcuts", "/");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  if (document.documentElement.dataset.shortcuts !== "on") return;
  if (event.key === "/" && searchBox) {
    event.preventDefault();
    searchBox.focus();
    searchBox.select();
  } else if (event.key === "?") {
    const page = /** @type {HTMLAnchorElement | null} */ (document.getElementById("shortcuts"));
    if (page) location.assign(page.href);
  }
});

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("button[data-print]")) print();
});

/** @typedef {{ of: string, load: () => Promise<unknown> }} Part what acts for the elements that `of` selects */

/* A first view has no use for these: they come when a reader first moves, scrolls or presses a key. */
/** @type {Part[]} */
const PARTS = [
  { of: "a.cite[href^='#ref-']", load: () => import("./citations.js") },
  { of: "a[data-cite]", load: () => import("./cite_dialog.js") },
  { of: "a[data-copy]", load: () => import("./copying.js") },
  { of: ".timer-button", load: () => import("./timer.js") },
];
const SIGNS_OF_A_READER = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];

/** @type {Map<Part, Promise<unknown>>} */
const asked = new Map();
/** What is here, or will not come: clicks go their way. */
const settled = new Set();

/**
 * @param {Part} part
 * @returns {Promise<unknown>} never rejected: without the module the links of the page lead on
 */
function ask(part) {
  const answer = asked.get(part) ?? part.load().catch(() => undefined).finally(() => settled.add(part));
  asked.set(part, answer);
  return answer;
}

function askForAll() {
  for (const part of PARTS) if (document.querySelector(part.of)) void ask(part);
}

/**
 * A click that is quicker than what acts for it is held until that is here, and then made again.
 *
 * @param {MouseEvent} event
 * @returns {void}
 */
function hold(event) {
  const { target } = event;
  const pressed = target instanceof Element && target.closest("a, button");
  const part = PARTS.find(({ of }) => pressed && pressed.matches(of));
  if (!part || settled.has(part) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  void ask(part).then(() => target?.dispatchEvent(new MouseEvent("click", event)));
}

for (const sign of SIGNS_OF_A_READER) {
  document.addEventListener(sign, askForAll, { once: true, passive: true, capture: true });
}
document.addEventListener("click", hold, { capture: true });

/* Keeping the page for reading offline is nobody's hurry. */
if (document.querySelector("[data-keep]")) {
  const atRest = "requestIdleCallback" in window ? requestIdleCallback : setTimeout;
  addEventListener("load", () => atRest(() => import("./offline.js")));
}
