/* "Cite" opens how to cite in a dialog on the page; without it, or with a key held down, on a page of its own. */

import { offerCopying } from "./copying.js";

/**
 * @param {string} address of the page of formats
 * @returns {Promise<HTMLDialogElement>}
 */
async function madeFrom(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const formats = page.getElementById("cite-formats");
  if (!formats) throw new Error("no formats");
  const dialog = document.createElement("dialog");
  dialog.className = "cite-dialog";
  dialog.setAttribute("aria-labelledby", "h-cite");
  dialog.append(closing(), document.adoptNode(formats));
  lowerHeadings(dialog);
  dialog.querySelector(".cite-back")?.remove();
  document.querySelector("main")?.append(dialog);
  offerCopying(dialog);
  // outside of an open dialog nothing is seen or read out, so what is said is said within it
  const said = document.getElementById("toast");
  dialog.addEventListener("toggle", () => said && (dialog.open ? dialog : document.body).append(said));
  return dialog;
}

/** @returns {HTMLFormElement} closes the dialog that it stands in */
function closing() {
  const form = document.createElement("form");
  form.method = "dialog";
  const button = document.createElement("button");
  button.className = "button button-plain";
  button.textContent = "Close";
  form.append(button);
  return form;
}

/**
 * A page has one first-level heading, and it is not in the dialog.
 *
 * @param {HTMLElement} dialog
 * @returns {void}
 */
function lowerHeadings(dialog) {
  for (const [from, to] of [["h2", "h3"], ["h1", "h2"]]) {
    for (const heading of dialog.querySelectorAll(String(from))) {
      const lowered = document.createElement(String(to));
      lowered.id = heading.id;
      lowered.append(...heading.childNodes);
      heading.replaceWith(lowered);
    }
  }
}

for (const link of document.querySelectorAll("a[data-cite]")) {
  if (!(link instanceof HTMLAnchorElement)) continue;
  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      dialog ??= await madeFrom(link.href);
      dialog.showModal();
    } catch {
      location.assign(link.href);
    }
  });
}
