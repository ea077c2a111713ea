// In the worker of the app: keeps the public keys and the signed list of states, so that a phone
// without network can judge a code. Asked for when somebody scans or checks; nobody is told whom.
(() => {
  const STORE = "certificates", PARTS = ["/verify/keys.json", "/verify/status"];
  const ASKED_AT = /^(\/en)?\/(verify|scan|registers)\//;

  const keep = async () => {
    const store = await caches.open(STORE);
    await Promise.all(PARTS.map(async (part) => {
      const fresh = await fetch(part, { credentials: "omit", cache: "no-cache" });
      if (fresh.ok) await store.put(part, fresh);
    }));
  };

  addEventListener("install", (event) => event.waitUntil(keep().catch(() => {})));
  addEventListener("fetch", (event) => {
    if (event.request.mode === "navigate" && ASKED_AT.test(new URL(event.request.url).pathname)) event.waitUntil(keep().catch(() => {}));
  });
})();
