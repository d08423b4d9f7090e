/* Reads one piece of the page aloud with the browser's own Dutch voice; without such a voice there is no button. */
"use strict";

(() => {
  const synth = window.speechSynthesis;
  if (!synth || typeof SpeechSynthesisUtterance === "undefined") return;

  const dutch = () => synth.getVoices().find((voice) => voice.lang.toLowerCase().startsWith("nl"));

  function ready(bar) {
    const text = document.getElementById(bar.dataset.readAloud);
    const [start, pause, stop] = ["start", "pause", "stop"].map((name) => bar.querySelector(`[data-read-${name}]`));
    const label = start.querySelector("span");
    const first = label.textContent;
    let left = []; // a sentence at a time: a long text goes silent halfway in some browsers
    let reading = false;

    function show(state) {
      const held = document.activeElement;
      reading = state === "reading";
      start.hidden = state === "reading";
      label.textContent = state === "paused" ? start.dataset.again : first;
      pause.hidden = state !== "reading";
      stop.hidden = state === "still";
      if (held instanceof HTMLElement && held.hidden) (state === "reading" ? pause : start).focus();
    }

    function next() {
      if (!reading) return;
      if (!left.length) return show("still");
      const said = new SpeechSynthesisUtterance(left[0]);
      said.voice = dutch() || null;
      said.lang = "nl-NL";
      said.onend = () => {
        if (!reading) return;
        left.shift();
        next();
      };
      said.onerror = () => reading && show("still");
      synth.speak(said);
    }

    start.addEventListener("click", () => {
      if (!left.length) left = text.innerText.match(/[^.!?\n]+[.!?]*/g).map((one) => one.trim()).filter(Boolean);
      show("reading");
      next();
    });
    pause.addEventListener("click", () => {
      show("paused");
      synth.cancel(); // the sentence begins again: pausing halfway does not work everywhere
    });
    stop.addEventListener("click", () => {
      left = [];
      show("still");
      synth.cancel();
    });
    window.addEventListener("pagehide", () => synth.cancel());
    bar.hidden = false;
  }

  function offer() {
    if (!dutch()) return;
    document.querySelectorAll("[data-read-aloud][hidden]").forEach(ready);
  }

  document.addEventListener("DOMContentLoaded", offer);
  synth.addEventListener?.("voiceschanged", offer);
})();
