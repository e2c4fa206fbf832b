/* The curators' forms: while a title or a DOI is typed, says which records may be the same. */

const PAUSE_MS = 300;
const FEWEST_LETTERS = 5;

/** @typedef {{ code: string, title: string, status: string, why: string, url: string }} Lookalike */

/**
 * Watches one field; what is found stands below it, with links that open beside the form.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @returns {void}
 */
function watch(field) {
  const said = document.createElement("div");
  said.className = "lookalikes";
  said.setAttribute("role", "status");
  field.after(said);
  /** @type {number | undefined} */
  let pause;
  /** @type {AbortController | undefined} */
  let asked;
  field.addEventListener("input", () => {
    window.clearTimeout(pause);
    asked?.abort();
    pause = window.setTimeout(() => {
      asked = new AbortController();
      void ask(field, asked.signal).then((found) => found && show(said, found));
    }, PAUSE_MS);
  });
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {AbortSignal} signal
 * @returns {Promise<Lookalike[] | null>} null where nothing came, as when more was typed meanwhile
 */
async function ask(field, signal) {
  const typed = field.value.trim();
  if (typed.length < FEWEST_LETTERS) return [];
  const address = new URL(field.dataset.lookalikes ?? "", location.href);
  // a longer address would be refused
  address.searchParams.set(field.dataset.lookalikesAs ?? "title", typed.slice(0, 500));
  address.searchParams.set("but", field.dataset.lookalikesBut ?? "");
  try {
    const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return null;
    const { records } = /** @type {{ records: Lookalike[] }} */ (await answer.json());
    return records;
  } catch {
    return null;
  }
}

/**
 * @param {HTMLElement} said
 * @param {Lookalike[]} found
 * @returns {void}
 */
function show(said, found) {
  said.replaceChildren(
    ...found.map(({ code, title, status, why, url }) => {
      const line = document.createElement("p");
      const link = document.createElement("a");
      link.href = url;
      link.target = "_blank";
      link.textContent = `${code} ${title}`;
      line.append("Already known? ", link, ` (${status}): ${why}.`);
      return line;
    }),
  );
}

for (const field of document.querySelectorAll("[data-lookalikes]")) {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) watch(field);
}
