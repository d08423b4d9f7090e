/* While somebody writes a case: elements and interventions that fit. Without this file there is a button for it. */
"use strict";

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const room = form.querySelector("[data-suggestions]");
  const count = form.querySelector("[data-count]");
  const WAIT = 900; // ms after the last key
  let timer = 0;
  let asking = null;

  const wake = () => {
    for (const button of room.querySelectorAll("[data-pick], [data-tick]")) button.hidden = false;
  };
  form.querySelector("[data-ask]").remove(); // or Enter in a line of text would press it
  wake();

  const ask = async () => {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await fetch(form.dataset.suggest, { method: "POST", body: new FormData(form), signal: mine.signal });
      if (!answer.ok) return;
      const html = await answer.text();
      if (mine.signal.aborted || room.contains(document.activeElement)) return;
      room.innerHTML = html; // our own template, everything escaped
      wake();
      const said = room.querySelector("[data-said]").dataset.said;
      if (count.textContent !== said) count.textContent = said;
    } catch {
      /* Another question came in between, or the network is away: what stands there stays. */
    }
  };
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea, [name=title]")) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  room.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.tick) {
      const box = form.querySelector(`[name=interventions][value="${CSS.escape(button.dataset.tick)}"]`);
      if (box) {
        box.checked = true;
        box.closest("details")?.setAttribute("open", "");
        box.focus();
      }
      return;
    }
    const lists = [...form.querySelectorAll("select[name^=element_]")];
    const slug = button.dataset.pick;
    const list = lists.find((one) => one.value === slug) || lists.find((one) => !one.value);
    if (!list) return;
    list.value = slug;
    form.elements[list.name.replace("element", "polarity")].focus();
  });
}
