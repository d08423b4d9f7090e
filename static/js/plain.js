/* Below a big field: how long the text is, and one gentle hint. The server says the same when the page is drawn (stories/plain.py). */
"use strict";

(() => {
  const WAIT = 600; // ms after the last key, so that nobody is corrected halfway a sentence
  const A_MINUTE = 180; // words read calmly
  const SHOWN = 8; // words of a long sentence

  for (const bar of document.querySelectorAll("[data-plain]")) {
    const field = bar.parentElement?.querySelector("textarea[data-keep]");
    const list = bar.querySelector("script[type='application/json']");
    const size = bar.querySelector("[data-size]");
    const hint = bar.querySelector("[data-hint]");
    if (!field || !list || !size || !hint) continue;
    const easier = JSON.parse(list.textContent || "{}");
    const said = bar.dataset;
    const hard = Object.keys(easier).sort((one, other) => other.length - one.length)
      .map((word) => [word, new RegExp(`(?:^|[^\\p{L}\\p{N}_])(${word})(?![\\p{L}\\p{N}_])`, "iu")]);
    const words = (text) => text.split(/\s+/).filter(Boolean);

    const advice = (text) => {
      /* The sentence being typed has no end yet and is left alone. */
      for (const sentence of text.match(/[^.!?…\n]+[.!?…\n]/g) || []) {
        const all = words(sentence);
        if (all.length > Number(said.long)) return said.cut.replace("%z", `${all.slice(0, SHOWN).join(" ")}…`);
      }
      const found = hard.find(([, shape]) => shape.test(text));
      if (!found) return "";
      return said.easier.replace("%z", found[1].exec(text)[1]).replace("%n", easier[found[0]]);
    };

    const show = () => {
      const number = words(field.value).length;
      const minutes = Math.max(1, Math.round(number / A_MINUTE));
      size.hidden = !number;
      size.textContent = [
        number === 1 ? said.oneWord : said.words.replace("%n", number),
        minutes === 1 ? said.oneMinute : said.minutes.replace("%n", minutes),
      ].join(" ");
      const text = advice(field.value);
      hint.hidden = !text;
      hint.querySelector("span").textContent = text;
    };
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(show, WAIT);
    };
    field.addEventListener("input", later);
    field.form?.addEventListener("dwh:put", later);
  }
})();
