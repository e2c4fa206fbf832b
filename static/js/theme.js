/* Runs before the first paint, so that a stored theme never flashes. */
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("interphase-theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch (error) {
    /* storage is switched off: the system's theme holds */
  }
})();
