// Keys of the desk and what a fragment needs after it was swapped in.
(() => {
  const off = () => localStorage.getItem("keys") === "off";
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const here = () => rows().findIndex((row) => row.contains(document.activeElement));
  // Said once, seen for a while: a sentence that stayed would cover the foot of the list.
  let hush;
  const say = (words, isSeen = false) => {
    const status = document.getElementById("status");
    if (!status) return;
    // What a fragment says stands in it for eyes already; only the lost connection is shown too.
    status.classList.toggle("status-unseen", !isSeen);
    status.textContent = words;
    clearTimeout(hush);
    hush = setTimeout(() => { status.textContent = ""; }, 8000);
  };

  const go = (step) => {
    const list = rows();
    if (!list.length) return;
    const next = list[Math.max(0, Math.min(list.length - 1, here() + step))] || list[0];
    next.querySelector("a[href]")?.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const inRow = (what) => rows()[here()]?.querySelector(what);
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => inRow("input[type=checkbox]")?.click(),
    o: () => inRow("a[href]")?.click(),
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A dialog that was just closed still holds the focus until the next picture is drawn.
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,dialog[open]")) return;
    if (off() && event.key !== "?") return;
    const key = event.key.toLowerCase();
    const act = keys[key] || (/^[a-z]$/.test(key) && (() => document.querySelector(`[data-key="${key}"]`)?.click()));
    if (!act || (!keys[key] && !document.querySelector(`[data-key="${key}"]`))) return;
    event.preventDefault();
    act();
  });

  // Ctrl+Enter presses the sending button beside the words: of their block, else of the form.
  document.addEventListener("keydown", (event) => {
    const form = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.("form");
    if (!form) return;
    const block = event.target.closest("details");
    const send = [...form.querySelectorAll("[data-send]")].find((button) => button.closest("details") === block);
    if (!send) return;
    event.preventDefault();
    send.click();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-keys-switch]")) localStorage.setItem("keys", event.target.checked ? "on" : "off");
    const all = event.target.closest("[data-tick-all]");
    if (all) document.querySelectorAll("[data-row] input[type=checkbox]").forEach((box) => { box.checked = all.checked; });
    const chosen = document.querySelectorAll("[data-row] input[type=checkbox]:checked").length;
    document.querySelectorAll("[data-chosen]").forEach((words) => { words.textContent = chosen; });
  });

  // A fragment may carry data-say="…": the sentence goes to the permanent status region.
  document.addEventListener("htmx:afterSettle", (event) => {
    const spoken = event.detail.elt?.closest?.("[data-say]") || event.detail.elt?.querySelector?.("[data-say]");
    if (spoken) say(spoken.dataset.say);
  });
  document.addEventListener("htmx:sendError", () => say(document.getElementById("status")?.dataset.lost, true));
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-keys-switch]");
    if (box) box.checked = !off();
    // On a phone the rooms slide: the one we are in is seen.
    document.querySelector(".top-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
