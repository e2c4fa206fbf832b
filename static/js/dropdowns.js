/* Filters that drop down: a click beside one closes it, and so does Escape. Without it the browser lets only
   one be open at a time, and a second click closes that. */

/** @returns {HTMLDetailsElement[]} */
function opened() {
  return [...document.querySelectorAll("details")].filter(
    (each) => each.classList.contains("dropdown") && each.open,
  );
}

/**
 * Takes the filters out of their group. While htmx swaps them, the old ones and the new ones are on the page
 * together, and of a group the browser would close what the reader has open.
 *
 * @param {ParentNode} within
 * @returns {void}
 */
function ungroup(within) {
  for (const dropdown of within.querySelectorAll("details.dropdown")) dropdown.removeAttribute("name");
}

ungroup(document);
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  ungroup(/** @type {CustomEvent<{ fragment: DocumentFragment }>} */ (event).detail.fragment);
});

document.addEventListener("click", (event) => {
  for (const dropdown of opened()) {
    if (event.target instanceof Node && !dropdown.contains(event.target)) dropdown.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const dropdown of opened()) {
    dropdown.open = false;
    dropdown.querySelector("summary")?.focus();
  }
});
