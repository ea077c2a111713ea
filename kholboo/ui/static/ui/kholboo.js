// What every page gains when JavaScript runs; nothing here is needed to use the page.
(() => {
  const all = (what, root = document) => root.querySelectorAll(what);
  document.documentElement.classList.add("js");
  const { worker, app } = document.currentScript.dataset;

  const count = (area) => {
    const words = document.querySelector(`[data-count-for="${area.id}"]`);
    const limit = Number(area.maxLength > 0 ? area.maxLength : area.dataset.limit);
    if (!words || !limit) return;
    const left = limit - area.value.length;
    words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("{n}", Math.abs(left));
    words.classList.toggle("count-over", left < 0);
  };

  const nameFiles = (input) => {
    const out = input.closest("[data-files],[data-voice]")?.querySelector("output");
    // As the server writes the size of the same file.
    const size = (bytes) => (bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
    if (out) out.textContent = [...input.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
  };

  // The app's own script comes only where it has something to do: a newer version waits, the app
  // may be installed, letters wait to be sent, another account than before is open.
  let summoned = false;
  const summon = () => {
    if (summoned || !app) return;
    summoned = true;
    document.head.append(Object.assign(document.createElement("script"), { src: app }));
  };
  const work = async () => {
    const found = await navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => null);
    const look = () => { if (found?.waiting && navigator.serviceWorker.controller) summon(); };
    const attend = () => found?.installing?.addEventListener("statechange", look);
    found?.addEventListener("updatefound", attend);
    attend();
    look();
  };
  if (worker && "serviceWorker" in navigator) addEventListener("load", work);
  addEventListener("beforeinstallprompt", (event) => {
    if (!document.querySelector("[data-install]")) return;
    event.preventDefault();
    window.installing = event;
  });
  const hasWork = () => {
    const mark = (document.cookie.match(/(?:^|; )account=(\w+)/) || [])[1] || "";
    try {
      if (localStorage.outbox || (localStorage.account || "") !== mark) return true;
    } catch { /* no store: nothing waits in it */ }
    return document.querySelector("[data-install],[data-needs-app]");
  };

  const ready = () => {
    if (hasWork()) summon();
    document.querySelector("[data-focus]")?.focus();
    all("textarea").forEach(count);
  };

  document.addEventListener("input", (event) => event.target.matches("textarea") && count(event.target));
  document.addEventListener("change", (event) => event.target.matches("input[type=file]") && nameFiles(event.target));

  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(copy.dataset.copy);
      const words = copy.querySelector("span");
      const before = words.textContent;
      words.textContent = copy.dataset.done;
      setTimeout(() => { words.textContent = before; }, 2000);
    }
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-back]")) { event.preventDefault(); history.back(); }
  });

  // A second press of the same button sends nothing; coming back to the page frees it again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
