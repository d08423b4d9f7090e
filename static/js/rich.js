/* A small toolbar above a field for words, by mouse, touch and keyboard; and what is pasted from Word or a page keeps
   its lists, bold and links as the same light signs one can type. Without this file the field is a plain one. */
"use strict";

for (const form of document.querySelectorAll("form[data-rich]")) {
  const field = form.querySelector("textarea");
  if (!field) continue;

  const put = (text, from = field.selectionStart, to = field.selectionEnd) => {
    field.focus();
    field.setSelectionRange(from, to);
    // insertText keeps "undo" working; where it is not known, the words are put in as they are.
    if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const chosen = () => field.value.slice(field.selectionStart, field.selectionEnd);

  const bold = () => {
    const words = chosen();
    const from = field.selectionStart;
    if (/^\*\*[^]+\*\*$/.test(words)) return put(words.slice(2, -2));
    put(`**${words.trim()}**`);
    if (!words) field.setSelectionRange(from + 2, from + 2);
  };
  const lines = (sign) => {
    const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    let to = field.value.indexOf("\n", Math.max(field.selectionEnd - 1, from));
    if (to < 0) to = field.value.length;
    const all = field.value.slice(from, to).split("\n");
    const off = all.every((line) => line.startsWith(sign));
    put(all.map((line) => (off ? line.slice(sign.length) : sign + line)).join("\n"), from, to);
  };
  const link = () => {
    const words = chosen();
    const from = field.selectionStart;
    const text = `[${words || "…"}](https://)`;
    put(text);
    field.setSelectionRange(from + text.length - 1, from + text.length - 1);
  };

  const bar = document.createElement("div");
  bar.className = "row tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", form.dataset.tools);
  bar.setAttribute("aria-controls", field.id);
  const tools = [
    [form.dataset.bold, bold],
    [form.dataset.list, () => lines("- ")],
    [form.dataset.quote, () => lines("> ")],
    [form.dataset.link, link],
  ];
  const buttons = tools.map(([name, act], index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button plain";
    button.textContent = name;
    button.tabIndex = index ? -1 : 0;
    button.addEventListener("click", act);
    return button;
  });
  bar.append(...buttons);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  });
  field.before(bar);
  field.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = { b: bold, k: link }[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  /* What comes from elsewhere becomes words and light signs; nothing of it is ever put into the page. */
  const signs = (node, depth = 0) => {
    if (depth > 40) return node.textContent;
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const name = node.localName;
    if (["script", "style", "head", "title", "meta", "link", "template", "o:p"].includes(name)) return "";
    if (name === "br") return "\n";
    const inside = [...node.childNodes].map((one) => signs(one, depth + 1)).join("");
    const words = inside.trim();
    if (!words) return ["p", "div"].includes(name) ? "\n\n" : inside ? " " : "";
    const heavy = ["b", "strong"].includes(name) && !/font-weight:\s*(normal|400)/i.test(node.getAttribute("style") || "");
    if (heavy || (name === "span" && /font-weight:\s*(bold|[67]00)/i.test(node.getAttribute("style") || ""))) {
      return words.includes("\n") || words.includes("**") ? inside : inside.replace(words, () => `**${words}**`);
    }
    if (name === "a") {
      const to = node.getAttribute("href") || "";
      return /^https?:\/\/[^\s()]+$/.test(to) && words !== to && !/[[\]\n]/.test(words) ? `[${words}](${to})` : inside;
    }
    if (name === "li") {
      const order = node.parentElement?.localName === "ol" ? `${[...node.parentElement.children].indexOf(node) + 1}. ` : "- ";
      return `\n${order}${words.replace(/\n+/g, " ")}`;
    }
    if (/^Mso(ListParagraph|ListBullet)/.test(node.className) && /^[·•▪o§-]\s/.test(words)) return `\n- ${words.slice(1).trim()}`;
    if (["ul", "ol"].includes(name)) return `\n${inside}\n\n`;
    if (name === "blockquote") return `\n\n${words.replace(/^/gm, "> ")}\n\n`;
    if (/^h[1-6]$/.test(name)) return `\n\n**${words.replace(/\*\*|\n/g, " ").trim()}**\n\n`;
    if (["p", "div", "tr", "table", "section", "article"].includes(name)) return `\n\n${inside}\n\n`;
    return inside;
  };
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html || html.length > 2_000_000) return;
    const page = document.createElement("template"); // what is in a template runs nothing and asks for nothing
    page.innerHTML = html.replace(/<(style|script)\b[^]*?<\/\1>/gi, "").replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
    const text = [...page.content.childNodes].map((one) => signs(one)).join("").replace(/[ \t]+\n/g, "\n").replace(/\n[ \t]+/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
    if (!text) return;
    event.preventDefault();
    put(text);
  });

  /* Type @ and choose a name. The names come from the server: those who may read this talk. */
  let names = null; // asked once, when the first name is typed
  const box = document.createElement("div");
  box.className = "row chips";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", form.dataset.call);
  field.after(box);
  const calling = () => /(^|[^\w@])@([^\n@]{0,30})$/.exec(field.value.slice(0, field.selectionStart));
  const ask = async () => {
    try {
      const answer = await fetch(form.dataset.names);
      return answer.ok ? (await answer.json()).names : [];
    } catch {
      names = null; // the network is away: a name can still be typed
      return [];
    }
  };
  const offer = async () => {
    if (!calling() || !form.dataset.names) return box.replaceChildren();
    const known = await (names ??= ask());
    const before = calling(); // as it is now: somebody typed on meanwhile
    if (!before) return box.replaceChildren();
    const typed = before[2].toLowerCase();
    const from = field.selectionStart - before[2].length;
    const fitting = known.filter((name) => name.toLowerCase().startsWith(typed) && name.toLowerCase() !== typed).slice(0, 6);
    box.replaceChildren(...fitting.map((name) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = `@${name}`;
      button.addEventListener("click", () => {
        put(`${name} `, from, field.selectionStart);
        box.replaceChildren();
      });
      return button;
    }));
  };
  field.addEventListener("input", offer);
}
