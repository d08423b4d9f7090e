/* Telling a story: while somebody types, the browser keeps a copy until the words are stored with us. */
"use strict";

(() => {
  const page = document.querySelector("[data-story]");
  if (!(page instanceof HTMLElement)) return;
  const { story, step } = page.dataset;
  const failed = "unsaved" in page.dataset;
  const SENT = "dwh-verstuurd";
  const WAIT = 400; // ms after the last key

  /* A browser may forbid storage; then there simply is no copy. */
  const quietly = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  const read = (key) => quietly(() => localStorage.getItem(key));
  const write = (key, text) => quietly(() => localStorage.setItem(key, text));
  const forget = (key) => quietly(() => localStorage.removeItem(key));

  /* The page before this one sent its words. Unless this is that page again, with an error, they are stored. */
  const sent = quietly(() => JSON.parse(sessionStorage.getItem(SENT) || "null"));
  if (sent && !(failed && sent.step === step)) forget(sent.key);
  quietly(() => sessionStorage.removeItem(SENT));

  for (const field of page.querySelectorAll("textarea[data-keep]")) {
    const form = field.form;
    const key = `dwh-verhaal:${story}:${step}`;
    const status = page.querySelector("[data-kept]");
    const notice = page.querySelector("[data-copy]");
    const stored = field.value;
    const copy = read(key);
    if (copy && copy !== stored && !failed) {
      field.value = copy;
      if (notice) notice.hidden = false;
    }
    page.querySelector("[data-forget]")?.addEventListener("click", () => {
      forget(key);
      field.value = stored;
      if (notice) notice.hidden = true;
      field.focus();
    });

    let timer = 0;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        write(key, field.value);
        const words = status?.querySelector("span");
        if (status && words) words.textContent = status.dataset.kept;
      }, WAIT);
    });
    form?.addEventListener("submit", () => {
      clearTimeout(timer);
      write(key, field.value);
      quietly(() => sessionStorage.setItem(SENT, JSON.stringify({ key, step })));
    });
    /* Who leaves in a hurry leaves nothing in this browser; a draft we already have is stored first. */
    document.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("a[data-leave]")) return;
      clearTimeout(timer);
      if (story !== "nieuw" && form && field.value !== stored) {
        const facts = new FormData(form);
        facts.set("ga", "stop");
        quietly(() => navigator.sendBeacon(form.action || location.href, facts));
      }
      forget(key);
    }, { capture: true });
  }
})();
