// <button data-copy="text"> or <button data-copy-from="#id">: copies, and says so.

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not a secure address (plain http on a local network): the old way still works.
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  await write(source ? source.value ?? source.textContent.trim() : button.dataset.copy);
  button.classList.add("copied");
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = "Copied";
  setTimeout(() => button.classList.remove("copied"), 1600);
});
