/* Filters that act as soon as they are ticked. htmx, which swaps the results, comes with the first choice:
   until then, and where it does not come, this is a plain form. Filters that drop down close with Escape and
   with a click beside them; without this the browser lets one be open at a time, and a second click closes it. */

/** @typedef {{ trigger: (element: Element, event: string) => void }} Htmx */
/** @typedef {{ pathInfo: { finalRequestPath: string }, xhr: XMLHttpRequest }} Failure */

const SLOW_MS = 200;

/** @type {Promise<Htmx> | undefined} */
let library;
/** @type {Promise<typeof import("./toast.js")> | undefined} */
let toasts;
/** @type {number | undefined} */
let slow;
let failures = 0;

/**
 * Loads the script that the form names.
 *
 * @param {HTMLFormElement} form
 * @returns {Promise<Htmx>} rejected where it does not come
 */
function htmx(form) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = form.dataset.htmx ?? "";
    script.addEventListener("load", () => resolve(/** @type {any} */ (window).htmx));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return library;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<void>}
 */
async function refine(form) {
  // now, for when it is needed there may be no way to the server
  toasts ??= import("./toast.js");
  try {
    (await htmx(form)).trigger(form, "refine");
  } catch {
    form.submit();
  }
}

/**
 * Empty fields narrow nothing, and their names would only lengthen the address.
 *
 * @param {FormData} sent
 * @returns {void}
 */
function leaveOutEmpty(sent) {
  const names = [...sent.keys()];
  for (const name of names) if (sent.get(name) === "") sent.delete(name);
}

/**
 * The filters are replaced with each answer. What the reader opened stays open, and so does what the focus is
 * in, or it would be lost.
 *
 * @param {HTMLFormElement} form
 * @param {DocumentFragment | Element} fresh
 * @returns {void}
 */
function keepOpen(form, fresh) {
  for (const facet of form.querySelectorAll("details")) {
    const copy = fresh.querySelector(`#${facet.id}`);
    if (copy instanceof HTMLDetailsElement) copy.open = facet.open;
  }
  const focused = document.activeElement?.id;
  for (let at = focused ? fresh.querySelector(`#${focused}`) : null; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
}

/**
 * @param {boolean} isBusy
 * @returns {void}
 */
function mark(isBusy) {
  clearTimeout(slow);
  const results = document.getElementById("results");
  if (isBusy) slow = setTimeout(() => results?.setAttribute("aria-busy", "true"), SLOW_MS);
  else results?.removeAttribute("aria-busy");
}

/**
 * An answer that says why there are no results has a page of its own; anything else may be tried again, once.
 *
 * @param {HTMLFormElement} form
 * @param {Failure} failure
 * @returns {Promise<void>}
 */
async function explain(form, failure) {
  const isRefused = failure.xhr.status >= 400 && failure.xhr.status < 500;
  failures += 1;
  if (isRefused || failures > 1) return location.assign(failure.pathInfo.finalRequestPath);
  const shown = await toasts;
  shown?.toast("Could not update.", { label: "Try again", run: () => refine(form) });
}

/**
 * @param {HTMLFormElement} form
 * @returns {void}
 */
function listen(form) {
  /** @type {(name: string, act: (detail: any) => void) => void} */
  const on = (name, act) =>
    document.body.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));

  form.addEventListener("change", () => refine(form));
  on("htmx:configRequest", (detail) => leaveOutEmpty(detail.formData));
  on("htmx:beforeRequest", () => mark(true));
  on("htmx:afterRequest", () => mark(false));
  on("htmx:oobBeforeSwap", (detail) => keepOpen(form, detail.fragment));
  on("htmx:afterSwap", () => (failures = 0));
  on("htmx:responseError", (detail) => explain(form, detail));
  on("htmx:sendError", (detail) => explain(form, detail));
}

/* After a reload the browser may go back within this page to a state that htmx made, before htmx is here. */
addEventListener("popstate", (event) => {
  if (!library && event.state?.htmx) location.reload();
});

const filters = document.querySelector("form[data-htmx]");
if (filters instanceof HTMLFormElement) listen(filters);

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
