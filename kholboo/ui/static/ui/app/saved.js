// Pages kept for reading without network: stored on a tap, locked, by account; gone when that
// account signs out and with "forget this phone". app.js calls it where a page may be kept
// ([data-keep-page]); on /saved/ it shows the list.
(() => {
  const { kholboo } = self;
  const { vault, outbox, owner } = kholboo;
  const $ = (what) => document.querySelector(`[data-${what}]`);
  // As everywhere on our pages: 2026.07.01, 14:05.
  const day = (at) => new Date(at).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" }).replaceAll("-", ".").replace(" ", ", ");

  const drop = async () => {
    for (const room of ["saved", "text"]) for (const one of await vault.list(room)) if (!owner.isMine(one)) await vault.remove(room, one.id);
  };

  // What is read, without what is pressed: forms, buttons and scripts stay behind.
  const words = () => {
    const copy = document.querySelector("main .frame").cloneNode(true);
    copy.querySelectorAll("form, button, script, template, audio, video, img, details:not([open]) > :not(summary), [data-keep-page], [data-install], .back, .no-print, [hidden]").forEach((one) => one.remove());
    return copy.innerHTML;
  };

  kholboo.keepPage = async (button) => {
    await vault.put("saved", location.pathname, { title: document.querySelector("h1").innerText, words: words() }, { account: owner.mark(), at: Date.now() });
    button.querySelector("span").textContent = button.dataset.done;
    button.disabled = true;
  };

  const list = $("saved-list");
  const one = $("saved-one");
  const show = async (id) => {
    const kept = await vault.get("saved", id);
    if (!kept || !kept.secret.words || !owner.isMine(kept)) return;
    one.hidden = false;
    list.hidden = $("forget-all").hidden = true;
    $("saved-at").textContent = day(kept.at);
    $("saved-fresh").href = id;
    // Our own page's words; the content policy lets no script of theirs run.
    $("saved-words").innerHTML = kept.secret.words;
    $("saved-words").querySelectorAll("h1").forEach((title) => { title.tabIndex = -1; title.focus(); });
    $("saved-drop").onclick = async () => { await vault.remove("saved", id); location.reload(); };
  };
  const told = []; // lines of what is gone, until this page is left
  const render = async () => {
    await drop();
    const rows = (await vault.list("saved")).reverse();
    const letters = await vault.list("letter");
    $("saved-empty").hidden = rows.length + told.length > 0;
    $("forget-all").hidden = !rows.length && !letters.length;
    list.hidden = false;
    one.hidden = true;
    const lines = await Promise.all(rows.map(async (row) => {
      const kept = await vault.get("saved", row.id);
      const secret = kept?.secret || {};
      const line = $("saved-row").content.cloneNode(true);
      const link = line.querySelector("a");
      line.querySelector("strong").textContent = secret.title || row.id;
      line.querySelector("time").textContent = day(secret.asOf || row.at);
      if (row.state === "gone") {
        // Told once; then its line goes too.
        told.push(line.firstElementChild);
        line.querySelector("[data-saved-said]").textContent = secret.said || list.dataset.over;
        link.removeAttribute("href");
        await vault.remove("saved", row.id);
      } else if (row.page) {
        line.querySelector("[data-saved-said]").textContent = secret.said;
        link.href = `${list.dataset.language}${row.page}#${row.id}`;
      } else link.addEventListener("click", (event) => { event.preventDefault(); show(row.id); });
      return line.firstElementChild;
    }));
    list.replaceChildren(...new Set([...lines, ...told]));
  };
  if (list) {
    $("saved-back").addEventListener("click", render);
    $("forget-yes").addEventListener("click", async () => {
      for (const letter of await vault.list("letter")) await outbox.remove(letter.id);
      for (const room of ["saved", "text", "draft", "file", "shared"]) for (const thing of await vault.list(room)) await vault.remove(room, thing.id);
      for (const name of ["feedback.kept", "outbox", "leases"]) localStorage.removeItem(name);
      await render();
      $("forget-all").hidden = $("forget-done").hidden = false;
      $("forget-yes").hidden = true;
    });
    render().then(async () => {
      // A case opened without network shows what was kept of it.
      if (!location.pathname.endsWith("/saved/")) await show(location.pathname);
      // What is lent is asked about while its lines stand here already.
      await kholboo.lease.look();
      if (one.hidden) await render();
    });
  }
})();
