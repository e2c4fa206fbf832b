/* Copying: an address from its link, a text from its block. Without it links lead on and texts are selected. */

/**
 * @param {string} text
 * @param {string} said what is told when it is copied
 * @returns {Promise<void>}
 */
async function copy(text, said) {
  const toasts = import("./toast.js");
  const isCopied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  const { toast } = await toasts;
  toast(isCopied ? said : "The browser did not allow copying");
}

/**
 * Shows what copies a text.
 *
 * @param {ParentNode} within
 * @returns {void}
 */
export function offerCopying(within) {
  // only a page served over HTTPS, or from this machine, may write to the clipboard
  if (!navigator.clipboard) return;
  for (const button of within.querySelectorAll("button[data-copy-text]")) {
    if (button instanceof HTMLButtonElement) button.hidden = false;
  }
}

/* On the document, for a link that htmx swaps is a new one. With a key held down it leads to its address. */
document.addEventListener("click", (event) => {
  if (!navigator.clipboard || !(event.target instanceof Element)) return;
  const pressed = event.target.closest("a[data-copy], button[data-copy-text]");
  if (pressed instanceof HTMLAnchorElement) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void copy(pressed.href, pressed.dataset.copy ?? "Copied");
  } else if (pressed instanceof HTMLButtonElement) {
    const block = document.getElementById(pressed.dataset.copyText ?? "");
    void copy(block?.textContent ?? "", pressed.dataset.said ?? "Copied");
  }
});

offerCopying(document);
