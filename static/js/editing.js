/* A long list of boxes can be narrowed by typing; without JavaScript the whole list is there. */
"use strict";

document.querySelectorAll("fieldset[data-narrow]").forEach((list) => {
  const ticks = [...list.querySelectorAll("label.tick")];
  if (ticks.length < 12) return;
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "search";
  box.className = "input";
  label.append(list.dataset.narrow, box);
  list.querySelector(".ticks").before(label);
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const tick of ticks) {
      tick.hidden = !tick.textContent.toLowerCase().includes(wanted) && !tick.querySelector("input").checked;
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it would send the whole form
  });
});
