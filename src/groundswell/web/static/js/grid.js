// An editable grid: table[data-grid data-url] whose cells are td[data-field data-id], with data-value (raw), and
// data-type: text (default), number, date or select with data-options='[["code","Label"]]'. Read-only cells have no data-field.
// A change sends PATCH {"id", "field", "value"}, again with "reason" where one is asked for; the answer {"value", "text"} or {"value", "html"} is shown.

import { askWhy } from "./reason.js";

const headers = () => ({ "Content-Type": "application/json", ...JSON.parse(document.body.getAttribute("hx-headers") || "{}") });
const complain = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone: "error" } }));
const cellsOf = (row) => [...row.querySelectorAll(":scope > td, :scope > th")];
const rowsOf = (grid) => [...grid.tBodies].flatMap((body) => [...body.rows]);

function focusCell(cell) {
  if (!cell) return;
  const grid = cell.closest("[data-grid]");
  grid.querySelectorAll("tbody [tabindex='0']").forEach((other) => (other.tabIndex = -1));
  cell.tabIndex = 0;
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function step(cell, rows, columns) {
  const grid = cell.closest("[data-grid]");
  const all = rowsOf(grid);
  const row = all[Math.min(Math.max(all.indexOf(cell.parentElement) + rows, 0), all.length - 1)];
  const cells = cellsOf(row);
  return cells[Math.min(Math.max(cellsOf(cell.parentElement).indexOf(cell) + columns, 0), cells.length - 1)];
}

function editor(cell, typed) {
  const { type = "text", value = "" } = cell.dataset;
  if (type === "select") {
    const select = document.createElement("select");
    for (const [code, label] of JSON.parse(cell.dataset.options)) select.add(new Option(label, code, false, code === value));
    return select;
  }
  const input = Object.assign(document.createElement("input"), { type: type === "date" ? "date" : "text", value: typed ?? value });
  if (type === "number") input.inputMode = "decimal";
  return input;
}

function edit(cell, typed) {
  if (!cell.dataset.field || cell.classList.contains("is-editing")) return;
  const before = cell.innerHTML;
  const input = editor(cell, typed);
  input.className = "grid-input";
  input.setAttribute("aria-label", cell.dataset.label || cell.dataset.field);
  cell.classList.add("is-editing");
  cell.replaceChildren(input);
  input.focus();
  if (typed === undefined) input.select?.();
  let open = true;
  const close = (keep, rows = 0, columns = 0) => {
    if (!open) return;
    open = false;
    cell.classList.remove("is-editing");
    const value = input.value.trim();
    if (keep && value !== (cell.dataset.value || "")) store(cell, value, before, shown(input));
    else cell.innerHTML = before;
    if (rows || columns || !keep || document.activeElement === document.body) focusCell(step(cell, rows, columns));
  };
  input.addEventListener("blur", () => close(true));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") close(true, event.shiftKey ? -1 : 1);
    else if (event.key === "Tab") close(true, 0, event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") close(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

const shown = (input) => (input.tagName === "SELECT" ? input.selectedOptions[0]?.textContent : input.value.trim());

async function send(cell, change) {
  const answer = await fetch(cell.closest("[data-grid]").dataset.url, { method: "PATCH", body: JSON.stringify(change), headers: headers() });
  return [answer, await answer.json().catch(() => ({}))];
}

async function store(cell, value, before, text) {
  const old = cell.dataset.value;
  cell.textContent = text;
  cell.dataset.value = value;
  cell.classList.add("is-saving");
  try {
    const change = { id: cell.dataset.id, field: cell.dataset.field, value };
    let [answer, saved] = await send(cell, change);
    if (saved.error === "reason_needed") [answer, saved] = await send(cell, { ...change, reason: await askWhy(`Why “${text}”?`) });
    if (!answer.ok) throw new Error(saved.message || `Not saved (${answer.status}).`);
    if (saved.value !== undefined) cell.dataset.value = saved.value ?? "";
    if (saved.html !== undefined) cell.innerHTML = saved.html;
    else if (saved.text !== undefined) cell.textContent = saved.text;
    cell.classList.add("is-saved");
    setTimeout(() => cell.classList.remove("is-saved"), 900);
  } catch (error) {
    cell.innerHTML = before;
    cell.dataset.value = old ?? "";
    complain(error.message);
  } finally {
    cell.classList.remove("is-saving");
  }
}

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0], Home: [0, -999], End: [0, 999] };

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("[data-grid] tbody td, [data-grid] tbody th");
  if (!cell || event.target !== cell) return;
  const command = event.ctrlKey || event.metaKey;
  if (MOVES[event.key] && !event.altKey) focusCell(step(cell, ...MOVES[event.key]));
  else if (command && event.key.toLowerCase() === "c") navigator.clipboard?.writeText(cell.textContent.trim());
  else if (command || event.altKey) return;
  else if (event.key === "Enter" || event.key === "F2") cell.dataset.field ? edit(cell) : cell.querySelector("a, button, input")?.click();
  else if (event.key === " ") cell.parentElement.querySelector("[data-select]")?.click();
  else if ((event.key === "Delete" || event.key === "Backspace") && cell.dataset.field && cell.dataset.type !== "select") store(cell, "", cell.innerHTML, "");
  else if (event.key.length === 1 && cell.dataset.field && cell.dataset.type !== "select" && cell.dataset.type !== "date") edit(cell, event.key);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
document.addEventListener("dblclick", (event) => {
  const cell = event.target.closest("[data-grid] td[data-field]");
  if (cell) edit(cell);
});
document.addEventListener("mousedown", (event) => {
  const cell = event.target.closest("[data-grid] tbody td, [data-grid] tbody th");
  if (!cell || event.target.closest("a, button, input, select, label")) return;
  if (cell === document.activeElement) edit(cell);
  else focusCell(cell);
  event.preventDefault();
});

// Selection: input[data-select] in rows, shift for a range, input[data-select-all] in the head, and a [data-bulk] bar.

let last = null;

function tally(grid) {
  const boxes = [...grid.querySelectorAll("tbody [data-select]")];
  const chosen = boxes.filter((box) => box.checked);
  boxes.forEach((box) => box.closest("tr").classList.toggle("is-selected", box.checked));
  const all = grid.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  }
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-bulk-count]").textContent = String(chosen.length);
}

document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-bulk-clear]");
  if (clear) {
    document.querySelectorAll("[data-grid]").forEach((grid) => {
      grid.querySelectorAll("[data-select]").forEach((box) => (box.checked = false));
      tally(grid);
    });
  }
  const box = event.target.closest?.("[data-grid] [data-select], [data-grid] [data-select-all]");
  if (!box) return;
  const grid = box.closest("[data-grid]");
  const boxes = [...grid.querySelectorAll("tbody [data-select]")];
  if ("selectAll" in box.dataset) boxes.forEach((other) => (other.checked = box.checked));
  else {
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      if (from >= 0) boxes.slice(from, to + 1).forEach((other) => (other.checked = box.checked));
    }
    last = box;
  }
  tally(grid);
});

function start(root) {
  for (const grid of root.querySelectorAll("[data-grid]")) {
    const cells = grid.querySelectorAll("tbody td, tbody th");
    cells.forEach((cell) => cell.hasAttribute("tabindex") || (cell.tabIndex = -1));
    if (cells[0] && !grid.querySelector("tbody [tabindex='0']")) cells[0].tabIndex = 0;
    tally(grid);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.target.parentElement || document));
