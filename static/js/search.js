// While somebody types in a search field: titles that fit, as links under the field. Without this file the form just searches.
for (const field of document.querySelectorAll("input[data-typing]")) {
  const list = document.getElementById(field.dataset.list);
  let timer, asked;
  const close = () => { list.hidden = true; };
  const ask = async () => {
    const text = field.value.trim();
    asked = text;
    if (text.length < 2) return close();
    let answer;
    try {
      answer = await fetch(`${field.dataset.typing}?${new URLSearchParams({ q: text })}`, { headers: { "HX-Request": "true" } });
    } catch { return close(); }
    if (!answer.ok || asked !== text) return;
    list.innerHTML = await answer.text(); // our own template, every title escaped
    list.hidden = !list.querySelector("a");
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
  field.closest("form").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); field.focus(); }
  });
}
