// Keeps the town's versioned files and one page for times without a network; nothing about people.
// lapor/offline.py puts a line before this one: self.TOWN, with the version and what belongs to it.

const { version, files, page, ground, untouched } = self.TOWN;
const OURS = "lapor-";
const CACHE = `${OURS}${version}`;
const VERSIONED = /\.[0-9a-f]{12}\.[a-z0-9]+$/;

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));

/** Put the page and its files into the cache of this version; a versioned file never changes. */
async function fill() {
  const cache = await caches.open(CACHE);
  const fresh = new Request(page, { cache: "reload", credentials: "omit" });
  await cache.addAll([fresh, ...files.map((file) => new Request(file, { credentials: "omit" }))]);
}

self.addEventListener("activate", (event) => event.waitUntil(tidy()));

/** Delete what earlier versions kept, and serve the pages that are open already. */
async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (!untouched.includes(address.pathname)) event.respondWith(visit(request));
  } else if (address.pathname.startsWith(ground) && VERSIONED.test(address.pathname)) {
    event.respondWith(file(request));
  }
});

/** Ask the network for a page; without one show the page that says so. */
async function visit(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(page, { cacheName: CACHE })) ?? Response.error();
  }
}

/**
 * Return a versioned file from the cache, or from the network and keep it.
 * A worker that has been replaced still answers its last requests: it must not bring back a cache
 * that its successor has deleted, so nothing here opens one that is not there.
 */
async function file(request) {
  const kept = await caches.match(request.url, { cacheName: CACHE });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200 && answer.type === "basic" && (await caches.has(CACHE))) {
    const cache = await caches.open(CACHE);
    await cache.put(request.url, answer.clone());
  }
  return answer;
}
