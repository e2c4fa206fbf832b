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

  /* An empty field narrows nothing, and its name would only lengthen the address. */
  filters.addEventListener("htmx:configRequest", function (event) {
    var sent = event.detail.formData;
    Array.from(sent.keys()).forEach(function (name) {
      if (sent.get(name) === "") sent.delete(name);
    });
  });

  /* The list of filters is replaced with each answer; what the reader opened stays open, and so does what the
     focus is in, or it would be lost. */
  document.body.addEventListener("htmx:oobBeforeSwap", function (event) {
    var fragment = event.detail.fragment;
    filters.querySelectorAll("details").forEach(function (facet) {
      var fresh = fragment.querySelector("#" + facet.id);
      if (fresh) fresh.open = facet.open;
    });
    var focused = document.activeElement.id && fragment.querySelector("#" + document.activeElement.id);
    for (var within = focused; within; within = within.parentElement) {
      if (within.tagName === "DETAILS") within.open = true;
    }
  });

  /* An answer that is no page of results (a number too large, a search too broad) says why on a page of its own. */
  document.body.addEventListener("htmx:responseError", function (event) {
    window.location.assign(event.detail.pathInfo.finalRequestPath);
  });
})();
