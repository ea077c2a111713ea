// Notices in the worker: shown, opened by a tap, and kept alive when the browser changes their
// address. The words come as Declarative Web Push; a browser that shows them itself never asks us.
addEventListener("push", (event) => {
  const { title, body, navigate, lang, tag } = event.data.json().notification;
  event.waitUntil(registration.showNotification(title, { body, lang, tag, data: navigate }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  // The address names the main site; a phone that asked at a department's stays on that one.
  const { pathname, search } = new URL(event.notification.data, location.origin);
  const to = new URL(pathname + search, location.origin);
  event.waitUntil((async () => {
    const open = await clients.matchAll({ includeUncontrolled: true, type: "window" });
    const there = open.find((one) => new URL(one.url).pathname === to.pathname);
    return there ? there.focus() : clients.openWindow(to.href);
  })());
});

addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil((async () => {
    const old = event.oldSubscription;
    const fresh = event.newSubscription || (old && (await registration.pushManager.subscribe(old.options)));
    if (!old || !fresh) return;
    const { endpoint, keys } = fresh.toJSON();
    await fetch("/notify/moved/", { method: "POST", body: new URLSearchParams({ old: old.endpoint, endpoint, ...keys }) });
  })());
});
