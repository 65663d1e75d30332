// Asks for the reason of a decision in the page's dialog; cancelling rejects.

export function askWhy(question) {
  const dialog = document.getElementById("reason-dialog");
  const text = dialog.querySelector("textarea");
  dialog.querySelector(".ask-question").textContent = question;
  text.value = "";
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve, reject) => {
    dialog.addEventListener("close", () => (dialog.returnValue === "yes" ? resolve(text.value) : reject(new Error("Not moved."))), { once: true });
  });
}
