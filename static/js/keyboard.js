/* The switch of the shortcuts page: whether single keys act (WCAG 2.1.4). They act in interphase.js. */

import { SHORTCUTS, store, stored } from "./interphase.js";

const box = /** @type {HTMLInputElement | null} */ (document.getElementById("single-keys"));

if (box) {
  box.checked = stored(SHORTCUTS) !== "off";
  box.disabled = false;
  box.addEventListener("change", () => {
    store(SHORTCUTS, box.checked ? "on" : "off");
    if (box.checked) document.documentElement.dataset.shortcuts = "on";
    else delete document.documentElement.dataset.shortcuts;
  });
}
