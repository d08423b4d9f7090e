/* Telling a story: while somebody answers, the browser keeps a copy of the page until the answers are stored with us. */
"use strict";

(() => {
  const page = document.querySelector("[data-story]");
  if (!(page instanceof HTMLElement)) return;
  const { story, step } = page.dataset;
  const { saved, made, now } = page.querySelector("[data-stamp]")?.dataset || {};
  const failed = "unsaved" in page.dataset;
  const OURS = "dwh-verhaal:";
  const SENT = "dwh-verstuurd";
  const WAIT = 400; // ms after the last key
  const KEPT_FOR = 7 * 24 * 3600 * 1000; // ms; nobody comes back for older words on this device

  /* A browser may forbid storage; then there simply is no copy. */
  const quietly = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  const read = (key) => quietly(() => JSON.parse(localStorage.getItem(key) || "null"));
  const write = (key, copy) => quietly(() => localStorage.setItem(key, JSON.stringify(copy)));
  const forget = (key) => quietly(() => localStorage.removeItem(key));
  const copies = () => quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(OURS))) || [];
  const forgetAll = () => copies().forEach(forget);

  for (const key of copies()) if (!(read(key)?.at > Date.now() - KEPT_FOR)) forget(key);

  /* The page before this one sent its words. They are stored when the story says so: it was saved, or made, since. */
  const sent = quietly(() => JSON.parse(sessionStorage.getItem(SENT) || "null"));
  if (sent && (sent.story === "nieuw" ? Number(made) >= Number(sent.now) : sent.story === story && saved !== sent.saved)) {
    forget(sent.key);
  }
  quietly(() => sessionStorage.removeItem(SENT));

  for (const form of document.querySelectorAll("form[data-closing]")) form.addEventListener("submit", forgetAll);

  const form = [...page.querySelectorAll("form")].find((one) => one.querySelector("[name=ga]"));
  const fields = () =>
    [...(form?.elements || [])].filter((one) => one.name && !/^(hidden|submit|button|password|file)$/.test(one.type));
  if (!form || !fields().length) return leaving(() => false);

  const key = `${OURS}${story}:${step}`;
  const status = page.querySelector("[data-kept]");
  const notice = page.querySelector("[data-copy]");
  const other = page.querySelector("[data-other-copy]");

  /* What stands on the page: a list of [name, value]; a box or a point only when it is chosen. */
  const stands = () =>
    JSON.stringify(fields().filter((one) => one.type !== "radio" && one.type !== "checkbox" || one.checked)
      .map((one) => [one.name, one.value]));

  function put(kept) {
    const wanted = quietly(() => JSON.parse(kept)) || [];
    for (const one of fields()) {
      const values = wanted.filter(([name]) => name === one.name).map(([, value]) => value);
      if (one.type === "radio" || one.type === "checkbox") one.checked = values.includes(one.value);
      else if (values.length) {
        const missing = one.tagName === "SELECT" && ![...one.options].some((option) => option.value === values[0]);
        if (missing) one.add(new Option(values[0], values[0]));
        one.value = values[0];
      }
      const fold = one.closest("details");
      if (fold && (one.checked || (one.type !== "radio" && one.type !== "checkbox" && one.value))) fold.open = true;
    }
    form.dispatchEvent(new Event("dwh:put"));
  }

  const stored = stands();
  const copy = read(key);
  const was = failed && copy ? copy.was : stored;
  if (copy && !failed && copy.now !== stored) {
    if (copy.was === stored) {
      put(copy.now);
      if (notice) notice.hidden = false;
    } else if (other) other.hidden = false; // told on elsewhere since: the teller decides
  } else if (copy && !failed) forget(key);

  const keep = () => write(key, { was, now: stands(), at: Date.now() });
  const hide = () => [notice, other].forEach((one) => one && (one.hidden = true));
  page.querySelector("[data-take-copy]")?.addEventListener("click", () => {
    put(copy.now);
    keep();
    hide();
    fields()[0].focus();
  });
  for (const button of page.querySelectorAll("[data-forget]")) {
    button.addEventListener("click", () => {
      forget(key);
      put(stored);
      hide();
      fields()[0].focus();
    });
  }

  let timer = 0;
  let gone = false;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      keep();
      const words = status?.querySelector("span");
      if (status && words) words.textContent = status.dataset.kept;
    }, WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
    quietly(() => sessionStorage.setItem(SENT, JSON.stringify({ key, story, saved, now })));
  });
  /* A phone may end a page that is out of sight without a word. */
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && stands() !== stored && !gone) keep();
  });
  leaving(() => {
    gone = true;
    clearTimeout(timer);
    return story !== "nieuw" && stands() !== stored;
  });

  /* Who leaves in a hurry leaves nothing in this browser; a draft we already have is stored first. */
  function leaving(isNews) {
    document.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("a[data-leave]")) return;
      if (isNews()) {
        const facts = new FormData(form);
        facts.set("ga", "stop");
        quietly(() => navigator.sendBeacon(form.action || location.href, facts));
      }
      forgetAll();
    }, { capture: true });
  }
})();
