// What scripts add; every page works without them.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Ask before leaving a page with an answer that was not saved.
let unsaved = false;
addEventListener("change", (event) => {
  if (event.target.closest("form[data-unsaved]")) unsaved = true;
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// Show how a form would read while it is filled in; without this script the page shows it after saving.
for (const form of document.querySelectorAll("form[data-preview]")) {
  const target = document.getElementById("preview");
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
      if (answer.ok) target.innerHTML = await answer.text();
    }, 400);
  });
}

// A double click sends a form once.
const sent = new WeakSet();
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
  if (event.target.matches("[data-unsaved]")) unsaved = false;
  setTimeout(() => sent.delete(event.target), 4000);
});
