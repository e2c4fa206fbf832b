/* Bench mode without a reload: the address says whether it is on, so a reload and a bookmark keep it. */

const PARAMETER = "bench";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-protocol]"));
const form = /** @type {HTMLFormElement} */ (page.querySelector("[data-bench]"));
const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));

/** @type {WakeLockSentinel | undefined} */
let screenLock;

/** @returns {boolean} */
function isAsked() {
  return new URL(location.href).searchParams.get(PARAMETER) === "1";
}

/** @param {boolean} on */
function show(on) {
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
export function turn(on) {
  const address = new URL(location.href);
  if (on) address.searchParams.set(PARAMETER, "1");
  else address.searchParams.delete(PARAMETER);
  history.replaceState(history.state, "", address);
  const step = stepInView();
  show(on);
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
show(isAsked());
