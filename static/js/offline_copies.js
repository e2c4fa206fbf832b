/* The offline page: what can be read without a connection. */

const list = /** @type {HTMLElement} */ (document.querySelector("[data-copies]"));
const again = /** @type {HTMLAnchorElement} */ (document.querySelector("[data-again]"));
const none = /** @type {HTMLElement} */ (document.querySelector("[data-no-copies]"));

/**
 * @param {Request} request
 * @param {Response} response
 * @returns {Promise<HTMLLIElement | undefined>} nothing for what is no page of a record
 */
async function entry(request, response) {
  const keptAt = response.headers.get("X-Kept-At");
  if (!keptAt) return undefined;
  const copy = new DOMParser().parseFromString(await response.text(), "text/html");
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(request.url).pathname;
  link.textContent = copy.title.replace(/ \| Interphase$/, "");
  const day = document.createElement("span");
  day.className = "fine";
  day.textContent = `copy from ${new Date(keptAt).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })}`;
  item.append(link, " ", day);
  return item;
}

/**
 * @param {string} name of a cache
 * @returns {Promise<(HTMLLIElement | undefined)[]>}
 */
async function entries(name) {
  const cache = await caches.open(name);
  return Promise.all(
    (await cache.keys()).map(async (request) => {
      const response = await cache.match(request, { ignoreVary: true });
      return response && entry(request, response);
    }),
  );
}

export async function show() {
  const names = (await caches.keys()).filter((name) => name.startsWith("interphase-"));
  const found = (await Promise.all(names.map(entries))).flat();
  const items = found.filter((item) => item !== undefined);
  items.sort((one, other) => (one.textContent ?? "").localeCompare(other.textContent ?? ""));
  list.replaceChildren(...items);
  none.hidden = items.length > 0;
}

/* the worker answers with this page at the address that could not be reached */
again.href = location.href;
if ("caches" in window) show();
