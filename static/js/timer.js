/* Timers of steps that take a time. They start empty: a default would read as advice that no source gives. */

const TICK_MS = 250;
const VIBRATION_MS = [400, 200, 400, 200, 400];
const title = document.title;

/**
 * @param {string} text as typed; a decimal comma counts too
 * @returns {number} NaN where it is no time
 */
function numberOf(text) {
  const number = Number(text.trim().replace(",", "."));
  return number > 0 && Number.isFinite(number) ? number : Number.NaN;
}

/**
 * @param {number} seconds
 * @returns {string} 1:05:09, 12:07
 */
export function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : String(part))).join(":");
}

/** @param {string} text */
async function say(text) {
  const { toast } = await import("./toast.js");
  toast(text);
}

/** @param {HTMLElement} timer */
function equip(timer) {
  const field = /** @type {HTMLInputElement} */ (timer.querySelector("input"));
  const button = /** @type {HTMLButtonElement} */ (timer.querySelector("button"));
  const label = /** @type {HTMLElement} */ (button.querySelector("span"));
  const left = /** @type {HTMLOutputElement} */ (timer.querySelector("output"));
  const step = timer.closest(".step")?.querySelector(".number")?.textContent ?? "";
  /** @type {number | undefined} */
  let ticking;

  function stop() {
    clearInterval(ticking);
    ticking = undefined;
    label.textContent = "Start";
    left.value = "";
  }

  function ring() {
    stop();
    left.value = "Time is up";
    document.title = `Time is up: ${title}`;
    navigator.vibrate?.(VIBRATION_MS);
    say(`${step}: time is up.`);
  }

  function start() {
    const seconds = Math.round(numberOf(field.value) * Number(timer.dataset.timer));
    if (!seconds) {
      say("Enter a time first.");
      field.focus();
      return;
    }
    const end = Date.now() + seconds * 1000;
    label.textContent = "Stop";
    document.title = title;
    left.value = clock(seconds);
    ticking = setInterval(() => {
      const rest = Math.ceil((end - Date.now()) / 1000);
      if (rest > 0) left.value = clock(rest);
      else ring();
    }, TICK_MS);
  }

  button.addEventListener("click", () => (ticking === undefined ? start() : stop()));
}

for (const timer of document.querySelectorAll("[data-timer]")) equip(/** @type {HTMLElement} */ (timer));
/* a title that still tells of a finished timer is noticed on coming back, and then has done its work */
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") setTimeout(() => (document.title = title), 4000);
});
