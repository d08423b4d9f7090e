/* The words of the glossary explained on hover, focus and tap; without this they are links to the glossary.
   The bubble goes away with Escape, may be pointed at itself, and stays as long as the word or it is pointed at. */
"use strict";

(() => {
  const GRACE = 250; // milliseconds to get from the word to its bubble
  let open = null; // { word, bubble }
  let leaving = 0;
  let touched = false;
  let tapped = null; // the word that a tap explained

  const wordAt = (target) => (target instanceof Element ? target.closest("a.word") : null);

  /* One bubble for each word, also in pieces that came later; what is read out loud hangs on its id. */
  function bubbleOf(word) {
    const id = "uitleg-" + word.hash.slice(1);
    let bubble = document.getElementById(id);
    if (!bubble) {
      bubble = document.createElement("div");
      bubble.id = id;
      bubble.className = "bubble";
      bubble.setAttribute("role", "tooltip");
      bubble.hidden = true;
      bubble.textContent = word.dataset.about;
      (word.closest("main") || document.body).append(bubble);
      bubble.addEventListener("pointerenter", stay);
      bubble.addEventListener("pointerleave", leave);
    }
    word.setAttribute("aria-describedby", id);
    return bubble;
  }

  function show(word) {
    stay();
    if (open && open.word === word) return;
    hide();
    const bubble = bubbleOf(word);
    bubble.hidden = false;
    const at = word.getClientRects()[0] || word.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, room - bubble.offsetWidth - 8));
    const below = at.bottom + bubble.offsetHeight + 4 <= window.innerHeight || at.top < bubble.offsetHeight + 4;
    const top = below ? at.bottom + 2 : at.top - bubble.offsetHeight - 2;
    bubble.style.left = left + window.scrollX + "px";
    bubble.style.top = top + window.scrollY + "px";
    open = { word, bubble };
  }

  function hide() {
    stay();
    if (open) open.bubble.hidden = true;
    open = tapped = null;
  }

  function stay() {
    window.clearTimeout(leaving);
  }

  function leave() {
    stay();
    leaving = window.setTimeout(() => {
      if (open && open.word !== document.activeElement) hide();
    }, GRACE);
  }

  document.addEventListener("pointerover", (event) => {
    const word = wordAt(event.target);
    if (word && event.pointerType !== "touch") show(word);
  });
  document.addEventListener("pointerout", (event) => {
    if (wordAt(event.target) && event.pointerType !== "touch") leave();
  });
  document.addEventListener("focusin", (event) => {
    const word = wordAt(event.target);
    if (word) show(word);
    else if (open) hide();
  });
  document.addEventListener("focusout", (event) => {
    if (wordAt(event.target)) leave();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    const inside = wordAt(event.target) || (open && open.bubble.contains(event.target));
    if (!inside) hide();
  });
  /* The first tap explains, the second goes to the glossary. */
  document.addEventListener("click", (event) => {
    const word = wordAt(event.target);
    if (!word || !touched || event.detail === 0) return;
    if (tapped === word) return;
    event.preventDefault();
    show(word);
    tapped = word;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) hide();
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("a.word").forEach(bubbleOf));
})();
