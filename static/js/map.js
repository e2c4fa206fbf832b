/* The map: pointing at a claim, in the list or in the drawing, dims what has nothing to do with it. */

const LIT = "map-lit";

/** @typedef {{ block: HTMLElement, ends: Map<string, Set<string>> }} Part */

/**
 * @param {HTMLElement} block one issue
 * @returns {Part} with the names that each name is linked to by a line
 */
function partOf(block) {
  /** @type {Map<string, Set<string>>} */
  const ends = new Map();
  for (const line of /** @type {NodeListOf<SVGPathElement>} */ (block.querySelectorAll("path[data-ends]"))) {
    const [start = "", end = start] = endsOf(line);
    linked(ends, start).add(end);
    linked(ends, end).add(start);
  }
  return { block, ends };
}

/**
 * @param {Map<string, Set<string>>} ends
 * @param {string} name
 * @returns {Set<string>}
 */
function linked(ends, name) {
  const found = ends.get(name) ?? new Set();
  ends.set(name, found);
  return found;
}

/**
 * @param {SVGPathElement} line
 * @returns {string[]} the names at its ends; the issue, where lines from causes end, is not named
 */
function endsOf(line) {
  return (line.dataset.ends ?? "").split(" ");
}

/**
 * @param {Element | null} link a claim in the list or a box of the drawing
 * @returns {string} what it is called in both
 */
function nameOf(link) {
  return link?.textContent ?? "";
}

/**
 * @param {EventTarget | null} target
 * @returns {string} the name of the claim that is pointed at, else nothing
 */
function pointedAt(target) {
  const entry = target instanceof Element && target.closest(".map a, .map-claim, .map-remedies > li");
  if (!entry) return "";
  return nameOf(entry.matches("a") ? entry : entry.querySelector("a"));
}

/**
 * @param {Part} part
 * @param {string} name
 * @returns {void}
 */
function light({ block, ends }, name) {
  if (!ends.has(name)) {
    block.classList.remove(LIT);
    return;
  }
  const near = new Set([name, ...linked(ends, name)]);
  for (const line of /** @type {NodeListOf<SVGPathElement>} */ (block.querySelectorAll("path[data-ends]"))) {
    const names = endsOf(line);
    line.classList.toggle("lit", names.length === 1 ? names.every((each) => near.has(each)) : names.includes(name));
  }
  for (const link of block.querySelectorAll(".map a")) link.classList.toggle("lit", near.has(nameOf(link)));
  for (const entry of block.querySelectorAll(".map-claim, .map-remedies > li")) {
    entry.classList.toggle("lit", near.has(nameOf(entry.querySelector("a"))));
  }
  block.classList.add(LIT);
}

for (const block of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".map-block"))) {
  const part = partOf(block);
  block.addEventListener("pointerover", (event) => light(part, pointedAt(event.target)));
  block.addEventListener("pointerleave", () => light(part, pointedAt(document.activeElement)));
  block.addEventListener("focusin", (event) => light(part, pointedAt(event.target)));
  block.addEventListener("focusout", () => light(part, ""));
}
