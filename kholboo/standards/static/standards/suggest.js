// Suggestions while typing: htmx is fetched when somebody first enters the field, and not before.
"use strict";
(() => {
  const source = document.currentScript.dataset.htmx;
  const fetchOnce = (event) => {
    if (!event.target.matches?.("[data-suggest]")) return;
    document.removeEventListener("focusin", fetchOnce);
    const script = document.createElement("script");
    script.src = source;
    document.head.append(script);
  };
  document.addEventListener("focusin", fetchOnce);
})();
