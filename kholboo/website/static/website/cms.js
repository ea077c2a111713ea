// What a person presses in an editor's form waits for the draft that is being saved by itself at
// that moment. Sent beside it, a new page would be made twice and one of the two be refused.
(() => {
  const PATIENCE = 10_000; // milliseconds
  let isSaving = false;
  let held = null;

  const release = () => {
    isSaving = false;
    const form = held;
    held = null;
    form?.requestSubmit();
  };
  document.addEventListener("w-autosave:save", () => { isSaving = true; });
  document.addEventListener("w-autosave:success", release);
  document.addEventListener("w-autosave:error", release);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-edit-form]")) return;
    form.dataset.wAutosaveActiveValue = "false"; // what is sent now holds every word
    if (!isSaving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held) return;
    held = form;
    // The button is switched off meanwhile, and a button that is off says nothing in a form.
    const { name, value } = event.submitter || {};
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    setTimeout(release, PATIENCE);
  }, true);
})();
