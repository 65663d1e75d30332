// What every page has: shortcuts, toasts, the side panel, questions before dangerous buttons, tooltips.

const typing = (node) => node.closest("input, textarea, select, [contenteditable]");
const byId = (id) => document.getElementById(id);

// Shortcuts: `/` finds, `?` helps, `g x` goes to the page whose link has data-go="x".

const help = byId("help-dialog");
const links = [...document.querySelectorAll(".sidebar [data-go]")];
let going = 0;

function fillHelp() {
  const list = help?.querySelector("[data-shortcuts]");
  for (const link of list && !list.dataset.filled ? links : []) {
    const row = document.createElement("div");
    const keys = document.createElement("dd");
    row.append(Object.assign(document.createElement("dt"), { textContent: link.textContent.trim() }), keys);
    for (const key of ["g", link.dataset.go]) {
      keys.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    }
    list.append(row);
  }
  if (list) list.dataset.filled = "yes";
}

function showHelp() {
  fillHelp();
  help?.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?") {
    showHelp();
  } else if (event.key === "g") {
    going = event.timeStamp;
  } else if (going && event.timeStamp - going < 1500) {
    going = 0;
    links.find((link) => link.dataset.go === event.key)?.click();
  }
});

// Toasts: from the server's messages, from an `HX-Trigger: {"toast": {"text": …, "tone": …}}` header, or from scripts.

export function toast(text, tone = "info") {
  const node = byId("toast-template").content.firstElementChild.cloneNode(true);
  node.classList.add(`tone-${tone}`);
  node.querySelector("p").textContent = text;
  byId("toasts").append(node);
  leave(node);
}

function leave(node) {
  const kept = node.classList.contains("tone-error") || node.classList.contains("tone-warning");
  if (!kept) setTimeout(() => node.remove(), 6000);
}

document.querySelectorAll("[data-toast]").forEach(leave);
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));
document.addEventListener("click", (event) => {
  event.target.closest(".gs-toast-close")?.closest("[data-toast]").remove();
  if (event.target.closest("[data-help]")) showHelp();
});
for (const [name, text] of [
  ["htmx:sendError", "The server did not answer. Check the connection and try again."],
  ["htmx:responseError", null],
]) {
  document.addEventListener(name, (event) => {
    const status = event.detail.xhr?.status;
    toast(text || messageOf(event.detail.xhr) || `That did not work (${status}).`, "error");
  });
}

function messageOf(xhr) {
  try {
    return JSON.parse(xhr.responseText).message;
  } catch {
    return null;
  }
}

// A thin line at the top while the server works on something that htmx asked; polling stays quiet.

let waiting = 0;
for (const [name, step] of [["htmx:beforeRequest", 1], ["htmx:afterRequest", -1]]) {
  document.addEventListener(name, (event) => {
    if (event.target.closest(".work")) return;
    waiting = Math.max(0, waiting + step);
    document.body.classList.toggle("is-busy", waiting > 0);
  });
}

// The side panel opens when something is loaded into it, and closes on an `HX-Trigger: closePanel` header.

const panel = byId("panel");
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "panel-body") return;
  window.bootstrap.Offcanvas.getOrCreateInstance(panel).show();
});
document.addEventListener("closePanel", () => window.bootstrap.Offcanvas.getInstance(panel)?.hide());

// Questions: forms with data-confirm, and htmx elements with hx-confirm, ask in the page's own dialog.

const dialog = byId("confirm-dialog");

function ask(question, label) {
  dialog.querySelector(".ask-question").textContent = question;
  dialog.querySelector("[data-confirm-yes]").textContent = label || "Confirm";
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  ask(form.dataset.confirm, form.dataset.confirmLabel).then((yes) => {
    if (!yes) return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
  });
});
document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  ask(event.detail.question, event.detail.elt.dataset.confirmLabel).then((yes) => {
    if (yes) event.detail.issueRequest(true);
  });
});

// Tooltips, also on what htmx brings later; forms that send themselves when a filter changes.

window.addEventListener("DOMContentLoaded", tips);
if (document.readyState !== "loading") tips();

function tips() {
  if (!window.bootstrap || document.body.dataset.tips) return;
  document.body.dataset.tips = "yes";
  new window.bootstrap.Tooltip(document.body, {
    selector: "[data-tip]",
    title: (node) => node.dataset.tip,
    trigger: "hover focus",
    container: "body",
  });
}

document.addEventListener("change", (event) => {
  event.target.closest("form[data-autosubmit]")?.requestSubmit();
});
