// The Find page: `/` goes to the words, ticks make the bar at the bottom, shift ticks a range, Esc lets go; j and k walk
// through the results, Enter opens one, x ticks it, s puts the ticked on a list.

const ticks = () => [...document.querySelectorAll("[data-find-tick]")];
// htmx may have put another page in place since: ask each time.
const bar = () => document.querySelector("[data-find-bulk]");
let last = null;

function tally() {
  if (!bar()) return;
  const all = ticks();
  const chosen = all.filter((tick) => tick.checked);
  bar().hidden = chosen.length === 0;
  bar().querySelector("[data-find-count]").textContent = String(chosen.length);
  const every = document.querySelector("[data-find-all]");
  if (!every) return;
  every.checked = chosen.length > 0 && chosen.length === all.length;
  every.indeterminate = chosen.length > 0 && chosen.length < all.length;
}

function compare(address) {
  const asked = new URLSearchParams(ticks().filter((tick) => tick.checked).map((tick) => ["account", tick.value]));
  const persona = document.querySelector("[data-find-persona]")?.value;
  if (persona) asked.set("persona", persona);
  location.assign(`${address}?${asked}`);
}

function tickAll(checked) {
  ticks().forEach((tick) => (tick.checked = checked));
  tally();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-find-clear]")) return tickAll(false);
  const comparing = event.target.closest("[data-find-compare]");
  if (comparing) return compare(comparing.dataset.findCompare);
  if (event.target.matches("[data-find-all]")) return tickAll(event.target.checked);
  if (!event.target.matches("[data-find-tick]")) return;
  const all = ticks();
  if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(event.target)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((tick) => (tick.checked = event.target.checked));
  }
  last = event.target;
  tally();
});

// A filter changed while an answer was on its way: that answer would put the filters back; the next one is coming.
let stale = false;
const isForm = (element) => element?.closest?.("#find-form");
for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => isForm(event.target) && (stale = true));
document.addEventListener("htmx:beforeRequest", (event) => isForm(event.target) && (stale = false));
document.addEventListener("htmx:beforeSwap", (event) => {
  const counts = event.detail.target.matches("[data-find-facets]");
  if ((stale && event.detail.target.id === "results") || (counts && (stale || !event.detail.target.isConnected))) {
    event.detail.shouldSwap = false;
  }
});

// Who was put on a list is perhaps to go on the board as well: they stay ticked, and the cards say where they are now.
let kept = [];
let extended = false;
document.addEventListener("taken", () => {
  if (extended) return;
  kept = ticks().filter((tick) => tick.checked).map((tick) => tick.value);
  htmx.trigger("#find-form", "submit");
});
document.addEventListener("htmx:afterSwap", (event) => {
  extended = event.detail.target.id !== "results" && (extended || event.detail.target.matches(".found-more"));
  ticks().filter((tick) => kept.includes(tick.value)).forEach((tick) => (tick.checked = true));
  kept = [];
  tally();
});

// After `g` the next letter goes to a page, as everywhere.
let going = -Infinity;

// The page's own search box takes `/` before the one in the top bar does.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      const words = document.querySelector("[data-find-words]");
      words.focus();
      words.select();
    } else if (event.key === "Escape" && bar() && !bar().hidden && !typing) {
      tickAll(false);
    } else if (event.key === "g") {
      going = event.timeStamp;
    } else if (!typing && event.timeStamp - going > 1500 && walk(event.key)) {
      event.preventDefault();
    }
  },
  true,
);

// The result that has the focus is the one the keys are about.
function walk(key) {
  const found = [...document.querySelectorAll("[data-found]")];
  const at = found.indexOf(document.activeElement?.closest("[data-found]"));
  const here = found[at];
  if (key === "j" || key === "k") {
    const next = found[Math.max(0, Math.min(found.length - 1, at + (key === "j" ? 1 : -1)))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return true;
  }
  if (key === "Enter" && here === document.activeElement) return follow(here);
  if (key === "x" && here) return toggle(here);
  return key === "s" && shortlist(here);
}

function follow(row) {
  row?.querySelector("a.found-link, a.person-name")?.click();
  return Boolean(row);
}

function toggle(row) {
  row.querySelector("[data-find-tick]")?.click();
  return true;
}

function shortlist(row) {
  if (!bar()) return false;
  if (!ticks().some((tick) => tick.checked)) row?.querySelector("[data-find-tick]")?.click();
  if (bar().hidden) return false;
  const name = bar().elements.list;
  name.value ||= "Shortlist";
  name.focus();
  name.select();
  return true;
}

// Back from a creator's page: as many rows as there were, at the same place.
const KEPT = `find:${location.pathname}`;
window.addEventListener("pagehide", () => {
  const shown = document.querySelectorAll("[data-found]").length;
  sessionStorage.setItem(KEPT, JSON.stringify({ at: location.search, shown, y: window.scrollY }));
});

async function restore() {
  const came = performance.getEntriesByType("navigation")[0]?.type;
  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  if (came !== "back_forward" || kept?.at !== location.search || !window.htmx) return;
  for (let page = 0; page < 40 && document.querySelectorAll("[data-found]").length < kept.shown; page += 1) {
    const more = document.querySelector(".found-more a");
    if (!more) break;
    const arrived = new Promise((resolve) => more.closest(".found-more").parentElement.addEventListener("htmx:afterSettle", resolve, { once: true }));
    htmx.trigger(more, "click");
    await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, 4000))]);
  }
  window.scrollTo({ top: kept.y, behavior: "instant" });
}
if (document.readyState === "complete") restore();
else window.addEventListener("load", restore);

// An empty list name would be refused by the server; say it at the field.
document.addEventListener("submit", (event) => {
  if (event.target !== bar()) return;
  // What was asked is why they were chosen.
  bar().querySelector("[data-find-asked]").value = location.search;
  const name = bar().elements.list;
  const needed = event.submitter?.value === "list" && !name.value.trim();
  name.setCustomValidity(needed ? "Name a list." : "");
  if (needed) {
    event.preventDefault();
    event.stopImmediatePropagation();
    name.reportValidity();
  }
}, true);
document.addEventListener("input", (event) => event.target.form === bar() && event.target.setCustomValidity?.(""));
tally();
