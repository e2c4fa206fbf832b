/* Keeps this page for reading offline: registers the service worker and hands it the page. */

/** @returns {boolean} whether the worker fetched this page itself, and so has kept it */
function cameThroughTheWorker() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return (navigation?.workerStart ?? 0) > 0;
}

export async function keepThisPage() {
  await navigator.serviceWorker.register("/sw.js");
  if (cameThroughTheWorker()) return;
  const registration = await navigator.serviceWorker.ready;
  registration.active?.postMessage({ keep: location.pathname });
}

if ("serviceWorker" in navigator) {
  keepThisPage().catch(() => {
    /* no storage, or a browser that forbids it: reading online is not affected */
  });
}
