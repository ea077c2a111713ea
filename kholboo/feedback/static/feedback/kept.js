// What is typed at the desk stays in this browser until it is sent: a link, Back, a lost network or
// a closed window costs nothing. It is locked with a key that the server gives to this person alone
// and for this form alone, so whoever sits down here next finds nothing they could read.
(() => {
  const PREFIX = "desk.kept.";
  const WEEK = 7 * 24 * 3600 * 1000;
  const UNKEPT = new Set(["hidden", "file", "password", "submit", "button"]);
  const isTicked = (field) => field.type === "radio" || field.type === "checkbox";

  const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
  const forget = (name) => { try { localStorage.removeItem(name); } catch { /* nothing was kept */ } };

  const lock = async (key) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
    return crypto.subtle.importKey("raw", digest, "AES-GCM", false, ["encrypt", "decrypt"]);
  };
  const closed = async (key, value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const box = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
    return [[...iv], [...box]].map((part) => btoa(part.map((byte) => String.fromCharCode(byte)).join("")));
  };
  const opened = async (key, parts) => {
    const [iv, box] = parts.map((part) => Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0)));
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, box)));
  };

  // The key of a form sent twice is kept with its words, so that it stays one case.
  const fieldsOf = (form) => [...form.elements].filter((field) => field.name === "client_key" || (field.name && !UNKEPT.has(field.type)));
  const rowsOf = (form) => fieldsOf(form).map((field) => [field.name, isTicked(field) ? field.value : "", isTicked(field) ? field.checked : field.value]);
  const put = (form, rows) => {
    let isChanged = false;
    for (const [name, value, was] of rows) {
      const field = fieldsOf(form).find((one) => one.name === name && (!isTicked(one) || one.value === value));
      if (!field || (isTicked(field) ? field.checked : field.value) === was) continue;
      if (isTicked(field)) field.checked = was; else field.value = was;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      isChanged ||= field.type !== "hidden";
    }
    return isChanged;
  };

  const attach = async (form) => {
    if (form.dataset.keepReady) return;
    form.dataset.keepReady = "no";
    const name = PREFIX + form.dataset.keepPlace;
    form.addEventListener("submit", () => {
      const last = read(name);
      if (last) localStorage.setItem(name, JSON.stringify({ ...last, sent: true }));
    });
    if ("keepShown" in form.dataset) return; // the words are only looked at here
    const note = (which) => form.querySelector(`[data-kept=${which}]`);
    if (!globalThis.crypto?.subtle) {
      // Without a lock nothing is kept; then nobody leaves unwarned.
      let isTyped = false;
      form.addEventListener("input", () => { isTyped = true; });
      form.addEventListener("submit", () => { isTyped = false; });
      addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });
      return;
    }
    const key = await lock(form.dataset.keepKey);
    const from = location.search;
    const first = read(name);
    let kept = null;
    try { kept = first && await opened(key, first.box); } catch { forget(name); }
    let before = kept?.before || null;
    let turn = 0;

    const keep = async (isSent) => {
      const mine = ++turn;
      const box = await closed(key, { from, rows: rowsOf(form), before });
      if (mine !== turn) return; // a later letter is already being locked
      try { localStorage.setItem(name, JSON.stringify({ at: Date.now(), sent: isSent, box })); } catch { /* full or closed */ }
    };

    // A text was taken from the shelf: what stood here before waits beside it.
    const isTaken = "keepTaken" in form.dataset;
    if ("keepBound" in form.dataset) keep(false); // the server gave back what was typed
    else if (first?.sent) localStorage.setItem(name, JSON.stringify({ ...first, sent: false }));
    if (kept && !("keepBound" in form.dataset)) {
      if (isTaken && kept.from !== from) before = kept.rows;
      else if (put(form, kept.rows)) note("again")?.removeAttribute("hidden");
    }
    if (isTaken && before) note("before")?.removeAttribute("hidden");

    form.addEventListener("input", () => keep(false));
    form.addEventListener("change", () => keep(false));
    form.addEventListener("click", (event) => {
      if (event.target.closest("[data-kept-drop]")) { forget(name); location.reload(); }
      if (event.target.closest("[data-kept-back]")) { const rows = before; before = null; put(form, rows); keep(false); note("before").hidden = true; }
    });
    form.dataset.keepReady = "yes";
  };

  const sweep = () => {
    const here = [...document.querySelectorAll("[data-keep-place]")].map((form) => PREFIX + form.dataset.keepPlace);
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const kept = read(name);
      // Another page after a send means that the server has the words.
      if (!kept || Date.now() - kept.at > WEEK || (kept.sent && !here.includes(name))) forget(name);
    }
  };
  const look = () => document.querySelectorAll("form[data-keep-place]").forEach(attach);

  sweep();
  look();
  document.addEventListener("htmx:afterSettle", look);
})();
