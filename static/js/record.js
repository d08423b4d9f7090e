/* Recording in the browser: what was said lands in the ordinary field for a file, and goes with the ordinary form. */
"use strict";

(() => {
  const KINDS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];
  const ENDINGS = { "audio/mp4": "m4a", "audio/webm": "webm", "audio/ogg": "ogg" };
  const A_SECOND = 48_000; // bits: a voice needs no more
  let unsaved = false;

  /* A file that is too big is said at once, not after minutes of sending. */
  for (const field of document.querySelectorAll("input[data-most]")) {
    const told = field.form?.querySelector("[data-too-big]");
    field.addEventListener("change", () => {
      const big = [...field.files].some((file) => file.size > Number(field.dataset.most));
      if (big) field.value = "";
      if (told) told.hidden = !big;
    });
  }

  function ready(box) {
    const form = box.closest("form");
    const field = form.querySelector("input[type=file]");
    const part = (name) => box.querySelector(`[data-${name}]`);
    const [start, pause, goOn, stop, time, state, playback, rescue] =
      ["start", "pause", "go-on", "stop", "time", "state", "playback", "rescue"].map(part);
    let recorder = null;
    let seconds = 0;
    let clock = 0;

    const show = (...shown) => {
      const held = document.activeElement;
      for (const one of [start, pause, goOn, stop]) one.hidden = !shown.includes(one);
      if (held instanceof HTMLElement && held.hidden) shown[0].focus();
    };
    const tick = () => {
      if (recorder?.state !== "recording") return;
      seconds += 1;
      time.textContent = `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
      if (seconds >= Number(box.dataset.mostSeconds)) end(box.dataset.full);
    };
    const end = (words) => {
      state.dataset.words = words;
      if (recorder && recorder.state !== "inactive") recorder.stop();
    };

    async function begin() {
      let stream = null;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        state.textContent = box.dataset.refused;
        field.focus();
        return;
      }
      const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
      const pieces = [];
      recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: A_SECOND });
      recorder.addEventListener("dataavailable", (event) => event.data.size && pieces.push(event.data));
      recorder.addEventListener("stop", () => {
        clearInterval(clock);
        stream.getTracks().forEach((track) => track.stop());
        const type = (recorder.mimeType || kind || "audio/webm").split(";")[0];
        const file = new File(pieces, `opname.${ENDINGS[type] || "webm"}`, { type });
        const carrier = new DataTransfer();
        carrier.items.add(file);
        field.files = carrier.files;
        if (playback.src) URL.revokeObjectURL(playback.src);
        playback.src = URL.createObjectURL(file);
        playback.hidden = false;
        rescue.hidden = true;
        start.querySelector("span").textContent = start.dataset.again;
        show(start);
        state.textContent = state.dataset.words;
      });
      seconds = 0;
      time.textContent = "0.00";
      time.hidden = false;
      playback.hidden = true;
      recorder.start(1000); // ms a piece
      clock = setInterval(tick, 1000);
      unsaved = true;
      show(stop, pause);
      state.textContent = box.dataset.busy;
    }

    start.addEventListener("click", begin);
    stop.addEventListener("click", () => end(box.dataset.done));
    pause.addEventListener("click", () => {
      recorder.pause();
      show(goOn, stop);
      state.textContent = box.dataset.held;
    });
    goOn.addEventListener("click", () => {
      recorder.resume();
      show(stop, pause);
      state.textContent = box.dataset.busy;
    });
    form.addEventListener("submit", (event) => {
      if (recorder && recorder.state !== "inactive") {
        event.preventDefault(); // first the last words
        recorder.addEventListener("stop", () => form.requestSubmit(), { once: true });
        end(box.dataset.done);
      } else if (unsaved) {
        event.preventDefault();
        send();
      }
    });

    /* Sent from here and not by leaving the page: without a connection the recording would be gone with it. */
    function send() {
      const request = new XMLHttpRequest();
      const buttons = form.querySelectorAll("button");
      const done = (words) => {
        buttons.forEach((one) => (one.disabled = false));
        state.textContent = words;
        time.hidden = true;
        rescue.hidden = false;
        rescue.firstElementChild.href = playback.src;
      };
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) time.textContent = `${Math.round((100 * event.loaded) / event.total)}%`;
      });
      request.addEventListener("error", () => done(box.dataset.failed));
      request.addEventListener("load", () => {
        let next = "";
        try {
          next = JSON.parse(request.responseText).next;
        } catch {
          /* a page, with a reason on it */
          const page = new DOMParser().parseFromString(request.responseText, "text/html");
          done(page.querySelector("main .fault, .toast")?.textContent.trim() || box.dataset.failed);
          return;
        }
        unsaved = false;
        location.assign(next);
        if (next.includes("#")) location.reload(); // the same page, with one more on it
      });
      request.open("POST", form.action || location.href);
      request.setRequestHeader("Accept", "application/json");
      state.textContent = box.dataset.sending;
      time.hidden = false;
      time.textContent = "0%";
      buttons.forEach((one) => (one.disabled = true));
      request.send(new FormData(form));
    }
    box.hidden = false;
  }

  if (navigator.mediaDevices?.getUserMedia && typeof MediaRecorder !== "undefined" && typeof DataTransfer !== "undefined") {
    document.querySelectorAll("[data-recorder]").forEach(ready);
  }

  /* Ask before a recording is lost; but never hold up who leaves in a hurry. */
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a[data-leave]")) unsaved = false;
  }, { capture: true });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
