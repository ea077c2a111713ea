// Shows a standard that was kept on this phone (lease.js): at its own address when there is no
// network, or here, named behind the #.
(async () => {
  const { vault, lease, owner, reading } = self.kholboo;
  const $ = (what) => document.querySelector(`[data-kept-${what}]`);
  const isHere = location.pathname.endsWith("/kept/");
  const asked = () => (location.hash.startsWith("#/") ? decodeURI(location.hash.slice(1)) : "");
  // The contents of the text change what stands behind the #: which text it is, is kept beside.
  const id = isHere ? asked() || sessionStorage.kept || "" : location.pathname;
  if (isHere && id) sessionStorage.kept = id;
  addEventListener("hashchange", () => { if (isHere && asked() && asked() !== id) location.reload(); });
  // As everywhere on our pages: 2026.07.01.
  const day = (at) => new Date(at).toLocaleDateString("sv-SE").replaceAll("-", ".");

  const gone = (why) => {
    $("why").textContent = why;
    $("none").hidden = false;
    $("head").hidden = true;
    $("text").replaceChildren();
  };
  // The line with the day; false when the copy went meanwhile, which is told once.
  const stand = async () => {
    const line = await vault.get("saved", id);
    if (!line || !owner.isMine(line)) return gone($("why").dataset.absent);
    if (line.state === "gone") {
      await vault.remove("saved", id);
      return gone(line.secret.said || $("why").dataset.over);
    }
    $("as-of").textContent = day(line.secret.asOf);
    $("until").textContent = day(line.until);
    $("fresh").href = id;
    $("said").hidden = !line.secret.said;
    $("said").querySelector("p").textContent = line.secret.said;
    $("none").hidden = true;
    $("head").hidden = false;
    return true;
  };

  const show = async () => {
    performance.mark("kept-begin");
    const kept = await vault.get("text", id);
    if (!kept || !owner.isMine(kept)) return;
    const box = $("text");
    // Our own page's words; the content policy lets no script of theirs run.
    box.innerHTML = kept.secret.words;
    const places = Object.fromEntries(kept.secret.pictures.map((one) => [one.src, one]));
    box.querySelectorAll("img[src]").forEach((picture) => {
      const place = places[picture.getAttribute("src")];
      if (place) picture.src = URL.createObjectURL(new Blob([kept.bytes.slice(place.from, place.from + place.size)], { type: place.type }));
    });
    reading();
    requestAnimationFrame(() => setTimeout(() => performance.measure("kept-shown", "kept-begin")));
  };

  $("drop").onclick = async () => { await lease.drop(id); gone($("why").dataset.dropped); };
  // A day that is over is seen before anything is shown, and needs no network.
  if (!id) return gone($("why").dataset.choose);
  await lease.look(Infinity);
  if (!(await stand())) return undefined;
  await show();
  const again = async () => { await lease.look(); if (!$("head").hidden) await stand(); };
  addEventListener("online", again);
  return again();
})();
