// Judges the code in the address without network: the signature with a public key kept on this
// phone, the state by the signed list kept beside it (keeper.js). COSE_Sign1, RFC 9052.
(() => {
  const box = document.querySelector("[data-verdict]");
  const STORE = "certificates", STATES = ["valid", "withdrawn", "suspended", "expired"];
  const text = new TextDecoder("utf-8", { fatal: true }), letters = new TextEncoder();
  class Forged extends Error {}

  // CBOR, as much of it as our codes and lists are written in.
  const decoded = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    const take = (count) => {
      if (count > bytes.length - at) throw new Forged();
      at += count;
      return bytes.slice(at - count, at);
    };
    const size = (n) => {
      if (n < 24) return n;
      if (n > 27) throw new Forged();
      const width = 1 << (n - 24), from = at;
      take(width);
      return [() => view.getUint8(from), () => view.getUint16(from), () => view.getUint32(from), () => Number(view.getBigUint64(from))][n - 24]();
    };
    const many = (count, make) => {
      if (count > bytes.length) throw new Forged();
      return Array.from({ length: count }, make);
    };
    const item = () => {
      const [first] = take(1), n = size(first & 31);
      switch (first >> 5) {
        case 0: return n;
        case 1: return -1 - n;
        case 2: return take(n);
        case 3: return text.decode(take(n));
        case 4: return many(n, item);
        case 5: return new Map(many(n, () => [item(), item()]));
        case 6: return item();
        default: throw new Forged();
      }
    };
    const value = item();
    if (at !== bytes.length) throw new Forged();
    return value;
  };

  const heading = (kind, length) => {
    if (length < 24) return [kind | length];
    if (length < 256) return [kind | 24, length];
    if (length < 65536) return [kind | 25, length >> 8, length & 255];
    return [kind | 26, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  };
  const bytesOf = (part) => [...heading(0x40, part.length), ...part];
  const signed = (guarded, purpose, payload) => Uint8Array.from([0x84, 0x6a, ...letters.encode("Signature1"), ...bytesOf(guarded), ...bytesOf(letters.encode(purpose)), ...bytesOf(payload)]);
  const hex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");

  async function opened(message, keys, purpose) {
    const [guarded, , payload, signature] = decoded(message);
    const header = decoded(guarded), kid = header.get(4);
    const key = header.get(1) === -8 && kid && keys.find((one) => one.kid === hex(kid));
    if (!key) throw new Forged();
    const { kty, crv, x } = key;
    const known = await crypto.subtle.importKey("jwk", { kty, crv, x }, { name: "Ed25519" }, false, ["verify"]);
    if (!(await crypto.subtle.verify({ name: "Ed25519" }, known, signature, signed(guarded, purpose, payload)))) throw new Forged();
    return decoded(payload);
  }

  const fromText = (code) => {
    if (!/^[A-Za-z0-9_-]+$/.test(code)) throw new Forged();
    return Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  };

  const unpacked = async (bytes) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());

  const day = (seconds) => new Date(seconds * 1000).toLocaleString("sv-SE", { timeZone: "Asia/Ulaanbaatar", dateStyle: "short", timeStyle: "short" }).replaceAll("-", ".");

  // What the kept list says of a place: the state and its moment; nothing where it does not know.
  async function listed(store, keys, place) {
    const kept = await store.match("/verify/status");
    if (!kept) return undefined;
    const claims = await opened(new Uint8Array(await kept.arrayBuffer()), keys, "kholboo.status");
    if (place >= claims.get("n")) return undefined;
    const bits = await unpacked(claims.get(65533).get("lst"));
    const state = STATES[(bits[place >> 2] >> ((place & 3) * 2)) & 3];
    // A list a month old says nothing more, but what was withdrawn stays so.
    return state !== "withdrawn" && claims.get(4) <= Date.now() / 1000 ? undefined : { state, at: claims.get(6) };
  }

  const tell = (name) => box.querySelectorAll("[data-verdict-words]").forEach((part) => { part.hidden = part.dataset.verdictWords !== name; });
  const fill = (name, words) => box.querySelectorAll(`[data-verdict-fill="${name}"]`).forEach((part) => { part.textContent = words; });

  async function judge(code) {
    const store = await caches.open(STORE), kept = await store.match("/verify/keys.json");
    if (!kept) return "unready";
    const { keys } = await kept.json();
    const claims = await opened(fromText(code), keys, "kholboo.certificate");
    // A list that cannot be read says nothing of the certificate.
    const found = await listed(store, keys, claims.get("i")).catch(() => undefined);
    const now = Date.now() / 1000, isOver = claims.has(4) && claims.get(4) <= now;
    fill("number", claims.get(2));
    fill("holder", claims.get("h"));
    fill("title", claims.get("t"));
    fill("until", claims.has(4) ? day(claims.get(4) - 1).slice(0, 10) : "–");
    fill("at", found ? day(found.at) : "");
    if (found?.state === "withdrawn") return "withdrawn";
    if (isOver) return "expired";
    if (claims.get(5) > now) return "coming";
    return found ? found.state : "unlisted";
  }

  const code = location.pathname.match(/\/verify\/([^/]{27,})\/$/)?.[1];
  if (!code) return tell("typed");
  judge(code).then((verdict) => {
    tell(verdict);
    box.querySelector("[data-verdict-said]").hidden = verdict === "unready";
  }).catch((error) => tell(error.name === "NotSupportedError" || !(window.DecompressionStream && crypto.subtle) ? "unable" : "forged"));
})();
