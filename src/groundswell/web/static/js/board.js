// Cards that move between columns by mouse, finger and keyboard. The markup is in the style guide:
// [data-board data-url] > [data-column="stage"] with [data-cards] > [data-card="id"][tabindex=0].
// A move posts card, column and before (the id of the card below, or empty); an error puts the card back.

const headers = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");
const say = (text) => (document.getElementById("announcer").textContent = text);
const complain = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone: "error" } }));
const name = (card) => card.dataset.name || card.textContent.trim().slice(0, 60);
const column = (card) => card.closest("[data-column]");
const title = (col) => col.getAttribute("aria-label") || col.dataset.column;

function count(board) {
  for (const col of board.querySelectorAll("[data-column]")) {
    const badge = col.querySelector("[data-count]");
    // A column may show only its first cards: what it counts then changes by the moves made here.
    const shown = col.querySelectorAll("[data-card]").length;
    if (badge) badge.textContent = String(shown + Number(col.dataset.more || 0));
  }
}

function spot(card) {
  return { parent: card.parentElement, next: card.nextElementSibling };
}

function put(card, { parent, next }) {
  parent.insertBefore(card, next);
  count(parent.closest("[data-board]"));
}

// A page may hold a move up with `event.detail.wait(promise)`: what it resolves to is sent along, a rejection puts the card back.
async function asked(card) {
  let answer = {};
  const detail = { card, name: name(card), column: column(card), wait: (promise) => (answer = promise) };
  card.dispatchEvent(new CustomEvent("board:moving", { bubbles: true, detail }));
  return answer;
}

async function save(card, from) {
  const board = card.closest("[data-board]");
  if (card.parentElement === from.parent && card.nextElementSibling === from.next) return;
  count(board);
  const body = new FormData();
  body.set("card", card.dataset.card);
  body.set("column", column(card).dataset.column);
  body.set("before", card.nextElementSibling?.dataset.card || "");
  card.classList.add("is-saving");
  try {
    for (const [key, value] of Object.entries(await asked(card))) body.set(key, value);
    const answer = await fetch(board.dataset.url, { method: "POST", body, headers: headers() });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).message || `The move was not saved (${answer.status}).`);
    say(`${name(card)} is now in ${title(column(card))}.`);
    card.dispatchEvent(new CustomEvent("board:moved", { bubbles: true }));
  } catch (error) {
    put(card, from);
    complain(error.message);
  } finally {
    card.classList.remove("is-saving");
  }
}

// Pointer: a mouse drags after five pixels, a finger after holding still, so that scrolling stays scrolling.

let drag = null;

function lift(event) {
  const { card } = drag;
  const box = card.getBoundingClientRect();
  drag.ghost = card.cloneNode(true);
  drag.ghost.classList.add("board-ghost");
  drag.ghost.style.width = `${box.width}px`;
  drag.offset = { x: drag.x - box.left, y: drag.y - box.top };
  document.body.append(drag.ghost);
  card.classList.add("is-lifted");
  document.body.classList.add("is-dragging");
  follow(event);
}

function follow(event) {
  drag.ghost.style.transform = `translate(${event.clientX - drag.offset.x}px, ${event.clientY - drag.offset.y}px) rotate(1.5deg)`;
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const col = under?.closest("[data-column]");
  if (!col || !drag.board.contains(col)) return;
  const cards = col.querySelector("[data-cards]");
  const next = [...cards.querySelectorAll(":scope > [data-card]:not(.is-lifted)")].find((other) => {
    const box = other.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  if (drag.card.parentElement !== cards || drag.card.nextElementSibling !== (next || null)) cards.insertBefore(drag.card, next || null);
  const edge = drag.board.getBoundingClientRect();
  if (event.clientX > edge.right - 48) drag.board.scrollBy({ left: 16 });
  if (event.clientX < edge.left + 48) drag.board.scrollBy({ left: -16 });
}

function drop(cancelled) {
  if (!drag) return;
  clearTimeout(drag.timer);
  const { card, from, ghost } = drag;
  drag = null;
  document.body.classList.remove("is-dragging");
  if (!ghost) return;
  ghost.remove();
  card.classList.remove("is-lifted");
  swallowClick();
  if (cancelled) put(card, from);
  else save(card, from);
}

// A drag that ends over a link must not follow it.
function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
}

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("[data-board] [data-card]");
  if (!card || event.button !== 0 || event.target.closest("button, input, select, textarea")) return;
  drag = { card, board: card.closest("[data-board]"), from: spot(card), x: event.clientX, y: event.clientY, touch: event.pointerType === "touch" };
  if (drag.touch) drag.timer = setTimeout(() => drag && !drag.ghost && lift(event), 280);
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (drag.ghost) return follow(event);
  if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
  if (drag.touch) drop(true);
  else lift(event);
});
document.addEventListener("touchmove", (event) => drag?.ghost && event.preventDefault(), { passive: false });
document.addEventListener("contextmenu", (event) => drag?.touch && event.preventDefault());
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-card]") && event.preventDefault());
document.addEventListener("pointerup", () => drop(false));
document.addEventListener("pointercancel", () => drop(true));

// Keyboard: arrows walk over cards; space lifts, arrows carry, space or enter drops, escape puts back.

let held = null;

function neighbour(card, key) {
  if (key === "ArrowUp") return card.previousElementSibling;
  if (key === "ArrowDown") return card.nextElementSibling;
  const columns = [...card.closest("[data-board]").querySelectorAll("[data-column]")];
  const step = key === "ArrowRight" ? 1 : -1;
  for (let i = columns.indexOf(column(card)) + step; columns[i]; i += step) {
    const cards = columns[i].querySelectorAll("[data-card]");
    const row = [...card.parentElement.children].indexOf(card);
    if (cards.length) return cards[Math.min(row, cards.length - 1)];
  }
  return null;
}

function carry(card, key) {
  const columns = [...card.closest("[data-board]").querySelectorAll("[data-column]")];
  if (key === "ArrowUp" && card.previousElementSibling) card.parentElement.insertBefore(card, card.previousElementSibling);
  if (key === "ArrowDown" && card.nextElementSibling) card.parentElement.insertBefore(card.nextElementSibling, card);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const target = columns[columns.indexOf(column(card)) + (key === "ArrowRight" ? 1 : -1)];
    target?.querySelector("[data-cards]").prepend(card);
  }
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  const place = [...card.parentElement.querySelectorAll("[data-card]")].indexOf(card) + 1;
  say(`${title(column(card))}, place ${place}.`);
}

function release(card, back) {
  card.classList.remove("is-held");
  const from = held.from;
  held = null;
  if (back) put(card, from);
  else save(card, from);
  card.focus();
}

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-board] [data-card]");
  if (!card || event.target !== card) return;
  const arrow = event.key.startsWith("Arrow");
  if (held && (event.key === " " || event.key === "Enter")) release(card, false);
  else if (held && event.key === "Escape") release(card, true);
  else if (held && arrow) carry(card, event.key);
  else if (event.key === " ") {
    held = { card, from: spot(card) };
    card.classList.add("is-held");
    say(`${name(card)} lifted from ${title(column(card))}. Arrows move it, space drops it, escape puts it back.`);
  } else if (event.key === "Enter") card.querySelector("a[href]")?.click();
  else if (arrow) neighbour(card, event.key)?.focus();
  else return;
  event.preventDefault();
});
document.addEventListener("focusout", (event) => {
  if (held && event.target === held.card && !event.relatedTarget?.closest("[data-card]")) {
    setTimeout(() => held && document.activeElement !== held.card && release(held.card, true), 0);
  }
});
