/* The service worker: pages of issues and protocols that were read stay readable without a connection.

   /sw.js sets `offlineReading` and loads this file. The network always comes first; a copy is what is left
   without it. Copies belong to a revision of the content: a new revision fetches every copy anew. */

/**
 * @typedef {object} Settings
 * @property {number} revision of the content
 * @property {string} offlinePage address of the page for what was never visited
 * @property {string[]} lists addresses of the lists below which pages are kept: /issues/
 * @property {string[]} untouched addresses below which nothing is touched: /admin/
 * @property {string} assets address below which stylesheets and scripts lie: /static/
 */

const MOST_COPIES = 100;
const KEPT_AT = "X-Kept-At";

const worker = /** @type {any} */ (globalThis);
const settings = /** @type {Settings} */ (worker.offlineReading);
const CACHE = `interphase-${settings.revision}`;

/**
 * @param {string} path
 * @returns {boolean} whether it is the page of one issue or protocol
 */
function isKept(path) {
  return settings.lists.some((list) => path.startsWith(list) && /^[^/]+\/$/.test(path.slice(list.length)));
}

/**
 * @param {Response} response
 * @returns {boolean} whether everybody is given the same: never what a session or the server forbids to keep
 */
function mayBeKept(response) {
  const control = response.headers.get("Cache-Control") ?? "";
  return (
    response.status === 200 &&
    response.type === "basic" &&
    !response.redirected &&
    (response.headers.get("Content-Type") ?? "").startsWith("text/html") &&
    !/no-store|private/i.test(control) &&
    !/cookie|\*/i.test(response.headers.get("Vary") ?? "")
  );
}

/**
 * Stylesheets, scripts and icons that a page or a script names; scripts import each other by `import("./a.js")`.
 *
 * @param {string} text of the page or script
 * @param {string} base its address
 * @returns {string[]}
 */
function assetsNamedIn(text, base) {
  const found = text.matchAll(/(?:href|src)="([^"]+)"|\b(?:import\s*\(|from)\s*["']([^"']+)["']/g);
  const addresses = [...found].map((match) => new URL(match[1] ?? match[2] ?? "", base));
  return addresses
    .filter((address) => address.origin === location.origin && address.pathname.startsWith(settings.assets))
    .map((address) => address.pathname);
}

/**
 * @param {Cache} cache
 * @param {string[]} addresses
 * @returns {Promise<void>}
 */
async function keepAssets(cache, addresses) {
  await Promise.all(
    [...new Set(addresses)].map(async (address) => {
      if (await cache.match(address)) return;
      const response = await fetch(address);
      if (!response.ok) return;
      await cache.put(address, response.clone());
      if (address.endsWith(".js")) await keepAssets(cache, assetsNamedIn(await response.text(), response.url));
    }),
  );
}

/**
 * @param {Cache} cache
 * @param {string} path
 * @param {Response} response is read to its end
 * @returns {Promise<void>}
 */
async function keep(cache, path, response) {
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  if (path !== settings.offlinePage) headers.set(KEPT_AT, new Date().toISOString());
  await cache.delete(path); // or a page that is read again would keep its place among the oldest
  await cache.put(path, new Response(text, { headers }));
  await keepAssets(cache, assetsNamedIn(text, new URL(path, location.origin).href));
  await dropOldest(cache);
}

/**
 * @param {Cache} cache
 * @returns {Promise<void>}
 */
async function dropOldest(cache) {
  const pages = (await cache.keys()).filter((request) => isKept(new URL(request.url).pathname));
  await Promise.all(pages.slice(0, -MOST_COPIES).map((request) => cache.delete(request)));
}

/**
 * @param {string} path
 * @returns {Promise<void>}
 */
async function fetchAndKeep(path) {
  const response = await fetch(path);
  if (mayBeKept(response)) await keep(await caches.open(CACHE), path, response);
}

/**
 * Pages kept under an earlier revision are fetched anew; a page that cannot be fetched stays as it was.
 *
 * @returns {Promise<void>}
 */
async function moveCopies() {
  const cache = await caches.open(CACHE);
  const earlier = (await caches.keys()).filter((name) => name.startsWith("interphase-") && name !== CACHE);
  await Promise.all(
    earlier.map(async (name) => {
      const old = await caches.open(name);
      const paths = (await old.keys()).map((request) => new URL(request.url).pathname);
      await Promise.all(paths.filter(isKept).map((path) => moveCopy(path, old, cache)));
      await caches.delete(name);
    }),
  );
}

/**
 * @param {string} path
 * @param {Cache} old
 * @param {Cache} cache
 * @returns {Promise<void>}
 */
async function moveCopy(path, old, cache) {
  const fresh = await fetch(path).catch(() => undefined);
  if (fresh && mayBeKept(fresh)) return keep(cache, path, fresh);
  if (fresh && fresh.status < 500) return undefined; // withdrawn, or no longer for everybody
  const copy = await old.match(path, { ignoreVary: true });
  return copy && moveAsItIs(path, copy, old, cache);
}

/**
 * @param {string} path
 * @param {Response} copy
 * @param {Cache} old
 * @param {Cache} cache
 * @returns {Promise<void>}
 */
async function moveAsItIs(path, copy, old, cache) {
  const own = assetsNamedIn(await copy.clone().text(), new URL(path, location.origin).href);
  const assets = (await old.keys()).filter((request) => own.includes(new URL(request.url).pathname));
  const scripts = (await old.keys()).filter((request) => request.url.endsWith(".js"));
  const moved = [...new Set([...assets, ...scripts])].map(async (request) => {
    const response = await old.match(request);
    if (response) await cache.put(request, response);
  });
  await Promise.all([cache.put(path, copy), ...moved]);
}

/**
 * @param {Response} copy
 * @returns {Promise<Response>} the copy with the day that it is from above its content
 */
async function dated(copy) {
  const keptAt = new Date(copy.headers.get(KEPT_AT) ?? 0);
  const day = keptAt.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  const band = `<p class="offline-band" role="status">Offline copy from ${day}. Values may have changed.</p>`;
  const text = (await copy.text()).replace(/<main\b[^>]*>/, `$&${band}`);
  return new Response(text, { headers: copy.headers });
}

/**
 * @param {any} event a FetchEvent of a navigation
 * @param {string} path
 * @returns {Promise<Response>}
 */
async function pageAt(event, path) {
  try {
    const response = await fetch(event.request);
    if (isKept(path) && mayBeKept(response)) {
      const copy = response.clone();
      event.waitUntil(caches.open(CACHE).then((cache) => keep(cache, path, copy)));
    }
    return response;
  } catch (error) {
    const copy = isKept(path) && (await caches.match(path, { ignoreVary: true }));
    if (copy) return dated(copy);
    const offline = await caches.match(settings.offlinePage, { ignoreVary: true });
    if (offline) return offline;
    throw error;
  }
}

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function assetOf(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await caches.match(request, { ignoreVary: true });
    if (copy) return copy;
    throw error;
  }
}

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(fetchAndKeep(settings.offlinePage));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(moveCopies().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (typeof event.data?.keep === "string" && isKept(event.data.keep)) event.waitUntil(fetchAndKeep(event.data.keep));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (settings.untouched.some((below) => address.pathname.startsWith(below))) return;
  if (event.request.mode === "navigate") event.respondWith(pageAt(event, address.pathname));
  else if (address.pathname.startsWith(settings.assets)) event.respondWith(assetOf(event.request));
});
