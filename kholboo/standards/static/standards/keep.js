// "Keep on this phone": the text as it stands on the page, with its pictures, lent until a day.
(() => {
  const { kholboo } = self;
  const button = document.querySelector("[data-lend]");
  if (!button) return;
  const say = (words) => { button.querySelector("span").textContent = words; };
  // Where it lies, once it does.
  const lent = (words) => { say(words); button.parentElement.querySelector("[data-lent]").hidden = false; };
  const id = location.pathname;

  // What is read, without what is pressed or was put in by scripts; of a picture in two forms the
  // plain one.
  const whole = () => {
    const copy = document.querySelector(".reader").cloneNode(true);
    copy.querySelectorAll("form, script, picture > source, .place-kept, .definition-card, [data-needs-app]").forEach((one) => one.remove());
    return copy;
  };

  // Pictures lie one behind the other in one file; `from` and `size` say where.
  const pictures = async (copy) => {
    const found = [], parts = [];
    let from = 0;
    const sources = new Set([...copy.querySelectorAll("img[src]")].map((one) => one.getAttribute("src")));
    for (const src of sources) {
      const answer = await fetch(src, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const picture = await answer.blob();
      found.push({ src, type: picture.type, from, size: picture.size });
      parts.push(picture);
      from += picture.size;
    }
    return { found, file: new Blob(parts) };
  };

  kholboo.lend = async () => {
    button.disabled = true;
    say(button.dataset.busy);
    try {
      const { title, page, ask, until } = button.dataset;
      const copy = whole();
      const { found, file } = await pictures(copy);
      const account = "owned" in button.dataset ? kholboo.owner.mark() : "";
      await kholboo.lease.keep(id, { title, words: copy.outerHTML, pictures: found }, { account, page, ask, until: Number(until) }, file);
      lent(button.dataset.done);
    } catch {
      say(button.dataset.failed);
      button.disabled = false;
    }
  };

  // Kept before; not while it is being kept now.
  kholboo.vault.list("saved").then((rows) => { if (!button.disabled && rows.some((one) => one.id === id && one.state === "lent")) lent(button.dataset.anew); });
})();
