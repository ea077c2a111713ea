// The worker that takes the app's worker away: what was stored for offline goes, open pages become
// plain pages, letters that wait to be sent stay where they are (IndexedDB) and are sent by pages.
"use strict";
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    await registration.unregister();
  })());
});
