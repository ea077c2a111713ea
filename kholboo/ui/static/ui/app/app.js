// The app's part of a page: a newer version, the way to install it, letters that wait to be sent.
(() => {
  const bar = document.querySelector("[data-app-words]");
  // Pages of the staff have no app: what waits for it is done on the next page that has one.
  if (!bar) return;
  const words = bar.dataset;
  const kholboo = (self.kholboo ||= {});
  const remembers = (name) => { try { return localStorage[name]; } catch { return ""; } };
  const remember = (name) => { try { localStorage[name] = "1"; } catch { /* asked again next time */ } };

  const loaded = {};
  const load = (src) => (loaded[src] ||= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
  }));
  kholboo.engine = async () => {
    await load(words.store);
    await load(words.outbox);
    return kholboo.outbox;
  };

  // A newer version waits until somebody asks for it, and never takes a page with words on it.
  const hasWords = () => document.querySelector("form[data-words]")
    || [...document.querySelectorAll("textarea, input:not([type=hidden],[type=radio],[type=checkbox],[type=search])")]
      .some((field) => (field.files ? field.files.length : field.value !== field.defaultValue));
  const offer = async () => {
    const found = await navigator.serviceWorker?.getRegistration();
    if (!found?.waiting || !words.new || hasWords()) return;
    const note = document.createElement("div");
    note.className = "renew";
    note.setAttribute("role", "status");
    note.innerHTML = '<p></p><p class="row"><button type="button" class="button button-primary"></button><button type="button" class="button button-quiet"></button></p>';
    const [yes, no] = note.querySelectorAll("button");
    note.querySelector("p").textContent = words.new;
    yes.textContent = words.load;
    no.textContent = words.later;
    no.addEventListener("click", () => note.remove());
    yes.addEventListener("click", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => { if (!hasWords()) location.reload(); else note.remove(); }, { once: true });
      found.waiting?.postMessage("take-over");
    });
    document.querySelector(".renew")?.remove();
    document.body.append(note);
  };

  const install = document.querySelector("[data-install]");
  const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  const show = (way) => {
    if (!install || isInstalled || remembers("install.no")) return;
    install.querySelectorAll("[data-install-way]").forEach((one) => { one.hidden = one.dataset.installWay !== way; });
    install.querySelector("[data-install-yes]").hidden = way !== "ask";
    install.hidden = false;
  };
  const ask = async () => {
    install.hidden = true;
    const answer = await self.installing.prompt();
    if (answer.outcome === "dismissed") remember("install.no");
  };
  install?.querySelector("[data-install-yes]").addEventListener("click", ask);
  install?.querySelector("[data-install-no]").addEventListener("click", () => { remember("install.no"); install.hidden = true; });
  if (self.installing) show("ask");
  else if (navigator.standalone === false) show("ios");
  addEventListener("beforeinstallprompt", () => show("ask"));

  const again = document.querySelector("[data-again]");
  again?.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
  if (again) addEventListener("online", () => location.reload());

  // A page that may be kept for reading without network (saved.js), on a tap.
  const keep = document.querySelector("[data-keep-page]");
  if (keep && self.indexedDB && self.crypto?.subtle) {
    keep.hidden = false;
    keep.addEventListener("click", async () => {
      await kholboo.engine();
      await load(words.saved);
      kholboo.keepPage(keep);
    });
  }

  // A long text that may be kept until a day (lease.js). What belongs to the text itself is done by
  // the script its button names.
  const HOUR = 3600_000;
  const lend = document.querySelector("[data-lend]");
  const lending = async () => { await kholboo.engine(); await load(words.lease); if (lend) await load(lend.dataset.lend); };
  if (lend && self.indexedDB && self.crypto?.subtle) {
    lend.hidden = false;
    lend.addEventListener("click", async () => { await lending(); kholboo.lend(lend); });
  }
  const lookAtLent = () => { if (remembers("leases")) lending().then(() => kholboo.lease.look(HOUR)).catch(() => {}); };
  addEventListener("online", lookAtLent);

  // A form that closes something on this phone takes off what was kept of it, then goes its way.
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-unkeep]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    try {
      await kholboo.engine();
      const { vault } = kholboo;
      const its = (await vault.list("saved")).filter((one) => one.id.includes(`/${form.dataset.unkeep}/`));
      for (const { id } of its) await vault.remove("saved", id);
    } finally {
      form.submit();
    }
  });

  // Another account, or none any more: what belongs to the one before leaves this phone. Letters
  // that wait are still sent.
  const mark = (document.cookie.match(/(?:^|; )account=(\w+)/) || [])[1] || "";
  const before = remembers("account") || "";
  const leave = async () => {
    await kholboo.engine();
    const { vault } = kholboo;
    const letters = (await vault.list("letter")).filter((one) => one.state === "sent");
    const theirs = [...await vault.list("saved"), ...await vault.list("text"), ...await vault.list("draft"), ...letters];
    for (const { room, id, account } of theirs) {
      const owner = account || (await vault.get(room, id))?.secret.account;
      if (owner && owner !== mark) await vault.remove(room, id);
    }
    localStorage.removeItem("feedback.kept");
  };
  // What could not be taken off now (no store, no network for the engine) is tried on the next page.
  if (before !== mark) (before ? leave() : Promise.resolve()).then(() => { localStorage.account = mark; }).catch(() => {});

  lookAtLent();
  offer();
  navigator.serviceWorker?.getRegistration().then((found) => {
    const attend = () => found.installing?.addEventListener("statechange", offer);
    found?.addEventListener("updatefound", attend);
    if (found) attend(); // it may be on its way already
  });
  if (remembers("outbox")) kholboo.engine().then((outbox) => outbox.watch());
})();
