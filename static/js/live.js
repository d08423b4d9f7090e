// Live pages: one socket for the page. New pieces wait behind one pill; nothing moves until the reader asks.
//
// <section data-live="forums.talk:12" data-since="55" data-catch-up="/live/gemist/forums.talk:12/">
//   <div data-live-list>…pieces, each with an id…</div>
//   <div role="status" data-live-status data-one="1 nieuwe reactie. Toon hem"
//        data-more="{n} nieuwe reacties. Toon ze" data-many="Er is veel nieuws. Ververs deze pagina"
//        data-offline="Geen verbinding. Je tekst is bewaard."></div>
//   <p data-live-presence data-one="Nu aan tafel: 1 mens" data-more="Nu aan tafel: {n} mensen" hidden></p>
// </section>
// In a data-live-list="first" the newest stands on top.
// A piece with data-live-in="reactie-7" goes into [data-live-list] inside that element, if it is there.
(() => {
  "use strict";
  const ANNOUNCE = 20000, GATHER = 200, PING = 25000, DEAF = 60000, FIRST_WAIT = 1000, LONGEST_WAIT = 30000, OFFLINE_AFTER = 4000;
  const topics = new Map();
  if ("liveOn" in document.documentElement.dataset) return; // asked for twice
  document.documentElement.dataset.liveOn = "";

  class Topic {
    constructor(root) {
      this.root = root;
      this.name = root.dataset.live;
      this.since = Number(root.dataset.since || 0);
      this.ids = []; // what came in, in order; the last few are asked again, for frames may overtake each other
      this.waiting = new Map(); // element id -> element
      this.status = root.querySelector("[data-live-status]");
      this.announcedAt = 0;
    }

    get from() {
      return this.ids.length > 5 ? this.ids[this.ids.length - 6] : this.since;
    }

    take(frame) {
      if (this.ids.includes(frame.id) || frame.id <= this.since) return;
      this.ids.push(frame.id);
      this.ids.sort((a, b) => a - b);
      if (this.ids.length > 500) this.since = this.ids.splice(0, 250).pop();
      const holder = document.createElement("template");
      holder.innerHTML = frame.html;
      for (const piece of [...holder.content.children]) {
        const shown = piece.id && document.getElementById(piece.id);
        if (shown) this.replace(shown, piece);
        else this.waiting.set(piece.id || `piece-${frame.id}`, piece);
      }
      this.announce();
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

    announce() {
      if (!this.status || !this.waiting.size || this.timer) return;
      const early = this.announcedAt + ANNOUNCE - Date.now();
      this.timer = setTimeout(() => this.announceNow(), Math.max(early, GATHER));
    }

    announceNow() {
      this.timer = 0;
      this.announcedAt = Date.now();
      this.pill(this.text(this.status, this.waiting.size), (event) => { event.preventDefault(); this.show(); });
    }

    many() {
      if (this.status) this.pill(this.status.dataset.many, null);
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
      this.timer = this.announcedAt = 0;
      let first = null;
      for (const piece of this.waiting.values()) {
        const parent = piece.dataset.liveIn && document.getElementById(piece.dataset.liveIn);
        const list = (parent && parent.querySelector("[data-live-list]")) || this.root.querySelector("[data-live-list]");
        if (list.dataset.liveList === "first") list.prepend(piece);
        else list.append(piece);
        first = first || piece;
      }
      this.waiting.clear();
      this.root.querySelector("[data-live-empty]")?.remove();
      this.status.querySelector(".pill")?.remove();
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

    count(number) {
      const place = this.root.querySelector("[data-live-presence]") ||
        document.querySelector(`[data-live-presence="${this.name}"]`);
      if (!place) return;
      (place.querySelector("[data-live-count]") || place).textContent = this.text(place, number);
      place.hidden = number < 2; // the reader alone is no company
    }

    // Access ended: nothing more comes, and what waited is not shown.
    refuse() {
      clearTimeout(this.timer);
      this.waiting.clear();
      this.status?.replaceChildren();
      topics.delete(this.name);
      if (!topics.size) line.stop();
    }
  }

  const line = {
    socket: null, wait: FIRST_WAIT, everOpen: false, failures: 0, stopped: false,

    open() {
      if (this.stopped || this.socket) return;
      clearTimeout(this.again);
      const socket = this.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/`);
      socket.onopen = () => {
        this.everOpen = true;
        this.failures = 0;
        this.openedAt = this.heardAt = Date.now();
        this.stopPolling();
        for (const topic of topics.values()) this.listen(topic);
        clearInterval(this.pinging);
        this.pinging = setInterval(() => this.ping(), PING);
      };
      socket.onmessage = (event) => {
        this.heardAt = Date.now();
        this.lost(false); // only what is heard proves the line
        this.hear(JSON.parse(event.data));
      };
      socket.onclose = () => this.closed(socket);
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
      const topic = topics.get(frame.topic || frame.refused || frame.presence || frame.many || frame.behind);
      if (!topic) return;
      if ("html" in frame) topic.take(frame);
      else if ("refused" in frame) topic.refuse();
      else if ("presence" in frame) topic.count(frame.count);
      else if ("many" in frame) topic.many();
      else if ("behind" in frame) setTimeout(() => this.listen(topic), Math.random() * 2000);
    },

    closed(socket) {
      if (this.socket !== socket) return;
      this.socket = null;
      clearInterval(this.pinging);
      if (this.stopped) return;
      // A line that held for a while starts afresh; one that breaks at once waits longer each time.
      if (this.openedAt && Date.now() - this.openedAt > LONGEST_WAIT) this.wait = FIRST_WAIT;
      this.openedAt = 0;
      this.failures += 1;
      this.again = setTimeout(() => this.open(), this.wait * (0.5 + Math.random()));
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      this.lost(true);
      if (!this.everOpen && this.failures >= 2) this.startPolling();
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
        if (this.polling) this.polling = setTimeout(poll, 15000 + Math.random() * 15000);
      };
      this.polling = setTimeout(poll, 0);
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
        if (answer.status === 404) return topic.refuse();
        if (!answer.ok) return;
        const news = await answer.json();
        news.fragments.forEach((frame) => topic.take(frame));
        if (news.many) topic.many();
      } catch {
        this.reached = false;
        this.offline(true);
      }
    },

    offline(yes) {
      for (const { status } of topics.values()) {
        if (!status?.dataset.offline) continue;
        const notice = status.querySelector("[data-live-notice]");
        if (!yes) notice?.remove();
        else if (!notice) {
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
  if (!topics.size || !("WebSocket" in window)) return;
  line.open();
  addEventListener("offline", () => line.drop());
  addEventListener("online", () => { line.wait = FIRST_WAIT; line.open(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { line.drop(); line.open(); } });
  addEventListener("visibilitychange", () => { if (!document.hidden) line.open(); });
})();
