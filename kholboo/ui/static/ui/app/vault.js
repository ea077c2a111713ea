// What a phone keeps for its owner, locked: IndexedDB with AES-GCM. The key can be used by this
// browser's pages of ours and taken out by nobody; a copy of the disk's files opens nothing.
//
// A thing has a room ("draft", "letter", "file", "saved", "text", "shared"), an id, words in the open that
// lists and clocks need (`at`, `state`), and a secret: plain values, and bytes when it is a file.
// A new room belongs into "forget this phone" (saved.js) too.
// Runs on pages and in the worker.
(() => {
  const kholboo = (self.kholboo ||= {});
  if (kholboo.vault) return; // a page and app.js may both have asked for it
  const encode = new TextEncoder(), decode = new TextDecoder();

  let opened;
  const base = () => (opened ||= new Promise((done, failed) => {
    const asked = indexedDB.open("kholboo", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("keys");
      asked.result.createObjectStore("things", { keyPath: ["room", "id"] }).createIndex("room", ["room", "at"]);
    };
    asked.onsuccess = () => {
      // Another tab asks to throw the base away: let it.
      asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
      done(asked.result);
    };
    asked.onerror = () => { opened = undefined; failed(asked.error); };
  }));

  // One transaction; resolves when it is on the disk. A draft changes with every key, so it is only
  // handed to the system: that outlives the page and the browser, though not a flat battery.
  const within = async (name, mode, act, durability = "strict") => {
    const store = (await base()).transaction(name, mode, { durability });
    return new Promise((done, failed) => {
      const asked = act(store.objectStore(name));
      store.oncomplete = () => done(asked?.result);
      store.onerror = store.onabort = () => failed(store.error);
    });
  };

  let held;
  const key = () => (held ||= (async () => {
    const found = await within("keys", "readonly", (keys) => keys.get("vault"));
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Of two tabs the first wins: `add` refuses a second key.
    await within("keys", "readwrite", (keys) => keys.add(made, "vault")).catch(() => {});
    return within("keys", "readonly", (keys) => keys.get("vault"));
  })());

  // The place of a thing goes into the seal, so that nothing can be moved to another place.
  const lock = (room, id, iv) => ({ name: "AES-GCM", iv, additionalData: encode.encode(`${room}:${id}`) });

  // Length of the words, the words as JSON, the bytes of the file.
  const pack = async (secret, file) => {
    const words = encode.encode(JSON.stringify(secret));
    const bytes = new Uint8Array(file ? await file.arrayBuffer() : 0);
    const whole = new Uint8Array(4 + words.length + bytes.length);
    new DataView(whole.buffer).setUint32(0, words.length);
    whole.set(words, 4);
    whole.set(bytes, 4 + words.length);
    return whole;
  };
  const unpack = (whole) => {
    const end = 4 + new DataView(whole).getUint32(0);
    return { secret: JSON.parse(decode.decode(whole.slice(4, end))), bytes: whole.slice(end) };
  };

  const put = async (room, id, secret, open = {}, file = null) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(lock(room, id, iv), await key(), await pack(secret, file));
    await within("things", "readwrite", (things) => things.put({ at: Date.now(), ...open, room, id, iv, sealed }), room === "draft" ? "relaxed" : "strict");
  };

  const get = async (room, id) => {
    const row = await within("things", "readonly", (things) => things.get([room, id]));
    if (!row) return null;
    const { iv, sealed, ...open } = row;
    try {
      return { ...open, ...unpack(await crypto.subtle.decrypt(lock(room, id, iv), await key(), sealed)) };
    } catch {
      return null; // sealed with a key that is gone: as if it were not there
    }
  };

  // The open words of all things of a room, oldest first.
  const list = async (room) => {
    const rows = await within("things", "readonly", (things) => things.index("room").getAll(IDBKeyRange.bound([room], [room, []])));
    return rows.map(({ iv, sealed, ...open }) => open);
  };

  // Change the open words alone; false when the thing is gone, or stands in none of the states `from`.
  const change = async (room, id, open, from = null) => {
    const store = (await base()).transaction("things", "readwrite", { durability: "strict" });
    return new Promise((done, failed) => {
      const things = store.objectStore("things");
      const asked = things.get([room, id]);
      let isChanged = false;
      asked.onsuccess = () => {
        isChanged = Boolean(asked.result) && (!from || from.includes(asked.result.state));
        if (isChanged) things.put({ ...asked.result, ...open, room, id });
      };
      store.oncomplete = () => done(isChanged);
      store.onerror = store.onabort = () => failed(store.error);
    });
  };

  const remove = (room, id) => within("things", "readwrite", (things) => things.delete([room, id]));

  // The server's mark of who is signed in (accounts/mark.py): no name, and always that of this moment.
  const mark = () => (document.cookie.match(/(?:^|; )account=(\w+)/) || [])[1] || "";
  kholboo.owner = { mark, isMine: (one) => !one.account || one.account === mark() };

  kholboo.vault = { put, get, list, change, remove };
})();
