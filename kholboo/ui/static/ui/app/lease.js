// Long texts lent to a phone: kept locked (vault.js) until a day, asked about when there is network,
// gone with their day, with the right to read them, or with the account.
//
// The room "text" holds the words and pictures; the line of the list is a row of the room "saved":
//   open     account; page (ours that shows it); ask (the address that tells how it stands);
//            until (the last moment); seen (the latest time this phone ever showed); asked; state
//   locked   title; asOf (when the server last said that it stands); said (its sentence, if any)
// Of one that is gone the line stays until it was read: state "gone", and why.
(() => {
  const kholboo = (self.kholboo ||= {});
  if (kholboo.lease) return; // a page and app.js may both have asked for it
  const { vault } = kholboo;
  const PATIENCE = 15_000; // milliseconds for an answer

  const flag = async () => {
    const lent = (await vault.list("saved")).some((one) => one.ask);
    try { if (lent) localStorage.leases = "1"; else localStorage.removeItem("leases"); } catch { /* asked less often */ }
  };

  const keep = async (id, { title, words, pictures }, open, file) => {
    const now = Date.now();
    // The text first: a line without its text would promise what is not there.
    await vault.put("text", id, { words, pictures }, { account: open.account, at: now }, file);
    await vault.put("saved", id, { title, asOf: now, said: "" }, { ...open, at: now, seen: now, asked: now, state: "lent" });
    await flag();
    navigator.storage?.persist?.();
  };

  const drop = async (id) => {
    await vault.remove("text", id);
    await vault.remove("saved", id);
    await flag();
  };

  // The text goes at once; its line says why until somebody has read it.
  const end = async (row, said) => {
    const { secret } = (await vault.get("saved", row.id)) || { secret: {} };
    await vault.remove("text", row.id);
    const { account, at } = row;
    await vault.put("saved", row.id, { ...secret, said }, { account, at, state: "gone" });
  };

  const ask = async (row) => {
    const answer = await fetch(row.ask, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
    return answer.ok ? answer.json() : null;
  };

  const one = async (row, rest) => {
    // A clock that is turned back makes no lease longer.
    const now = Math.max(Date.now(), row.seen);
    if (now > row.until) return end(row, "");
    if (!(await vault.change("saved", row.id, { seen: now }, ["lent"]))) return undefined;
    if (!navigator.onLine || Math.abs(Date.now() - row.asked) < rest) return undefined;
    const told = await ask(row).catch(() => null); // no network after all: asked again later
    if (!told) return undefined;
    if (!told.may) return end(row, told.said);
    const kept = await vault.get("saved", row.id);
    if (!kept) return undefined;
    const asked = Date.now();
    const open = { account: row.account, page: row.page, ask: row.ask, at: row.at, seen: now, asked, until: told.until, state: "lent" };
    return vault.put("saved", row.id, { title: kept.secret.title, asOf: asked, said: told.said }, open);
  };

  // Look at all that is lent here; each is asked about once in `rest` milliseconds. One after the
  // other, also when a page and app.js look at the same moment.
  let last = Promise.resolve();
  const look = (rest = 0) => (last = last.catch(() => {}).then(async () => {
    for (const row of await vault.list("saved")) if (row.state === "lent" && kholboo.owner.isMine(row)) await one(row, rest);
    await flag();
  }));

  kholboo.lease = { keep, drop, look };
})();
