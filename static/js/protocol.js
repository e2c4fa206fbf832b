/* A protocol at work: the ticks and own values of one run, kept on this device for this version of the
   protocol; and bench mode without a reload. */

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
/* another window with the same protocol */
addEventListener("storage", (event) => {
  if (event.key === KEPT_UNDER + version) show(kept());
});

/* Bench mode: the address says whether it is on, so a reload and a bookmark keep it. */
const PARAMETER = "bench";

const form = /** @type {HTMLFormElement} */ (page.querySelector("[data-bench]"));
const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));

/** @type {WakeLockSentinel | undefined} */
let screenLock;

/** @returns {boolean} */
function isBenchAsked() {
  return new URL(location.href).searchParams.get(PARAMETER) === "1";
}

/** @param {boolean} on */
function showMode(on) {
  page.classList.toggle("bench", on);
  button.setAttribute("aria-pressed", String(on));
  const label = button.querySelector("span");
  if (label) label.textContent = on ? "Leave bench mode" : "Bench mode";
  if (on) keepScreenOn();
  else letScreenSleep();
}

/** A browser lets go of the lock whenever the page is hidden, so it is asked for again. */
async function keepScreenOn() {
  if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
  try {
    screenLock = await navigator.wakeLock.request("screen");
    if (!page.classList.contains("bench")) letScreenSleep();
  } catch {
    /* a low battery or a policy forbids it */
  }
}

function letScreenSleep() {
  screenLock?.release();
  screenLock = undefined;
}

/** @returns {HTMLElement | undefined} the first step that is in view once the reader has scrolled */
function stepInView() {
  if (scrollY === 0) return undefined;
  const steps = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(".step")]);
  return steps.find((step) => step.getBoundingClientRect().bottom > 0);
}

/** @param {boolean} on */
function turn(on) {
  const address = new URL(location.href);
  if (on) address.searchParams.set(PARAMETER, "1");
  else address.searchParams.delete(PARAMETER);
  history.replaceState(history.state, "", address);
  const step = stepInView();
  showMode(on);
  step?.scrollIntoView();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  turn(!page.classList.contains("bench"));
});
document.addEventListener("visibilitychange", () => {
  if (page.classList.contains("bench")) keepScreenOn();
});
/* a copy that was kept for offline reading may be of the other mode */
showMode(isBenchAsked());
