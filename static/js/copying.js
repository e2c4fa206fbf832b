/* Copying: an address from its link, a text from its block; and printing. Without it links lead on and texts are selected. */

import { toast } from "./toast.js";

/**
 * @param {string} text
 * @param {string} said what is told when it is copied
 * @returns {Promise<void>}
 */
async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast("The browser did not allow copying");
  }
}

/**
 * The link copies its own address; with a key held down it leads there.
 *
 * @param {HTMLAnchorElement} link
 * @returns {void}
 */
function copyAddress(link) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void copy(link.href, link.dataset.copy ?? "Copied");
  });
}

/**
 * Shows and wires what copies within an element.
 *
 * @param {ParentNode} within
 * @returns {void}
 */
export function offerCopying(within) {
  // only a page served over HTTPS, or from this machine, may write to the clipboard
  if (!navigator.clipboard) return;
  for (const link of within.querySelectorAll("a[data-copy]")) {
    if (link instanceof HTMLAnchorElement) copyAddress(link);
  }
  for (const button of within.querySelectorAll("button[data-copy-text]")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    const block = within.querySelector(`#${button.dataset.copyText}`);
    button.hidden = false;
    button.addEventListener("click", () => void copy(block?.textContent ?? "", button.dataset.said ?? "Copied"));
  }
}

offerCopying(document);
for (const button of document.querySelectorAll("button[data-print]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
