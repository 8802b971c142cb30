// What script adds to the desk: a question before what cannot be undone, dialogs, one sending per form.
import { startDisplayMenu } from "./display.js";
import { refreshListening, startListening } from "./listen.js";
import { enhanceOrdering } from "./ordering.js";
import { startPrinting } from "./print.js";

function dialogWith(title) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const body = document.createElement("div");
  body.className = "dialog-body";
  const heading = document.createElement("h2");
  heading.textContent = title;
  heading.id = `dialog-title-${document.querySelectorAll("dialog").length}`;
  dialog.setAttribute("aria-labelledby", heading.id);
  body.append(heading);
  dialog.append(body);
  document.body.append(dialog);
  return { dialog, body };
}

function closeButton(dialog, words, kind) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `button button-${kind}`;
  button.textContent = words;
  button.addEventListener("click", () => dialog.close());
  return button;
}

// The fold becomes a dialog: its content moves into it when opened, and back when closed.
document.addEventListener("click", (event) => {
  const summary = event.target.closest("[data-dialog] > summary");
  if (!summary || !window.HTMLDialogElement) return;
  event.preventDefault();
  const source = summary.nextElementSibling;
  const { dialog, body } = dialogWith(source.dataset.dialogTitle);
  const parts = [...source.children].slice(1);
  const close = document.createElement("p");
  close.append(closeButton(dialog, source.dataset.dialogClose, "quiet"));
  body.append(...parts, close);
  dialog.addEventListener("close", () => { source.append(...parts); dialog.remove(); summary.focus(); });
  dialog.showModal();
});

// data-confirm on a form: ask first, then send it with the button that was pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const asked = event.submitter?.dataset.confirm || form.dataset.confirm;
  if (!asked || form.dataset.confirmed || !window.HTMLDialogElement) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter;
  const { dialog, body } = dialogWith(asked);
  const line = document.createElement("div");
  line.className = "row";
  const yes = closeButton(dialog, submitter?.textContent.trim() || document.body.dataset.yes, "primary");
  yes.addEventListener("click", () => { form.dataset.confirmed = "1"; form.requestSubmit(submitter); });
  line.append(yes, closeButton(dialog, document.body.dataset.cancel, "quiet"));
  body.append(line);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}, true);

// A second press while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post" || form.matches("[data-display], [hx-post]")) return;
  if (form.dataset.sending) event.preventDefault();
  form.dataset.sending = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});

// After a swap: focus on what the server marked, if anything.
document.addEventListener("htmx:afterSettle", (event) => {
  refreshListening(document);
  enhanceOrdering(document);
  const target = event.target.querySelector?.("[data-focus]");
  if (target) target.focus();
});

// What was refused is read first.
document.querySelector("[role=alert][data-focus]")?.focus();

// The current tab of a row that slides is brought into sight.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

for (const toast of document.querySelectorAll(".toast")) setTimeout(() => toast.remove(), 8000);
startDisplayMenu();
startListening();
refreshListening(document);
enhanceOrdering(document);
startPrinting();
