// Words typed on the form's pages stay in the browser until the server has them: a lost network
// or a closed page costs nothing. Only text areas are kept, and only for the draft they belong to.
(() => {
  const PLACE = "feedback.kept";
  const WEEK = 7 * 24 * 3600 * 1000;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(PLACE));
      return kept && Date.now() - kept.at < WEEK ? kept : null;
    } catch {
      return null;
    }
  };
  const write = (kept) => { try { localStorage.setItem(PLACE, JSON.stringify(kept)); } catch { /* full or closed: the server still keeps what is sent */ } };
  const forget = () => { try { localStorage.removeItem(PLACE); } catch { /* nothing was kept */ } };

  const form = document.querySelector("form[data-keep]");
  const page = form?.dataset.keep;
  const draft = form?.dataset.draft;
  const kept = read();

  const restore = () => {
    let isBack = false;
    form.querySelectorAll("textarea").forEach((area) => {
      const words = kept.words[area.name];
      if (!words || words === area.value) return;
      area.value = words;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      isBack = true;
    });
    if (isBack) form.querySelector("[data-restored]").hidden = false;
  };

  const keep = (sent) => {
    const words = {};
    form.querySelectorAll("textarea").forEach((area) => { words[area.name] = area.value; });
    write({ page, draft, words, sent, at: Date.now() });
  };

  // Another page after a send means the server has the words; a new draft means they are not wanted.
  if (document.querySelector("[data-forget]") || (kept?.sent && kept.page !== page) || (form && kept && kept.draft !== draft)) forget();
  else if (form && kept?.page === page) restore();

  form?.addEventListener("input", () => keep(false));
  form?.addEventListener("submit", () => keep(true));
})();
