// Letters that are sent by themselves, in order and once. A letter is kept locked on the phone
// (vault.js) until the server has answered; its id is the key under which the server makes it one
// letter however often it is sent, so a lost answer costs a repetition and nothing else.
//
//   kept     waits for the network          sending  is on its way
//   sent     the server's answer is here    correct  the server asks for a correction
//
// What a letter needs: `to`, `filesTo`, `tokenAt` (addresses), `fields` (sent as JSON), `files`.
// Runs on pages and in the worker.
(() => {
  const kholboo = (self.kholboo ||= {});
  if (kholboo.outbox) return; // a page and app.js may both have asked for it
  const { vault } = kholboo;
  const LONGEST_SIDE = 1600; // pixels of a photo
  const TIMER = 60_000, PATIENCE = 60_000; // milliseconds between looks; for an answer
  const SLOWEST = 4; // bytes a millisecond: a file on such a line still arrives before patience ends
  const FIRST_PAUSE = 5, DOUBLED = 8, LONGEST_PAUSE = 3600; // seconds; times; seconds
  const changed = "BroadcastChannel" in self ? new BroadcastChannel("outbox") : { postMessage() {} };
  const tell = () => { changed.postMessage("changed"); kholboo.outbox.onchange?.(); };

  // A photo of a phone becomes a JPEG of at most 1600 px; whatever cannot be drawn stays itself.
  const shrink = async (file) => {
    if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file);
      const part = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = new OffscreenCanvas(Math.round(picture.width * part), Math.round(picture.height * part));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 });
      if (small.size >= file.size) return file;
      return new File([small], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
    } catch {
      return file;
    }
  };

  const flag = async () => {
    const waits = (await vault.list("letter")).some((one) => one.state === "kept" || one.state === "sending");
    try { if (waits) localStorage.outbox = "1"; else localStorage.removeItem("outbox"); } catch { /* a worker has no such store */ }
    return waits;
  };

  const add = async (letter) => {
    const { id, at = Date.now(), ...secret } = letter;
    await vault.put("letter", id, secret, { at, state: "kept", tries: 0, up: [], notBefore: 0, isPosted: false });
    await flag();
    tell();
    navigator.storage?.persist?.();
    const found = await navigator.serviceWorker?.getRegistration();
    await found?.sync?.register("outbox").catch(() => {});
  };

  const ask = async (address, wishes = {}, patience = PATIENCE) => fetch(address, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout?.(patience), ...wishes });

  // The server's own sentences; none when it could not speak.
  const sentences = async (answer) => {
    try {
      const told = await answer.json();
      const errors = (told.errors || []).filter((one) => one.message);
      return { code: told.code, errors: errors.length ? errors : [{ field: "", message: told.detail || "" }] };
    } catch {
      return { code: "", errors: [] };
    }
  };

  // Whether the letter is done with for now (true), or the way is shut and all must wait (false).
  const refused = async (letter, answer) => {
    if (answer.status === 409 || answer.status === 422 || answer.status === 413) {
      const { code, errors } = await sentences(answer);
      if (code === "files_gone" && letter.up.length) { // they lay there too long: bring them again
        await vault.change("letter", letter.id, { up: [] });
        return again(letter, 0);
      }
      await vault.put("letter", letter.id, { ...letter.secret, errors }, { at: letter.at, state: "correct", tries: letter.tries + 1, up: letter.up, notBefore: 0 });
      return true;
    }
    const wait = Number(answer.headers.get("Retry-After")) || 0;
    await again(letter, wait);
    return answer.status !== 429 && answer.status !== 503;
  };

  const again = async (letter, seconds) => {
    const pause = Math.min(LONGEST_PAUSE, Math.max(seconds, FIRST_PAUSE * 2 ** Math.min(letter.tries, DOUBLED)));
    await vault.change("letter", letter.id, { state: "kept", tries: letter.tries + 1, notBefore: Date.now() + pause * 1000, isStopped: false }, ["sending"]);
    return true;
  };

  // The way is shut: who stands in line waits as long as the first, and keeps the place.
  const stop = async ([first, ...others]) => {
    const { notBefore = 0 } = (await vault.list("letter")).find((one) => one.id === first.id) || {};
    for (const one of [first, ...others]) await vault.change("letter", one.id, { notBefore, isStopped: true }, ["kept"]);
  };

  const bring = async (letter, token) => {
    for (const { id, name } of letter.secret.files) {
      if (letter.up.includes(id)) continue;
      const file = await vault.get("file", id);
      if (!file) continue;
      const form = new FormData();
      form.append("key", id);
      form.append("file", new Blob([file.bytes], { type: file.secret.type }), name);
      const sent = { method: "POST", body: form, headers: { "X-CSRFToken": token } };
      const answer = await ask(letter.secret.filesTo, sent, PATIENCE + Math.round(file.bytes.byteLength / SLOWEST));
      if (!answer.ok) return answer;
      letter.up.push(id);
      await vault.change("letter", letter.id, { up: letter.up });
    }
    return null;
  };

  const send = async (row) => {
    const letter = await vault.get("letter", row.id);
    if (!letter || !(await vault.change("letter", row.id, { state: "sending" }, ["kept", "sending"]))) return true;
    tell();
    try {
      const { token } = await (await ask(letter.secret.tokenAt)).json();
      const stopped = await bring(letter, token);
      if (stopped) return await refused(letter, stopped);
      // From here on it may have arrived, whatever comes back.
      await vault.change("letter", row.id, { isPosted: true });
      const answer = await ask(letter.secret.to, {
        method: "POST",
        headers: { "X-CSRFToken": token, "Content-Type": "application/json" },
        body: JSON.stringify({ ...letter.secret.fields, key: letter.id, files: letter.secret.files.map((one) => one.id), account: letter.secret.account || "" }),
      });
      if (!answer.ok) return await refused(letter, answer);
      const receipt = await answer.json();
      // What was said is with the server now; the phone keeps the receipt and no words.
      const { title, account } = letter.secret;
      await vault.put("letter", letter.id, { title, account, receipt }, { at: letter.at, state: "sent", sentAt: Date.now() });
      for (const { id } of letter.secret.files) await vault.remove("file", id);
      return true;
    } catch {
      await again(letter, 0); // no network, or it was cut: nobody knows what arrived, so the same again
      return false;
    }
  };

  // Of all tabs and the worker one sends at a time; who was asked to waits for its turn.
  const alone = (act, isAsked) => (navigator.locks ? navigator.locks.request("kholboo.outbox", { ifAvailable: !isAsked }, (lock) => lock && act()) : act());

  // `isAsked`: somebody pressed "send now", or the network came back: no pause is kept.
  // Whom a shut way stopped goes before whoever was written later: the way is tried in their order.
  const flush = (isAsked = false) => alone(async () => {
    const waiting = (await vault.list("letter")).filter((one) => one.state === "kept" || one.state === "sending");
    const isRipe = (one) => isAsked || one.notBefore <= Date.now();
    const line = waiting.some(isRipe) ? waiting.filter((one) => isRipe(one) || one.isStopped) : [];
    for (const [place, row] of line.entries()) {
      if (await send(row)) tell();
      else { await stop(line.slice(place)); break; }
    }
    await flag();
    tell();
  }, isAsked).then(plan);

  // Again when the next pause ends; what waits longer is the timer's.
  let planned;
  const plan = async () => {
    if (!isWatching) return;
    const pauses = (await vault.list("letter")).filter((one) => one.state === "kept").map((one) => one.notBefore - Date.now());
    clearTimeout(planned);
    if (pauses.length && Math.min(...pauses) < TIMER) planned = setTimeout(() => flush(), Math.max(1000, Math.min(...pauses)));
  };

  let isWatching = false;
  const watch = () => {
    if (isWatching) return;
    isWatching = true;
    flush();
    addEventListener("online", () => flush(true));
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") flush(); });
    setInterval(() => flush(), TIMER);
  };

  const remove = async (id) => {
    const letter = await vault.get("letter", id);
    for (const one of letter?.secret.files || []) await vault.remove("file", one.id);
    await vault.remove("letter", id);
    await flag();
    tell();
  };

  // Take a letter back to change it, if nobody can have received it yet; null otherwise.
  const hold = (id) => alone(async () => {
    const letter = await vault.get("letter", id);
    const mayChange = letter?.state === "correct" || (letter?.state === "kept" && !letter.isPosted);
    if (mayChange) await vault.change("letter", id, { state: "correct" });
    await flag();
    return mayChange ? letter : null;
  }, true);

  changed.onmessage = () => kholboo.outbox.onchange?.();
  kholboo.outbox = { add, hold, flush, watch, remove, shrink, list: () => vault.list("letter") };
  // In the worker: the browser wakes us when the network is back, also with every page closed.
  if ("registration" in self) addEventListener("sync", (event) => { if (event.tag === "outbox") event.waitUntil(flush(true)); });
})();
