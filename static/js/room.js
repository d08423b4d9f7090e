// The table of a session: one clock for all, drafts that are kept while somebody types, and the way to the next step.
// Everything works without it, by refreshing.
(() => {
  "use strict";
  const room = document.querySelector("[data-room]");
  if (!room) return;
  const { clockUrl, tableUrl, minutes, about, last, over, five, one } = room.dataset;
  const step = Number(room.dataset.step), state = room.dataset.state;
  const SAMPLES = 3, AGAIN = 20000, RING = 15000, TYPED = 500, RETRY = 3000;
  const status = room.querySelector("[data-room-status]");
  const byId = (id) => document.getElementById(id);

  // --- the clock of the server: of a few questions the quickest answer is the truest ---
  let offset = 0, best = Infinity, people;
  async function ask() {
    const before = performance.now();
    try {
      const answer = await fetch(clockUrl, { cache: "no-store", headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const took = performance.now() - before;
      const there = await answer.json();
      if (took <= best) {
        best = took;
        offset = there.now + took / 2 - Date.now();
        room.dataset.offset = String(Math.round(offset));
      }
      where(there.step, there.state);
      const now = `${there.led} ${there.away}`; // somebody fell silent or came back: no change tells that
      if (people !== undefined && people !== now) table();
      people = now;
    } catch { /* no line now; the clock runs on by what we know */ }
  }
  async function agree() {
    best = Infinity;
    for (let n = 0; n < SAMPLES; n += 1) await ask();
    room.dataset.agreed = "";
  }
  setInterval(ask, AGAIN);
  setInterval(agree, 10 * AGAIN);
  addEventListener("online", agree);
  addEventListener("pageshow", (event) => { if (event.persisted) agree(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) agree(); });

  let said = "", ringAt = 0;
  function tick() {
    const clock = byId("kamer-klok");
    if (!clock || clock.hidden || "days" in clock.dataset) return;
    const { ends, left, length } = clock.dataset;
    const rest = "paused" in clock.dataset ? Number(left) : Number(ends) - (Date.now() + offset);
    room.dataset.left = String(Math.round(rest));
    const whole = Math.ceil(rest / 60000);
    const words = rest <= 0 ? over : rest < 60000 ? last : minutes.replace("{n}", whole);
    const place = clock.querySelector("[data-clock-words]");
    if (place && place.textContent !== words) {
      place.textContent = words;
      place.closest("[role=timer]").setAttribute("aria-label", rest <= 0 ? over : about.replace("{n}", Math.max(whole, 1)));
    }
    const ring = clock.querySelector("[data-ring]");
    if (ring && Date.now() - ringAt > RING) {
      ringAt = Date.now();
      ring.setAttribute("stroke-dasharray", `${Math.max(0, Math.min(100, Math.round((100 * rest) / Number(length))))} 100`);
    }
    if ("paused" in clock.dataset) return;
    const just = (at) => rest <= at && rest > at - AGAIN && Number(length) > at; // who comes later reads the clock
    const warn = just(60000) ? one : just(300000) ? five : "";
    if (warn && warn !== said) tell(warn);
    said = warn || said;
  }
  setInterval(tick, 1000);
  tick();

  function tell(words) {
    let line = status.querySelector("[data-said]");
    if (!line) {
      line = document.createElement("p");
      line.dataset.said = "";
      status.append(line);
    }
    line.textContent = words;
  }

  // --- where the table is: whoever stands at another step is shown the way, and goes when they want ---
  function where(there, now) {
    if (there === step && now === state) return;
    if ("follow" in room.dataset) return location.reload();
    const news = byId("kamer-nieuws");
    const words = news && Number(news.dataset.step) === there ? news.textContent.trim() : room.dataset.go;
    let way = status.querySelector("a");
    if (!way) {
      way = document.createElement("a");
      way.className = "button pill";
      way.href = location.pathname;
      way.addEventListener("click", async (event) => {
        event.preventDefault();
        await flush();
        location.assign(location.pathname);
      });
      status.append(way);
    }
    if (words && way.textContent !== words) way.textContent = words;
    if (!way.textContent) way.remove();
  }

  let seen = byId("kamer-nieuws")?.dataset.version;
  new MutationObserver(() => {
    const news = byId("kamer-nieuws");
    if (!news || news.dataset.version === seen) return;
    seen = news.dataset.version;
    ringAt = 0;
    tick();
    where(Number(news.dataset.step), news.dataset.state);
    if (Number(news.dataset.step) === step) table();
  }).observe(room, { childList: true, subtree: true });

  // --- what lies open, and whose turn it is: fetched, for it may hold what is for this person alone ---
  let fetching = false, again = false;
  async function table() {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    try {
      const answer = await fetch(tableUrl, { cache: "no-store" });
      if (answer.ok && !answer.redirected) put(await answer.text());
    } catch {
      setTimeout(table, AGAIN); // no line now
    }
    fetching = false;
    if (again) {
      again = false;
      table();
    }
  }
  function put(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const piece of [...holder.content.children]) { // a list of its own: pieces leave the holder
      const shown = piece.id && byId(piece.id);
      if (!shown || shown.contains(document.activeElement) || shown.querySelector("details[open]")) continue;
      shown.replaceWith(piece);
    }
  }

  // --- drafts ---
  const form = room.querySelector("form[data-draft]");
  const kept = form?.querySelector("[data-kept]");
  let timer = 0, sent = form ? typed() : "", sending = Promise.resolve();
  form?.querySelector("[data-plain]")?.setAttribute("hidden", ""); // what is typed is kept by itself here
  function typed() {
    return [...form.querySelectorAll("textarea")].map((field) => field.value).join("\0");
  }
  function show(words) {
    if (kept) kept.querySelector("span").textContent = words;
  }
  async function save() {
    clearTimeout(timer);
    const now = typed();
    if (now === sent) return;
    const facts = new FormData(form);
    facts.set("doe", "bewaar");
    try {
      const answer = await fetch(form.action, { method: "POST", body: facts, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      sent = now;
      show(kept?.dataset.saved || "");
    } catch {
      show(kept?.dataset.unsaved || "");
      timer = setTimeout(flush, RETRY);
    }
  }
  function flush() {
    if (form) sending = sending.then(save);
    return sending;
  }
  form?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(flush, TYPED);
  });
  form?.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("pagehide", () => {
    if (!form || typed() === sent) return;
    const facts = new FormData(form);
    facts.set("doe", "bewaar");
    navigator.sendBeacon(form.action, facts);
  });

  agree();
})();
