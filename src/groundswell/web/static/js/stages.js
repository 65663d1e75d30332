// The board beyond moving cards: closed columns fold, a phone shows one column at a time, more cards on demand.

import { askWhy } from "./reason.js";

const board = document.querySelector(".board");

document.addEventListener("click", (event) => {
  const fold = event.target.closest("[data-fold]");
  if (!fold) return;
  const folded = fold.closest("[data-column]").classList.toggle("is-collapsed");
  fold.setAttribute("aria-expanded", String(!folded));
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-show-column]")) return;
  for (const column of board.querySelectorAll("[data-column]")) {
    const shown = column.dataset.column === event.target.value;
    column.classList.toggle("is-shown", shown);
    if (shown) column.classList.remove("is-collapsed");
  }
});

// The "show more" below a column says how many are left; the column's count adds them to the cards it shows.
document.addEventListener("htmx:load", () => {
  for (const more of document.querySelectorAll(".board-more")) more.closest("[data-column]").dataset.more = more.dataset.left;
});

// Whoever is taken, declined or parked leaves with a reason: board.js waits for this before it saves.
document.addEventListener("board:moving", (event) => {
  const { column, name, wait } = event.detail;
  if (!("needsReason" in column.dataset)) return;
  wait(askWhy(`Why is ${name} moved to ${column.getAttribute("aria-label")}?`).then((reason) => ({ reason })));
});

// What the side panel changed is shown on the board when it closes.
let changed = false;
document.addEventListener("relationshipChanged", () => (changed = true));
document.getElementById("panel")?.addEventListener("hidden.bs.offcanvas", () => changed && location.reload());
