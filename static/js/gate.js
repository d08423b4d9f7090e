/* While somebody types at the gate: what is known appears beside the field. Without this file there is a button. */
"use strict";

for (const form of document.querySelectorAll("form[data-gate]")) {
  const field = form.querySelector("textarea");
  const list = form.querySelector("[data-known]");
  const count = form.querySelector("[data-count]");
  const WAIT = 300; // ms after the last key
  let timer = 0;
  let asking = null;
  let shown = field.defaultValue.trim();

  const linked = () => [...list.querySelectorAll("input:checked")].map((box) => box.value);

  const show = (html) => {
    const focus = list.contains(document.activeElement) ? document.activeElement.value : "";
    const fresh = document.createElement("template");
    fresh.innerHTML = html; // our own template, everything escaped
    const same = [...fresh.content.querySelectorAll("input")].find((box) => focus && box.value === focus);
    if (focus && !same) return; // somebody is reading what would go
    count.textContent = fresh.content.querySelector("[data-said]").textContent;
    list.replaceChildren(fresh.content);
    if (same) same.focus({ preventScroll: true });
  };

  const ask = async () => {
    asking?.abort();
    const text = field.value.trim();
    if (text === shown) return;
    const mine = new AbortController();
    asking = mine;
    const words = new URLSearchParams({ q: text.slice(0, 2000) });
    for (const key of linked()) words.append("weet", key);
    try {
      const answer = await fetch(`${form.dataset.gate}?${words}`, { signal: mine.signal });
      if (!answer.ok) return;
      const html = await answer.text();
      if (mine.signal.aborted) return;
      shown = text;
      show(html);
    } catch {
      /* Another question came in between, or the network is away: what stands there stays. */
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };
  field.addEventListener("input", soon);
  /* Linked or unlinked while an answer was on its way: that answer does not know it, so ask again. */
  list.addEventListener("change", () => {
    if (asking) soon();
    asking?.abort();
  });
  addEventListener("pageshow", soon); // a browser may have put back what was typed
}
