/* A short message at the foot of the window, read out politely. The region for it stands in base.html. */

const SHOWN_MS = 4000;

/** @type {number | undefined} */
let timer;

/**
 * Says something that the reader need not act on; with an action it stays until that is taken or replaced.
 *
 * @param {string} text
 * @param {{ label: string, run: () => void }} [action] a button after the text
 * @returns {void}
 */
export function toast(text, action) {
  const region = document.getElementById("toast");
  if (!region) return;
  clearTimeout(timer);
  region.replaceChildren(text);
  if (action) region.append(" ", button(region, action));
  else timer = setTimeout(() => region.replaceChildren(), SHOWN_MS);
}

/**
 * @param {HTMLElement} region
 * @param {{ label: string, run: () => void }} action
 * @returns {HTMLButtonElement}
 */
function button(region, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = action.label;
  made.addEventListener("click", () => {
    region.replaceChildren();
    action.run();
  });
  return made;
}
