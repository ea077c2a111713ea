// The page's part of notices: asks the browser when somebody presses the button, never before, and
// lets an ordinary form carry what it answered.
(async () => {
  const box = document.querySelector("[data-push]");
  if (!box) return;
  const show = (name) => box.querySelectorAll("[data-push-state]").forEach((part) => { part.hidden = part.dataset.pushState !== name; });
  const isApple = /iP(hone|ad|od)/.test(navigator.userAgent) && !navigator.standalone;
  if (!("serviceWorker" in navigator && "PushManager" in self && "Notification" in self)) return show(isApple ? "install" : "none");
  if (Notification.permission === "denied") return show("denied");
  show("ready");

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const same = (one, other) => one && one.byteLength === other.length && new Uint8Array(one).every((byte, at) => byte === other[at]);
  const form = box.querySelector("form[data-push-form]");
  form?.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    try {
      if (await Notification.requestPermission() !== "granted") return show("denied");
      const work = await navigator.serviceWorker.ready;
      const key = bytes(box.dataset.push);
      let mine = await work.pushManager.getSubscription();
      if (mine && !same(mine.options.applicationServerKey, key)) mine = void (await mine.unsubscribe());
      mine ||= await work.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      const { endpoint, keys } = mine.toJSON();
      for (const [name, value] of Object.entries({ endpoint, ...keys })) form.elements[name].value = value;
      form.submit();
    } catch {
      show("failed");
    }
  });

  // The session forgot this browser; its own endpoint brings it back, once. Last, so that a lost
  // answer takes nothing from the form above.
  const found = await navigator.serviceWorker.getRegistration();
  const held = await found?.pushManager.getSubscription();
  if (!held || box.dataset.pushKnown || sessionStorage.pushAsked) return;
  sessionStorage.pushAsked = "1";
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(box.dataset.pushKnownAt, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ endpoint: held.endpoint }) });
  if (answer.ok) location.reload();
})();
