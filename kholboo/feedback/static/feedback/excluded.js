// While somebody writes: a matter that has its own law explains itself as soon as its words appear.
// Nothing leaves the browser; queries/exclusions.py recognises by the same rule.
(() => {
  const box = document.querySelector("[data-matters]");
  const areas = [...document.querySelectorAll("form[data-keep] textarea")];
  if (!box || !areas.length) return;
  const matters = [...box.children].map((matter) => {
    const words = matter.dataset.words.split("|").filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return { matter, pattern: new RegExp(`(?<![\\p{L}\\p{N}_])(${words.join("|") || "$^"})`, "u") };
  });
  const look = () => {
    const said = areas.map((area) => area.value).join("\n").toLowerCase();
    matters.forEach(({ matter, pattern }) => { matter.hidden = !pattern.test(said); });
  };
  let soon;
  areas.forEach((area) => area.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(look, 400); }));
  look();
})();
