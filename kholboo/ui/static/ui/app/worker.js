// The worker of the app: between pages and the network. `APP` stands above, written by the server:
// the version, pages kept from the start, pages shown in place of others, what is never stored.
//
//   hashed static files    from the store first
//   public pages           network; after 3 s the stored copy, with its day; else the offline page
//   staff, account, cases  network only; nothing of them is stored
//   forms (POST)           left to the browser; without network the page that keeps words is shown
"use strict";
const STORE = `kholboo-${APP.version}`;
const PATIENCE = 3000; // milliseconds a stored page waits for a fresh one
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\./;

importScripts(...APP.scripts);

const languageOf = (path) => (/^\/en(\/|$)/.test(path) ? "/en" : "");
const bare = (path) => path.slice(languageOf(path).length) || "/";
// `*` in a start is one piece of an address, whichever.
const begins = (path) => (start) => new RegExp(`^${start.replaceAll("*", "[^/]+")}`).test(bare(path));
const isNever = (path) => APP.never.some(begins(path));
// Whatever the server calls private or not to be stored stays out, and so does another page.
const mayKeep = (response) => response.ok && response.type === "basic" && !response.redirected
  && !/no-store|private/.test(response.headers.get("Cache-Control") || "");

// A page as a stranger sees it (no cookie goes along), with everything it is drawn with.
async function keepPage(store, path) {
  const response = await fetch(path, { credentials: "omit", cache: "no-cache" });
  if (!mayKeep(response)) return;
  const words = await response.clone().text();
  const parts = new Set([...words.matchAll(/"(\/static\/[^"#?]+)/g)].map((found) => found[1]));
  await store.put(path, response);
  await Promise.all([...parts].map(async (part) => (await store.match(part)) || store.add(part)));
}

async function keepPages(language) {
  const store = await caches.open(STORE);
  await Promise.all(APP.pages.map((page) => keepPage(store, language + page)));
}

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const open = await clients.matchAll({ includeUncontrolled: true, type: "window" });
    const languages = new Set(["", ...open.map((one) => languageOf(new URL(one.url).pathname))]);
    await Promise.all([...languages].map(keepPages));
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("kholboo-") && name !== STORE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await registration.navigationPreload?.enable();
    await clients.claim();
  })());
});

// A page asks for the new version; it does so only when no words on it could be lost.
addEventListener("message", (event) => { if (event.data === "take-over") skipWaiting(); });

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const isForm = request.method === "POST";
  if (request.mode === "navigate") {
    const taken = isForm ? self.takesForm?.(event, url) : undefined;
    if (taken) event.respondWith(taken);
    else if (!isForm || insteadOf(url.pathname)) event.respondWith(navigated(event, url));
  } else if (request.method === "GET" && HASHED.test(url.pathname)) event.respondWith(drawn(request));
});

async function drawn(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (mayKeep(response)) (await caches.open(STORE)).put(request, response.clone());
  return response;
}

async function navigated(event, url) {
  const { request } = event;
  const isKept = request.method === "GET" && !url.search && !isNever(url.pathname);
  const kept = isKept ? await caches.match(url.pathname) : undefined;
  const fresh = reached(event).then(async (response) => {
    if (isKept && mayKeep(response)) {
      const copy = response.clone();
      event.waitUntil(caches.open(STORE).then((store) => store.put(url.pathname, copy)));
    }
    return response;
  });
  event.waitUntil(fresh.catch(() => {}));
  if (languageOf(url.pathname)) event.waitUntil(keepOther(languageOf(url.pathname)));
  const late = new Promise((resolve) => { if (kept) setTimeout(() => resolve(dated(kept, url.pathname)), PATIENCE); });
  return Promise.race([fresh, late]).catch(() => (kept ? dated(kept, url.pathname) : instead(url.pathname)));
}

// A stored page says itself that it is one, and of when: what stands on it may be old by now. Pages
// kept from the start are made to work so; of them only the first one has news and hours on it.
async function dated(kept, path) {
  const at = Date.parse(kept.headers.get("Date"));
  if (!at || (bare(path) !== "/" && APP.pages.includes(bare(path)))) return kept;
  // Sweden writes days as Mongolia does, and every browser knows it.
  const [day, hour] = new Date(at).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" }).split(" ");
  const when = `${day.replaceAll("-", ".")}, ${hour}`;
  const words = (await kept.text()).replace(/ hidden data-kept="([^"]*)"><span>/, (_all, said) => ` data-kept><span>${said.replace("{when}", when)}`);
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name); // of other bytes
  return new Response(words, { headers });
}

async function reached(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

// Who begins to read in the other language gets its pages kept too, once.
async function keepOther(language) {
  const store = await caches.open(STORE);
  if (!(await store.match(`${language}/offline/`))) await keepPages(language).catch(() => {});
}

const insteadOf = (path) => (Object.entries(APP.instead).find(([start]) => begins(path)(start)) || [])[1];

async function instead(path) {
  const page = insteadOf(path);
  const language = languageOf(path);
  const itself = APP.pages.includes(bare(path)) && path; // asked for with a query
  for (const other of [itself, page && language + page, page, `${language}/offline/`, "/offline/"]) {
    const kept = other && (await caches.match(other));
    if (kept) return kept;
  }
  return Response.error();
}
