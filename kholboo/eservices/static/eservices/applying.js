// A page of an application: what is typed is saved as one goes, and a question that follows from an
// answer appears at once. Without this script the page's button does both.
(() => {
  const form = document.querySelector("form[data-applying]");
  if (!form) return;
  const said = form.querySelector("[data-kept]");
  const shown = form.elements.namedItem("shown");
  const REST = 1500;
  let waiting = 0;

  const answersOf = (name) => {
    const found = [...form.querySelectorAll(`[name="${name}"]`)];
    return found.filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked).map((one) => one.value);
  };
  const holds = (when) => {
    if (when.all) return when.all.every(holds);
    if (when.any) return when.any.some(holds);
    if (when.not) return !holds(when.not);
    const values = answersOf(when.field);
    if ("filled" in when) return values.some((value) => value !== "") === when.filled;
    const wanted = when.in ?? [when.is];
    return wanted.some((one) => (one === false ? !values.length : values.includes(one === true ? "on" : String(one))));
  };
  const reveal = () => {
    const names = new Set(shown.value.split(" ").filter(Boolean));
    form.querySelectorAll("[data-when]").forEach((part) => {
      part.hidden = !holds(JSON.parse(part.dataset.when));
      names[part.hidden ? "delete" : "add"](part.dataset.name);
    });
    shown.value = [...names].join(" ");
  };
  const keep = async () => {
    const words = new FormData(form);
    words.set("go", "keep");
    try {
      const answer = await fetch(location.href, { method: "POST", body: words, redirect: "error" });
      if (said && answer.status === 204) said.textContent = said.dataset.words;
    } catch { /* the button saves it later */ }
  };

  form.addEventListener("input", () => {
    if (said) said.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(keep, REST);
  });
  form.addEventListener("change", reveal);
  form.addEventListener("submit", () => clearTimeout(waiting));
  reveal();
})();
