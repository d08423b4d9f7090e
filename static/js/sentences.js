/* Telling: take the words selected in the story as the sentence of a card. Without this there is a list to choose from. */
"use strict";

(() => {
  const story = document.querySelector("[data-select-in]");
  const status = document.querySelector("[data-taken]");
  if (!story || !status) return;
  story.open = true;
  for (const one of document.querySelectorAll("[data-select-hint], [data-take]")) one.hidden = false;

  /* The words last selected inside one line of the story; a tap on a button may end the selection itself. */
  let words = "";
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !story.contains(chosen.anchorNode) || !story.contains(chosen.focusNode)) return;
    const text = chosen.toString().trim();
    words = text.includes("\n") ? "" : text;
  });

  for (const button of document.querySelectorAll("[data-take] button")) {
    button.addEventListener("click", () => {
      const list = document.getElementById(button.dataset.for);
      if (!words) {
        status.textContent = status.dataset.none;
        status.classList.remove("hide");
        return;
      }
      if (![...list.options].some((option) => option.value === words)) list.add(new Option(words, words));
      list.value = words;
      status.textContent = `${status.dataset.said} ${words}`;
    });
  }
})();
