// What script adds to a candidate's pages: focus, an answer that is never lost, listening, ordering. All works without.
import { startListening, refreshListening } from "./listen.js";
import { startQueue } from "./queue.js";
import { enhanceOrdering } from "./ordering.js";
import { startDisplayMenu } from "./display.js";
import { startPrinting } from "./print.js";

function focusContent() {
  const target = document.querySelector("#content [data-focus]") || document.querySelector("#content h1");
  if (!target) return;
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function enhance() {
  enhanceOrdering(document);
  refreshListening(document);
}

// One sending at a time: a second press while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "answer") return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sending = "1";
}, true);
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest && event.target.closest("form");
  if (form) delete form.dataset.sending;
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "content") return;
  enhance();
  focusContent();
});

// A page of ours instead of the browser's when the network is away; without a worker, the rest works the same.
if (navigator.serviceWorker && document.documentElement.dataset.sitting) {
  navigator.serviceWorker.register("/parcours-hors-ligne.js", { scope: "/parcours" }).catch(() => {});
}

startListening();
startPrinting();
startDisplayMenu();
enhance();
startQueue();
if (document.querySelector("#content :is([role=alert][data-focus], .question [role=alert])")) focusContent();
