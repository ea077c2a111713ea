// Pages kept for reading without network: stored on a tap, locked, by account; gone when that
// account signs out and with "forget this phone". app.js calls it where a page may be kept
// ([data-keep-page]); on /saved/ it shows the list.
(() => {
  const { kholboo } = self;
  const { vault, outbox } = kholboo;
  const $ = (what) => document.querySelector(`[data-${what}]`);
  // The server's mark of who is signed in (accounts/mark.py): no name, and always that of this moment.
  const account = () => (document.cookie.match(/(?:^|; )account=(\w+)/) || [])[1] || "";
  const isMine = (one) => !one.account || one.account === account();
  // As everywhere on our pages: 2026.07.01, 14:05.
  const day = (at) => new Date(at).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" }).replaceAll("-", ".").replace(" ", ", ");

  const drop = async () => {
    for (const one of await vault.list("saved")) if (!isMine(one)) await vault.remove("saved", one.id);
  };

  // What is read, without what is pressed: forms, buttons and scripts stay behind.
  const words = () => {
    const copy = document.querySelector("main .frame").cloneNode(true);
    copy.querySelectorAll("form, button, script, template, audio, video, img, details:not([open]) > :not(summary), [data-keep-page], [data-install], .back, .no-print, [hidden]").forEach((one) => one.remove());
    return copy.innerHTML;
  };

  kholboo.keepPage = async (button) => {
    await vault.put("saved", location.pathname, { title: document.querySelector("h1").innerText, words: words() }, { account: account(), at: Date.now() });
    button.querySelector("span").textContent = button.dataset.done;
    button.disabled = true;
  };

  const list = $("saved-list");
  const one = $("saved-one");
  const show = async (id) => {
    const kept = await vault.get("saved", id);
    if (!kept || !isMine(kept)) return;
    one.hidden = false;
    list.hidden = $("forget-all").hidden = true;
    $("saved-at").textContent = day(kept.at);
    $("saved-fresh").href = id;
    // Our own page's words; the content policy lets no script of theirs run.
    $("saved-words").innerHTML = kept.secret.words;
    $("saved-words").querySelectorAll("h1").forEach((title) => { title.tabIndex = -1; title.focus(); });
    $("saved-drop").onclick = async () => { await vault.remove("saved", id); location.reload(); };
  };
  const render = async () => {
    await drop();
    const rows = (await vault.list("saved")).reverse();
    const letters = await vault.list("letter");
    $("saved-empty").hidden = rows.length > 0;
    $("forget-all").hidden = !rows.length && !letters.length;
    list.hidden = false;
    one.hidden = true;
    list.replaceChildren(...await Promise.all(rows.map(async (row) => {
      const kept = await vault.get("saved", row.id);
      const line = $("saved-row").content.cloneNode(true);
      line.querySelector("strong").textContent = kept?.secret.title || row.id;
      line.querySelector("time").textContent = day(row.at);
      line.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); show(row.id); });
      return line;
    })));
  };
  if (list) {
    $("saved-back").addEventListener("click", render);
    $("forget-yes").addEventListener("click", async () => {
      for (const letter of await vault.list("letter")) await outbox.remove(letter.id);
      for (const room of ["saved", "draft", "file", "shared"]) for (const thing of await vault.list(room)) await vault.remove(room, thing.id);
      for (const name of ["feedback.kept", "outbox"]) localStorage.removeItem(name);
      await render();
      $("forget-all").hidden = $("forget-done").hidden = false;
      $("forget-yes").hidden = true;
    });
    render().then(() => {
      // A case opened without network shows what was kept of it.
      if (!location.pathname.endsWith("/saved/")) show(location.pathname);
    });
  }
})();
