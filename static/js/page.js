/* What every page does when there is JavaScript; everything works without. */
"use strict";

/* "Snel weg": leave this page out of the history, so that "back" does not show it again. */
document.addEventListener("click", (event) => {
  const way = event.target instanceof Element ? event.target.closest("a[data-leave]") : null;
  if (!way || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  document.documentElement.hidden = true;
  window.location.replace(way.href);
});

/* Where something is missing in a form, start reading there. */
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.querySelector(".errors");
  if (errors instanceof HTMLElement) errors.focus();
});

/* A print button is of use only with a script. */
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
});
