/* A citation mark opens a note with its source; without it, or with a key held down, it leads to the list. */

const GAP_PX = 8;
const MARGIN_PX = 16;

/** The note, the same for every mark. */
const note = document.createElement("div");
note.id = "citation-note";
note.className = "citation-note";
note.popover = "auto";
note.setAttribute("role", "group");

/** @type {HTMLAnchorElement | undefined} */
let mark;

/**
 * @param {string} text
 * @param {string} address
 * @returns {HTMLAnchorElement}
 */
function link(text, address) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = text;
  return made;
}

/**
 * @param {string} className
 * @param {...(string | Node)} content
 * @returns {HTMLParagraphElement}
 */
function line(className, ...content) {
  const made = document.createElement("p");
  made.className = className;
  made.append(...content);
  return made;
}

/**
 * Authors, journal and DOI without links, which stand below them by themselves.
 *
 * @param {HTMLElement} entry
 * @returns {Node[]} nothing where the list has none
 */
function sourceOf(entry) {
  const source = entry.querySelector(".reference-source")?.cloneNode(true);
  if (!(source instanceof HTMLElement)) return [];
  source.querySelector(".tag")?.remove();
  for (const inner of source.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
  return source.textContent?.trim() ? [...source.childNodes] : [];
}

/**
 * What the list on the page says of the source.
 *
 * @param {HTMLElement} entry
 * @returns {void}
 */
function fill(entry) {
  const number = entry.querySelector(".number")?.textContent ?? "";
  const title = entry.querySelector(".reference-title a");
  const tag = entry.querySelector(".tag");
  const source = sourceOf(entry);
  const ways = [];
  if (entry.dataset.source) ways.push(link("Open source", entry.dataset.source));
  if (title instanceof HTMLAnchorElement) ways.push(link(`All claims from ${number}`, title.href));
  ways.push(link("In the list", `#${entry.id}`));
  note.setAttribute("aria-label", `Reference ${number}`);
  note.replaceChildren(
    line("citation-note-head", `Reference ${number} `, ...(tag ? [tag.cloneNode(true)] : [])),
    line("citation-note-title", ...[...(title?.childNodes ?? [])].map((node) => node.cloneNode(true))),
    ...(source.length ? [line("citation-note-source", ...source)] : []),
    line("citation-note-ways", ...ways.flatMap((way) => [way, " "])),
  );
}

/**
 * Below the mark, or above it where there is no room; within the window in any case.
 *
 * @param {HTMLElement} at
 * @returns {void}
 */
function place(at) {
  const box = at.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(MARGIN_PX, Math.min(box.left - MARGIN_PX, width - note.offsetWidth - MARGIN_PX));
  const isBelow = box.bottom + GAP_PX + note.offsetHeight <= innerHeight || box.top < note.offsetHeight + GAP_PX;
  const top = isBelow ? box.bottom + GAP_PX : box.top - note.offsetHeight - GAP_PX;
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${top + scrollY}px`;
}

/**
 * @param {HTMLAnchorElement} at
 * @param {HTMLElement} entry
 * @param {boolean} byKeyboard then the focus moves into the note, and Escape brings it back
 * @returns {void}
 */
function open(at, entry, byKeyboard) {
  if (note.matches(":popover-open")) note.hidePopover();
  fill(entry);
  note.showPopover();
  place(at);
  mark = at;
  at.setAttribute("aria-expanded", "true");
  if (byKeyboard) note.querySelector("a")?.focus();
}

function closed() {
  mark?.setAttribute("aria-expanded", "false");
  mark = undefined;
}

/** @returns {void} */
function upgrade() {
  document.querySelector("main")?.append(note);
  note.addEventListener("beforetoggle", (event) => {
    if (event instanceof ToggleEvent && event.newState === "closed") closed();
  });
  note.addEventListener("click", (event) => {
    if (event.target instanceof HTMLAnchorElement) note.hidePopover();
  });
  for (const each of document.querySelectorAll('a.cite[href^="#ref-"]')) {
    const entry = document.getElementById(each.getAttribute("href")?.slice(1) ?? "");
    if (!(each instanceof HTMLAnchorElement) || !entry) continue;
    each.setAttribute("aria-expanded", "false");
    each.setAttribute("aria-controls", note.id);
    // or the browser closes the note before the click could ask whether it was this one's
    let wasOpen = false;
    each.addEventListener("pointerdown", () => (wasOpen = mark === each));
    each.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const byKeyboard = event.detail === 0;
      if (byKeyboard || !wasOpen) open(each, entry, byKeyboard);
      else note.hidePopover();
    });
  }
}

if ("popover" in HTMLElement.prototype) upgrade();
