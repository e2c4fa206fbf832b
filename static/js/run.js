/* One run of a protocol: ticks and own values, kept on this device for this version of the protocol. */

/** @typedef {{ ticks: Record<string, boolean>, values: Record<string, string> }} Run */

const page = /** @type {HTMLElement} */ (document.querySelector("[data-protocol]"));
const ticks = /** @type {HTMLInputElement[]} */ ([...page.querySelectorAll("[data-tick]")]);
const values = /** @type {HTMLInputElement[]} */ ([...page.querySelectorAll("[data-own]")]);
const clearButton = /** @type {HTMLButtonElement} */ (page.querySelector("[data-clear]"));

const KEPT_UNDER = `interphase-run:${page.dataset.protocol}:`;
const version = Number(page.dataset.version);

/** @returns {Run} as kept; empty where nothing is, or where storage is switched off */
export function kept() {
  try {
    const text = localStorage.getItem(KEPT_UNDER + version);
    if (text) return { ticks: {}, values: {}, ...JSON.parse(text) };
  } catch {
    /* the run lasts for this page */
  }
  return { ticks: {}, values: {} };
}

/** @returns {Run} as it stands on the page */
function shown() {
  return {
    ticks: Object.fromEntries(ticks.filter((tick) => tick.checked).map((tick) => [tick.dataset.tick, true])),
    values: Object.fromEntries(values.filter((own) => own.value).map((own) => [own.dataset.own, own.value])),
  };
}

/** @param {Run} run */
function keep(run) {
  try {
    if (isEmpty(run)) localStorage.removeItem(KEPT_UNDER + version);
    else localStorage.setItem(KEPT_UNDER + version, JSON.stringify(run));
  } catch {
    /* the run lasts for this page */
  }
}

/**
 * @param {Run} run
 * @returns {boolean}
 */
function isEmpty(run) {
  return !Object.keys(run.ticks).length && !Object.keys(run.values).length;
}

/** @param {Run} run */
function show(run) {
  for (const tick of ticks) tick.checked = run.ticks[tick.dataset.tick ?? ""] === true;
  for (const own of values) own.value = run.values[own.dataset.own ?? ""] ?? "";
  showProgress(run);
}

/** @param {Run} run */
function showProgress(run) {
  const done = ticks.filter((tick) => tick.checked).length;
  const count = page.querySelector("[data-progress]");
  const bar = page.querySelector("progress");
  if (count) count.textContent = `${done} of ${ticks.length} done`;
  if (bar) bar.value = done;
  clearButton.disabled = isEmpty(run);
}

function changed() {
  const run = shown();
  keep(run);
  showProgress(run);
}

/** @param {Run} run */
function put(run) {
  show(run);
  keep(run);
}

async function clear() {
  const before = shown();
  put({ ticks: {}, values: {} });
  const { toast } = await import("./toast.js");
  toast("Run cleared.", { label: "Undo", run: () => put(before) });
}

/** Steps may have been changed since: ticks of an earlier version would vouch for what nobody did. */
function dropEarlierVersions() {
  try {
    const versions = Object.keys(localStorage)
      .filter((key) => key.startsWith(KEPT_UNDER))
      .map((key) => Number(key.slice(KEPT_UNDER.length)));
    const earlier = versions.filter((each) => each < version);
    for (const each of earlier) localStorage.removeItem(KEPT_UNDER + each);
    const note = page.querySelector("[data-run-note]");
    if (earlier.length && note) {
      note.textContent = "The protocol was changed after your last run, so its ticks are not carried over.";
    }
  } catch {
    /* nothing was kept */
  }
}

dropEarlierVersions();
show(kept());
for (const field of [...ticks, ...values]) field.addEventListener("input", changed);
clearButton.addEventListener("click", clear);
page.querySelector("[data-print]")?.addEventListener("click", () => print());
/* another window with the same protocol */
addEventListener("storage", (event) => {
  if (event.key === KEPT_UNDER + version) show(kept());
});
