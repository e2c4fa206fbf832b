/* The search box as an editable combobox with a list (ARIA APG): one types on, or chooses by hand. */

const FEWEST_LETTERS = 2;
const PAUSE_MS = 120;
/* The kinds of record in words; any other kind is a facet, and what it offers is one of its terms. */
const RECORDS = new Map([
  ["issue", "Issue"],
  ["faq", "FAQ"],
  ["protocol", "Protocol"],
  ["resistance", "Data"],
  ["reference", "Reference"],
]);

/** @typedef {{ text: string, kind: string, id: string, url: string }} Suggestion */

/**
 * Offers suggestions while something is typed into the box; from then on it has a list of its own.
 *
 * @param {HTMLInputElement} box
 * @returns {void}
 */
export function suggestFor(box) {
  const list = element("ul", "suggestions", { id: `${box.id}-list`, role: "listbox", "aria-label": "Suggestions" });
  const status = element("p", "visually-hidden", { role: "status" });
  list.hidden = true;
  box.after(list, status);
  box.setAttribute("aria-controls", list.id);
  new Combobox(box, list, status).listen();
}

/** What is open, what is chosen in it and what is being asked. */
class Combobox {
  /** @type {AbortController | undefined} */
  #asked;
  /** @type {number | undefined} */
  #pause;

  /**
   * @param {HTMLInputElement} box
   * @param {HTMLElement} list
   * @param {HTMLElement} status
   */
  constructor(box, list, status) {
    this.box = box;
    this.list = list;
    this.status = status;
  }

  /** @returns {void} */
  listen() {
    this.box.addEventListener("input", () => this.#askSoon());
    this.box.addEventListener("keydown", (event) => this.#press(event));
    this.box.addEventListener("blur", () => this.#close());
    // the box keeps the focus, or the list would close under the pointer
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const clicked = event.target instanceof Element && event.target.closest("li");
      if (clicked) follow(clicked);
    });
    // what was typed while this module came
    if (document.activeElement === this.box && this.box.value !== this.box.defaultValue) this.#askSoon();
  }

  /** @returns {HTMLLIElement | null} */
  get #chosen() {
    return this.list.querySelector("[aria-selected=true]");
  }

  #askSoon() {
    this.#forget();
    this.#choose(null);
    if (this.box.value.trim().length < FEWEST_LETTERS) this.#close();
    else this.#pause = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  /** A newer question makes the answer to an older one worthless. */
  #forget() {
    clearTimeout(this.#pause);
    this.#asked?.abort();
  }

  async #ask() {
    this.#forget();
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const address = `${document.body.dataset.suggestions}?${new URLSearchParams({ q: this.box.value.trim() })}`;
      const response = await fetch(address, { signal: asked.signal });
      if (!response.ok) throw new Error(response.statusText);
      const answer = /** @type {{ suggestions: Suggestion[] }} */ (await response.json());
      if (!asked.signal.aborted) this.#show(answer.suggestions);
    } catch {
      // asked anew, or nothing came: the box is still a search box
      if (!asked.signal.aborted) this.#close();
    }
  }

  /** @param {Suggestion[]} suggestions */
  #show(suggestions) {
    this.list.replaceChildren(...suggestions.map((each, place) => option(each, `${this.list.id}-${place}`)));
    this.list.hidden = suggestions.length === 0;
    this.list.scrollTop = 0;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = inWords(suggestions.length);
  }

  #close() {
    this.#forget();
    this.#choose(null);
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    const chosen = this.#chosen;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.#move(event.key === "ArrowDown" ? 1 : -1);
      else if (this.box.value.trim().length >= FEWEST_LETTERS) this.#ask();
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      follow(chosen);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault(); // the browser would empty the box
      this.#close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.#choose(null);
    }
  }

  /** @param {1 | -1} by to the next or the one before; past either end lies what was typed */
  #move(by) {
    const options = [...this.list.children];
    const at = this.#chosen ? options.indexOf(this.#chosen) : -1;
    const places = options.length + 1;
    this.#choose(options[((at + 1 + by + places) % places) - 1] ?? null);
  }

  /** @param {Element | null} chosen */
  #choose(chosen) {
    this.#chosen?.setAttribute("aria-selected", "false");
    if (chosen) {
      chosen.setAttribute("aria-selected", "true");
      chosen.scrollIntoView({ block: "nearest" });
      this.box.setAttribute("aria-activedescendant", chosen.id);
    } else {
      this.box.removeAttribute("aria-activedescendant");
    }
  }
}

/**
 * @param {Suggestion} suggestion
 * @param {string} id of the element
 * @returns {HTMLElement}
 */
function option(suggestion, id) {
  const made = element("li", "suggestion", { id, role: "option", "aria-selected": "false" });
  made.dataset.address = suggestion.url;
  const record = RECORDS.get(suggestion.kind);
  if (record) made.append(words("id", suggestion.id), " ");
  made.append(words("suggestion-text", suggestion.text), " ", words("suggestion-kind", record ?? facet(suggestion.kind)));
  return made;
}

/** @param {HTMLLIElement} chosen */
function follow(chosen) {
  if (chosen.dataset.address) location.assign(chosen.dataset.address);
}

/**
 * @param {string} slug
 * @returns {string} the facet in words
 */
function facet(slug) {
  return slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll("-", " ");
}

/**
 * @param {number} count
 * @returns {string} what a screen reader says of the list
 */
function inWords(count) {
  if (count === 0) return "No suggestions";
  return count === 1 ? "1 suggestion" : `${count} suggestions`;
}

/**
 * @param {string} className
 * @param {string} text
 * @returns {HTMLElement}
 */
function words(className, text) {
  const made = element("span", className, {});
  made.textContent = text;
  return made;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {Record<string, string>} attributes
 * @returns {HTMLElement}
 */
function element(tag, className, attributes) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
