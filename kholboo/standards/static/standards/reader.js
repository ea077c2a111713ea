// What the reader gains when JavaScript runs: the last place, kept letters, definitions on tap.
// A kept text comes onto its page later and asks for this itself (kept.js).
(self.kholboo ||= {}).reading = () => {
  const reader = document.querySelector(".reader");
  const text = reader.querySelector(".reader-text");
  const key = `place-${reader.dataset.text}`;
  const keep = (name, value) => { try { localStorage[name] = value; } catch { /* no store */ } };
  const kept = (name) => { try { return localStorage[name] || ""; } catch { return ""; } };

  const size = reader.querySelector(`[name="reader-size"][value="${kept("reader-size") || 2}"]`);
  const strong = reader.querySelector('[name="reader-strong"]');
  if (size) size.checked = true;
  strong.checked = kept("reader-strong") === "1";
  const words = reader.querySelector(".as-words");
  if (words) words.checked = kept("reader-words") === "1";
  reader.addEventListener("change", (event) => {
    if (event.target.name === "reader-size") keep("reader-size", event.target.value);
    if (event.target === strong) keep("reader-strong", strong.checked ? "1" : "");
    if (event.target === words) keep("reader-words", words.checked ? "1" : "");
  });

  const here = () => {
    const { left, width } = text.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, innerHeight / 3)?.closest(".clause[id]");
  };
  let waits;
  addEventListener("scroll", () => {
    clearTimeout(waits);
    waits = setTimeout(() => { if (here()) keep(key, here().id); }, 400);
  }, { passive: true });

  const place = document.getElementById(kept(key));
  if (place && !location.hash && place !== text.querySelector(".clause")) {
    const link = Object.assign(document.createElement("a"), { href: `#${place.id}`, className: "button button-primary place-kept" });
    const name = place.querySelector(":is(h2,h3,h4,h5,h6)")?.textContent.trim().slice(0, 60) || "";
    link.textContent = `${reader.dataset.goOn} ${name}`;
    link.onclick = () => link.remove();
    reader.append(link);
  }

  let card;
  text.addEventListener("click", (event) => {
    const link = event.target.closest("a.term, a.footnote-ref");
    const meant = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!meant || !("popover" in text)) return;
    event.preventDefault();
    card?.remove();
    card = document.createElement("div");
    card.className = "definition-card reader-text";
    card.popover = "auto";
    card.lang = text.lang;
    const copy = meant.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    const way = Object.assign(document.createElement("a"), { href: link.hash, textContent: reader.dataset.toPlace });
    way.onclick = () => card.hidePopover();
    card.append(copy, way);
    link.after(card);
    card.showPopover();
  });
};
if (document.querySelector(".reader")) kholboo.reading();
