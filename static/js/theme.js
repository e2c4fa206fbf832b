/* Runs before the first paint, so that a stored theme never flashes: no module, for those wait. */
(() => {
  "use strict";
  try {
    const theme = localStorage.getItem("interphase-theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch {
    /* storage is switched off: the system's theme holds */
  }
})();
