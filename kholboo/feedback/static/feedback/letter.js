// A letter on one page, without network too. Every keystroke is kept, locked (vault.js): a page
// that is killed costs nothing. "Send" puts the letter into the outbox, which does the rest.
(() => {
  const { vault, outbox } = self.kholboo;
  const form = document.querySelector("[data-letter]");
  const $ = (what) => document.querySelector(`[data-${what}]`);
  const given = (id) => JSON.parse(document.getElementById(id).textContent);
  const needs = given("needs"), sentences = given("sentences");
  const asked = new URLSearchParams(location.search);
  const account = () => (document.cookie.match(/(?:^|; )account=([0-9a-f]+)/) || [])[1] || "";
  const LONGEST_TITLE = 80;
  const isFile = (field) => field.type === "file";
  let editing = ""; // the id of a letter that came back for a correction
  let files = []; // { id, name, type, size }

  const values = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const fill = (typed) => {
    for (const [name, value] of Object.entries(typed)) {
      const field = form.elements[name];
      if (!field || isFile(field)) continue;
      field.value = value;
      field.dispatchEvent?.(new Event("input", { bubbles: true }));
    }
  };

  // One save at a time, and never an old one last. None before everything is back in its field: a
  // page killed just then would have kept half a letter in the place of the whole one.
  let isWhole = false, isSaving = false, isStale = false;
  const save = async () => {
    if (!isWhole) return;
    isStale = true;
    form.dataset.saved = "no";
    if (isSaving) return;
    isSaving = true;
    while (isStale) {
      isStale = false;
      await vault.put("draft", "letter", { fields: values(), files, editing, account: account() }).catch(() => {});
    }
    isSaving = false;
    form.dataset.saved = "yes";
  };

  const show = () => {
    const who = form.elements.who.value;
    document.querySelectorAll("[data-part=named]").forEach((part) => { part.hidden = !who || who === "unnamed"; });
    document.querySelectorAll("[data-part=certificate]").forEach((part) => { part.hidden &&= !form.elements.certificate.value; });
    document.querySelectorAll("[data-part=organisation]").forEach((part) => { part.hidden = who !== "organisation"; });
  };

  const drawFiles = async () => {
    const rows = await Promise.all(files.map(async (one) => {
      const row = $("letter-file").content.cloneNode(true);
      row.querySelector(".file-name").textContent = one.name;
      row.querySelector(".soft").textContent = `${(one.size / 1024).toFixed(1)} KB`;
      row.querySelector("button").addEventListener("click", () => drop(one.id));
      const kept = /^(image|audio)\//.test(one.type) && (await vault.get("file", one.id));
      if (kept) {
        const address = URL.createObjectURL(new Blob([kept.bytes], { type: one.type }));
        if (one.type.startsWith("image/")) row.querySelector("[data-picture]").replaceChildren(Object.assign(new Image(64, 64), { src: address, className: "file-thumb", alt: "" }));
        else row.querySelector(".file-words").append(Object.assign(document.createElement("audio"), { src: address, controls: true }));
      }
      return row;
    }));
    $("letter-files").replaceChildren(...rows);
  };

  const take = async (input) => {
    for (const file of input.files) {
      if (files.length >= Number(form.dataset.most)) return complain([["files", form.dataset.tooMany]]);
      const small = await outbox.shrink(file);
      const id = crypto.randomUUID();
      await vault.put("file", id, { type: small.type, name: small.name }, { isDraft: true }, small);
      files.push({ id, name: small.name, type: small.type, size: small.size });
      await save();
    }
    input.value = "";
    input.closest("[data-files],[data-voice]")?.querySelectorAll("output").forEach((out) => { out.textContent = ""; });
    await drawFiles();
  };
  const drop = async (id) => {
    files = files.filter((one) => one.id !== id);
    await save();
    await vault.remove("file", id);
    await drawFiles();
  };

  // What is missing, in the sentences the server would use; the server judges again.
  const lacking = () => {
    const typed = values(), found = [];
    const say = (name, words = sentences[name]) => found.push([name, words]);
    for (const name of ["kind", "service", "place"]) if (!typed[name]) say(name);
    if (!typed.text?.trim() && !files.some((one) => one.type.startsWith("audio/"))) say("text");
    if (!typed.who) say("who");
    if (!typed.who || typed.who === "unnamed") return found;
    const must = needs[`${typed.kind} ${typed.who}`] || [];
    const names = { name: ["family_name", "given_name"], register: ["register"], address: ["address"], phone: ["phone"], email: ["email"] };
    const organisation = typed.who === "organisation" ? ["organisation", "register", "position"] : [];
    const fields = new Set([...organisation, ...must.flatMap((need) => names[need] || [])]);
    if (typed.who === "person") fields.delete("register");
    for (const name of fields) if (!typed[name]?.trim()) say(name);
    if (must.includes("reach") && !typed.phone?.trim() && !typed.email?.trim()) say("phone", sentences.reach);
    if (!typed.reply_by) say("reply_by");
    return found;
  };

  const complain = (found) => {
    const box = $("letter-errors");
    box.querySelector("ul").replaceChildren(...found.map(([name, words]) => {
      const field = form.elements[name];
      const target = field?.id ? field : field?.[0];
      const link = Object.assign(document.createElement("a"), { href: `#${target?.id || ""}`, textContent: words });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    box.hidden = !found.length;
    if (found.length) box.focus();
  };

  const forget = async () => {
    await vault.remove("draft", "letter");
    files = [];
    isStale = false;
  };

  const send = async (event) => {
    event.preventDefault();
    const found = lacking();
    complain(found);
    if (found.length) return;
    const typed = values();
    for (const name of ["photo", "files", "voice"]) delete typed[name];
    const { to, filesTo, tokenAt, list } = form.dataset;
    const title = typed.text.trim().replace(/\s+/g, " ").slice(0, LONGEST_TITLE);
    await outbox.add({ id: editing || crypto.randomUUID(), title, to, filesTo, tokenAt, fields: typed, files, account: account() });
    for (const one of files) await vault.change("file", one.id, { isDraft: false, isShared: false });
    await forget();
    location.assign(list);
  };

  const restore = async () => {
    const letter = asked.get("letter") && (await outbox.hold(asked.get("letter")));
    if (letter) {
      editing = letter.id;
      files = letter.secret.files;
      fill(letter.secret.fields);
      complain((letter.secret.errors || []).map((one) => [one.field, one.message]));
      isWhole = true;
      return save();
    }
    const draft = await vault.get("draft", "letter");
    if (draft) {
      ({ files, editing } = draft.secret);
      fill(draft.secret.fields);
      $("restored").hidden = false;
    }
    // What was shared into the app, and words of the pages with network that were cut off.
    for (const one of await vault.list("file")) {
      const kept = one.isShared && !files.some((file) => file.id === one.id) && (await vault.get("file", one.id));
      if (kept) files.push({ id: one.id, name: kept.secret.name, type: kept.secret.type, size: kept.bytes.byteLength });
    }
    const shared = await vault.get("shared", "words");
    if (shared) fill({ text: [form.elements.text.value, shared.secret.text].filter(Boolean).join("\n\n") });
    try {
      const kept = JSON.parse(localStorage.getItem("feedback.kept") || "null");
      // (Not a draft of ours until somebody types: with network they are still sent from there.)
      for (const name of ["text", "wish"]) if (kept?.words[name] && !form.elements[name].value) fill({ [name]: kept.words[name] });
    } catch { /* nothing was kept */ }
    for (const name of ["kind", "certificate"]) if (asked.get(name)) fill({ [name]: asked.get(name) });
    isWhole = true;
    if (files.length || shared) await save();
    if (shared) await vault.remove("shared", "words");
  };

  form.addEventListener("input", (event) => { if (!isFile(event.target)) { show(); save(); } });
  form.addEventListener("change", (event) => { if (isFile(event.target)) take(event.target); else { show(); save(); } });
  // The sound stands in the list now; the recorder is free for another.
  form.addEventListener("recorded", async (event) => {
    await take(event.target);
    event.target.closest("[data-voice]").querySelectorAll(".voice button")[2].click();
  });
  form.addEventListener("submit", send);
  $("letter-drop").addEventListener("click", async () => {
    for (const one of files) if (!editing) await vault.remove("file", one.id);
    await forget();
    location.assign(form.dataset.list);
  });
  $("letter-errors").addEventListener("click", (event) => {
    const target = event.target.closest("a") && document.getElementById(event.target.closest("a").hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.focus();
  });

  restore().then(async () => {
    form.hidden = false;
    show();
    await drawFiles();
  }).catch(() => { $("letter-broken").hidden = false; });
})();
