// Shows a drawing, and hands its text back to the ordinary form of the file.
(() => {
  const place = document.querySelector("[data-drawing]");
  const source = document.querySelector("[data-drawing-source]");
  if (!place || !source || !window.BpmnJS) return;
  const drawing = new window.BpmnJS({ container: place });
  const form = document.querySelector("[data-drawing-form]");
  // What a called process waits for stands on no drawing of its own.
  const mark = (what) => {
    for (const id of (place.dataset[what] || "").split(" "))
      if (id && drawing.get("elementRegistry").get(id))
        drawing.get("canvas").addMarker(id, `step-${what}`);
  };
  drawing
    .importXML(source.value || source.textContent)
    .then(() => {
      drawing.get("canvas").zoom("fit-viewport");
      mark("now");
      mark("done");
      if (form) form.hidden = false;
    })
    .catch(() => {
      place.hidden = true;
      document.querySelector("[data-drawing-broken]").hidden = false;
    });
  if (!form) return;
  form.querySelector("button").addEventListener("click", () => {
    drawing.saveXML({ format: true }).then(({ xml }) => {
      form.elements.text.value = xml;
      form.requestSubmit();
    });
  });
})();
