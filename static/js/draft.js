/* While somebody types in a talk, the server keeps it: a lost connection or another device loses no word. */
"use strict";

for (const form of document.querySelectorAll("form[data-draft]")) {
  const field = form.querySelector("textarea");
  const WAIT = 2000; // ms after the last key
  const said = document.createElement("span");
  said.className = "small soft";
  said.setAttribute("role", "status");
  field.after(said);
  let timer = 0;
  let kept = field.value;

  const keep = async () => {
    if (field.value === kept) return;
    const now = field.value;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), keepalive: true });
      if (!answer.ok || answer.redirected) return;
      kept = now;
      said.textContent = form.dataset.kept;
    } catch {
      /* The network is away: the field still holds it, and the next key tries again. */
    }
  };
  form.addEventListener("input", () => {
    said.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
}
