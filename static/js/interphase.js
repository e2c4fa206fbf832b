/* Refinement only: every page works without this file. */
(function () {
  "use strict";

  function isDark() {
    var chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function switchTheme() {
    var theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("interphase-theme", theme);
    } catch (error) {
      /* storage is switched off: the choice lasts for this page */
    }
  }

  var themeButton = document.getElementById("theme");
  themeButton.hidden = false;
  themeButton.addEventListener("click", switchTheme);

  /* A filter changes the results by itself, so its button is not needed. */
  var filters = document.getElementById("facets");
  if (!filters || !window.htmx) return;
  filters.querySelector("button[type=submit]").hidden = true;

  /* The list of filters is replaced with each answer; what the reader opened stays open. */
  document.body.addEventListener("htmx:oobBeforeSwap", function (event) {
    filters.querySelectorAll("details").forEach(function (facet) {
      var fresh = event.detail.fragment.querySelector("#" + facet.id);
      if (fresh) fresh.open = facet.open;
    });
  });
})();
