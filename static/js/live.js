// Live pages: one socket for the page. New pieces wait behind one pill; nothing moves until the reader asks.
//
// <section data-live="forums.talk:12" data-since="55" data-catch-up="/live/gemist/forums.talk:12/">
//   <div data-live-list>…pieces, each with an id and data-live-order="7"…</div>
//   <div data-live-status data-one="1 nieuwe reactie. Toon die"
//        data-more="{n} nieuwe reacties. Toon ze" data-many="Er is veel nieuws. Ververs deze pagina"
//        data-offline="Geen verbinding. Je tekst is bewaard."></div>
//   <p data-live-presence data-one="Nu aan tafel: 1 mens" data-more="Nu aan tafel: {n} mensen" hidden></p>
//   <p data-live-typing>Iemand schrijft…</p>
// </section>
// In a data-live-list="first" the newest stands on top.
// A piece with data-live-in="reactie-7" goes into [data-live-list] inside that element, if it is there.
// With data-live-closed on the section, pieces that stand there change, and no new ones come.
// With data-live-types on the section, others see that somebody writes while this reader does.
// Other scripts may listen to "live:presence" on the section: detail.count and detail.seats.
(() => {
  "use strict";
  const ANNOUNCE = 20000, GATHER = 200, PING = 25000, DEAF = 60000, FIRST_WAIT = 1000, LONGEST_WAIT = 30000, OFFLINE_AFTER = 4000,
    DUMB = 8000, REFUSED_WAIT = 300000, TYPING = 4000, TYPED = 6000, FULL = 4429;
  const topics = new Map();
  if ("liveOn" in document.documentElement.dataset) return; // asked for twice
  document.documentElement.dataset.liveOn = "";

  class Topic {
    constructor(root) {
      this.root = root;
      this.name = root.dataset.live;
      this.since = Number(root.dataset.since || 0);
      this.closed = "liveClosed" in root.dataset;
      this.ids = []; // what came in, in order
      this.newest = new Map(); // element id -> the last change we saw of it
      this.waiting = new Map(); // element id -> element
      this.last = Math.max(0, ...[...root.querySelectorAll("[data-live-order]")].map((piece) => Number(piece.dataset.liveOrder)));
      this.status = root.querySelector("[data-live-status]");
      this.announcedAt = 0;
      if (this.status) this.status.after(this.voice = voice());
    }

    // What to catch up from. Frames may overtake each other, so the last few are asked again, and what lies after a gap.
    get from() {
      const recent = this.ids.slice(-30);
      const gap = recent.find((id, n) => n + 1 < recent.length && recent[n + 1] > id + 1);
      const few = this.ids.length > 5 ? this.ids[this.ids.length - 6] : this.since;
      return gap === undefined ? few : Math.min(gap, few);
    }

    take(frame) {
      if (this.ids.includes(frame.id) || frame.id <= this.since) return;
      this.ids.push(frame.id);
      this.ids.sort((a, b) => a - b);
      if (this.ids.length > 500) this.since = this.ids.splice(0, 250).pop();
      const holder = document.createElement("template");
      holder.innerHTML = frame.html;
      for (const piece of [...holder.content.children]) {
        const key = piece.id || `piece-${frame.id}`;
        if (this.newest.get(key) > frame.id) continue; // an older look of the same piece, overtaken on its way
        this.newest.set(key, frame.id);
        const shown = piece.id && document.getElementById(piece.id);
        if (shown) this.replace(shown, piece);
        else if (piece.classList.contains("gone")) this.waiting.delete(key); // taken back before it was seen
        else if (!this.closed && !this.isOld(piece)) this.waiting.set(key, piece);
      }
      this.announce();
    }

    // It stands on an earlier page of a long list, or would stand between what is here.
    isOld(piece) {
      return "liveOrder" in piece.dataset && Number(piece.dataset.liveOrder) <= this.last && !this.waiting.has(piece.id);
    }

    // A changed or withdrawn piece takes its place at once: what somebody took back must not stay readable.
    replace(shown, piece) {
      const inner = shown.querySelector("[data-live-list]");
      const room = piece.querySelector("[data-live-list]");
      if (inner && room) room.replaceWith(inner);
      const hadFocus = shown.contains(document.activeElement) && !(inner && inner.contains(document.activeElement));
      shown.replaceWith(piece);
      if (hadFocus) this.focus(piece);
    }

    // Who looks sees the count at once; who listens hears it at most once in a while.
    announce() {
      if (!this.status || this.timer) return;
      this.timer = setTimeout(() => {
        this.timer = 0;
        this.draw();
      }, GATHER);
    }

    draw() {
      entitle();
      if (!this.waiting.size) return this.status.querySelector(".pill")?.remove();
      this.pill(this.text(this.status, this.waiting.size), (event) => { event.preventDefault(); this.show(); });
      if (this.speaking) return;
      this.speaking = setTimeout(() => {
        this.speaking = 0;
        if (!this.waiting.size) return;
        this.announcedAt = Date.now();
        this.voice.textContent = this.text(this.status, this.waiting.size);
      }, Math.max(0, this.announcedAt + ANNOUNCE - Date.now()));
    }

    many() {
      if (!this.status || this.closed) return;
      this.pill(this.status.dataset.many, null);
      this.voice.textContent = this.status.dataset.many;
    }

    pill(text, onclick) {
      let pill = this.status.querySelector(".pill");
      if (!pill) {
        pill = document.createElement("a");
        pill.className = "button pill";
        this.status.append(pill);
      }
      if (pill.textContent !== text) pill.textContent = text;
      pill.href = location.pathname + location.search;
      pill.onclick = onclick;
    }

    show() {
      clearTimeout(this.timer);
      this.timer = 0;
      let first = null;
      const order = (piece) => Number(piece.dataset.liveOrder || 0);
      for (const piece of [...this.waiting.values()].sort((a, b) => order(a) - order(b))) {
        const parent = piece.dataset.liveIn && document.getElementById(piece.dataset.liveIn);
        const list = (parent && parent.querySelector("[data-live-list]")) || this.root.querySelector("[data-live-list]");
        if (list.dataset.liveList === "first") list.prepend(piece);
        else list.append(piece);
        this.last = Math.max(this.last, order(piece));
        first = first || piece;
      }
      this.waiting.clear();
      this.root.querySelector("[data-live-empty]")?.remove();
      this.status.querySelector(".pill")?.remove();
      this.voice.textContent = "";
      entitle();
      if (first) this.focus(first);
    }

    focus(piece) {
      const heading = piece.querySelector("h2, h3, h4, [data-live-heading]") || piece;
      heading.tabIndex = -1;
      heading.focus();
    }

    text(element, number) {
      return number === 1 ? element.dataset.one : element.dataset.more.replace("{n}", number);
    }

    count(number, seats) {
      this.root.dispatchEvent(new CustomEvent("live:presence", { detail: { count: number, seats } }));
      const place = this.root.querySelector("[data-live-presence]") ||
        document.querySelector(`[data-live-presence="${this.name}"]`);
      if (!place) return;
      (place.querySelector("[data-live-count]") || place).textContent = this.text(place, number);
      const chairs = place.querySelector("[data-live-seats]");
      if (chairs) chairs.innerHTML = seats.join("");
      place.hidden = number < 2; // the reader alone is no company
    }

    // Somebody else writes. No words to hear, and nothing that comes and goes for who asked for a quiet screen.
    typing() {
      const place = this.root.querySelector("[data-live-typing]");
      if (!place || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      place.dataset.liveTyping = "on";
      clearTimeout(this.typed);
      this.typed = setTimeout(() => { place.dataset.liveTyping = ""; }, TYPED);
    }

    // Access ended: nothing more comes, and what waited is not shown. The session may have been renewed in another
    // tab, so a reader who was welcome before is asked about once more, with the cookie of now.
    refuse() {
      clearTimeout(this.timer);
      this.timer = 0;
      this.status?.replaceChildren();
      if (this.welcome) {
        this.welcome = false;
        this.again = true;
        return line.drop();
      }
      this.waiting.clear();
      entitle();
      topics.delete(this.name);
      if (!topics.size) line.stop();
    }

    admitted() {
      this.welcome = true;
      if (!this.again) return;
      this.again = false;
      this.announce();
    }
  }

  function voice() {
    const place = document.createElement("p");
    place.className = "hide";
    place.setAttribute("role", "status");
    return place;
  }

  // In other tabs the title tells how much is new.
  const title = document.title;
  function entitle() {
    const number = [...topics.values()].reduce((sum, topic) => sum + (topic.status ? topic.waiting.size : 0), 0);
    const wanted = number ? `(${number}) ${title}` : title;
    if (document.title !== wanted) document.title = wanted;
  }

  const line = {
    socket: null, wait: FIRST_WAIT, everHeard: false, failures: 0, stopped: false, patience: 1,

    open() {
      if (this.stopped || this.socket) return;
      clearTimeout(this.again);
      const socket = this.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/`);
      this.dumb = setTimeout(() => this.drop(), DUMB); // some networks swallow a websocket without a word
      socket.onopen = () => {
        this.openedAt = this.heardAt = Date.now();
        for (const topic of topics.values()) this.listen(topic);
        this.say({ ping: 1 });
        clearInterval(this.pinging);
        this.pinging = setInterval(() => this.ping(), PING);
      };
      socket.onmessage = (event) => {
        this.heardAt = Date.now();
        this.everHeard = true;
        this.failures = 0;
        clearTimeout(this.dumb);
        this.stopPolling();
        this.lost(false); // only what is heard proves the line
        this.hear(JSON.parse(event.data));
      };
      socket.onclose = (event) => this.closed(socket, event?.code);
    },

    listen(topic) {
      this.say({ listen: topic.name, since: topic.from });
    },

    say(message) {
      if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
    },

    ping() {
      if (Date.now() - this.heardAt > DEAF) this.drop();
      else this.say({ ping: 1 });
    },

    drop() {
      const socket = this.socket;
      if (!socket) return;
      socket.onclose = null;
      socket.close();
      this.closed(socket);
    },

    hear(frame) {
      const topic = topics.get(frame.topic || frame.refused || frame.presence || frame.many || frame.behind || frame.typing);
      if (!topic) return;
      if (!("refused" in frame)) topic.admitted();
      if ("html" in frame) topic.take(frame);
      else if ("refused" in frame) topic.refuse();
      else if ("presence" in frame) topic.count(frame.count, frame.seats || []);
      else if ("typing" in frame) topic.typing();
      else if ("many" in frame) topic.many();
      else if ("behind" in frame) setTimeout(() => this.listen(topic), Math.random() * 2000);
    },

    closed(socket, code) {
      if (this.socket !== socket) return;
      this.socket = null;
      clearTimeout(this.dumb);
      clearInterval(this.pinging);
      if (this.stopped) return;
      // A line that held for a while starts afresh; one that breaks at once waits longer each time.
      if (this.openedAt && Date.now() - this.openedAt > LONGEST_WAIT) this.wait = FIRST_WAIT;
      if (code === FULL) this.wait = LONGEST_WAIT;
      this.openedAt = 0;
      this.failures += 1;
      this.again = setTimeout(() => this.open(), this.wait * (0.5 + Math.random()));
      this.wait = Math.min(this.wait * 2, this.everHeard ? LONGEST_WAIT : REFUSED_WAIT);
      this.lost(true);
      if (this.failures >= 2 || code === FULL) this.startPolling();
    },

    // A short gap is not worth a word.
    lost(yes) {
      if (!yes) {
        clearTimeout(this.offlineSoon);
        this.offlineSoon = 0;
        this.offline(false);
      } else if (!this.offlineSoon) {
        this.offlineSoon = setTimeout(() => this.offline(!this.reached), OFFLINE_AFTER);
      }
    },

    stop() {
      this.stopped = true;
      clearTimeout(this.again);
      this.stopPolling();
      this.socket?.close();
    },

    // Some networks let no websocket through: ask by plain requests instead.
    startPolling() {
      if (this.polling) return;
      const poll = async () => {
        for (const topic of [...topics.values()]) await this.poll(topic);
        if (this.polling) this.polling = setTimeout(poll, (15000 + Math.random() * 15000) * this.patience);
      };
      this.polling = setTimeout(poll, this.everHeard ? Math.random() * 5000 : 0); // a server that restarts has enough to do
    },

    stopPolling() {
      clearTimeout(this.polling);
      this.polling = 0;
      this.reached = false;
    },

    async poll(topic) {
      if (!topic.root.dataset.catchUp) return;
      try {
        const answer = await fetch(`${topic.root.dataset.catchUp}?sinds=${topic.from}`, { cache: "no-store" });
        this.reached = true;
        this.offline(false);
        if (answer.status === 404) {
          topic.welcome = false;
          return topic.refuse();
        }
        this.patience = answer.status === 429 ? 4 : 1; // too many ask from here: nothing is lost, only later
        if (!answer.ok) return;
        const news = await answer.json();
        news.fragments.forEach((frame) => topic.take(frame));
        if (news.many) topic.many();
        if (news.count) topic.count(news.count, []);
      } catch {
        this.reached = false;
        this.offline(true);
      }
    },

    offline(yes) {
      for (const topic of topics.values()) {
        const { status } = topic;
        if (!status?.dataset.offline) continue;
        const notice = status.querySelector("[data-live-notice]");
        if (!yes) notice?.remove();
        else if (!notice) {
          topic.voice.textContent = status.dataset.offline;
          const element = document.createElement("p");
          element.className = "notice warn";
          element.dataset.liveNotice = "";
          element.textContent = status.dataset.offline;
          status.prepend(element);
        }
      }
    },
  };

  for (const root of document.querySelectorAll("[data-live]")) topics.set(root.dataset.live, new Topic(root));
  if (!topics.size) return;
  if (!("WebSocket" in window)) return line.startPolling();
  line.open();
  let typedAt = 0;
  addEventListener("input", (event) => {
    if (!event.target.closest?.("form.composer textarea") || Date.now() - typedAt < TYPING) return;
    for (const topic of topics.values()) if ("liveTypes" in topic.root.dataset) line.say({ typing: topic.name });
    typedAt = Date.now();
  });
  addEventListener("offline", () => line.drop());
  addEventListener("online", () => { line.wait = FIRST_WAIT; line.open(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { line.drop(); line.open(); } });
  addEventListener("visibilitychange", () => { if (!document.hidden) line.open(); });
})();
