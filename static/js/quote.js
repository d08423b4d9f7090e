/* Select words in a reply and answer with exactly those words. Without this file one chooses a whole sentence. */
"use strict";

(() => {
  const KEY = "dwh-quote"; // stays in this tab; the words never stand in an address
  const talk = document.querySelector("[data-quote-label]");
  const list = document.querySelector("[data-sentences]");
  const squeezed = (text) => text.replace(/\s+/g, " ").trim();

  if (talk) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button plain";
    button.textContent = talk.dataset.quoteLabel;

    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      const words = squeezed(chosen.toString());
      const from = chosen.anchorNode?.parentElement?.closest(".says");
      const to = chosen.focusNode?.parentElement?.closest(".says");
      if (document.activeElement === button) return;
      if (!from || from !== to || !talk.contains(from) || words.length < 3 || words.length > 500) {
        button.remove();
        return;
      }
      const answer = from.closest("article")?.querySelector("a[data-answer]");
      if (!answer) return;
      button.onclick = () => {
        sessionStorage.setItem(KEY, JSON.stringify({ words, at: answer.getAttribute("href") }));
        location.assign(answer.href);
      };
      if (button.parentElement !== answer.parentElement) answer.after(button);
    });
  }

  if (list) {
    const kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
    if (!kept || !`${location.pathname}${location.search}`.startsWith(kept.at)) return;
    sessionStorage.removeItem(KEY);
    let radio = [...list.querySelectorAll("input")].find((one) => one.value === kept.words);
    if (!radio) {
      const label = list.querySelector("label").cloneNode();
      radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "quote";
      radio.value = kept.words;
      const words = document.createElement("span");
      words.lang = "nl";
      words.textContent = kept.words;
      label.append(radio, words);
      list.querySelector("label").after(label);
    }
    radio.checked = true;
    list.closest("details").open = true;
  }
})();
