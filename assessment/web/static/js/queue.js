// Answers on their way: kept on this device until the server has acknowledged them, sent again with growing pauses.
// One entry per served question (its token), within the sitting named on <html data-sitting>.
import { say, words } from "./status.js";

const PREFIX = "answer:";
const RECEIVED = [409, 410, 422];
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30000;
const SLOW = 4000;
let pause = FIRST_PAUSE;
let timer = 0;
let slow = 0;
let troubled = false;

const sitting = () => document.documentElement.dataset.sitting || "";
const answerForm = () => document.getElementById("answer");
const pageToken = () => answerForm()?.elements.token?.value || "";

function keep(entry) {
  try { localStorage.setItem(PREFIX + entry.token, JSON.stringify(entry)); } catch { /* a full or closed store: the page still sends */ }
}

function drop(token) {
  try { localStorage.removeItem(PREFIX + token); } catch { /* nothing was kept */ }
}

function kept() {
  const entries = [];
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = localStorage.key(i);
      if (key.startsWith(PREFIX)) entries.push(JSON.parse(localStorage.getItem(key)));
    }
  } catch { return []; }
  return entries.filter((entry) => entry.sitting === sitting() && (entry.sitting || entry.token === pageToken()));
}

// A whole-page redirect asked through HX-Redirect may lead to the sign-in page: not an acknowledgement.
function acknowledged(status, header) {
  return ((status >= 200 && status < 400) || RECEIVED.includes(status)) && !header;
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(flush, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

function sent(hadTrouble) {
  clearTimeout(timer);
  pause = FIRST_PAUSE;
  say(hadTrouble ? words("sent") : "", hadTrouble ? 6 : 0);
}

function trouble() {
  troubled = true;
  say(words("offline"));
  wait();
}

async function sendAgain(entry) {
  const body = new URLSearchParams(entry.body);
  const proof = document.querySelector("input[name=csrf_token]");
  if (proof) body.set("csrf_token", proof.value);
  const headers = { "HX-Request": "true", "HX-Target": "content", "Content-Type": "application/x-www-form-urlencoded" };
  const reply = await fetch(entry.url, { method: "POST", body: body.toString(), headers, credentials: "same-origin" });
  if (!acknowledged(reply.status, reply.headers.get("HX-Redirect"))) throw new Error(`status ${reply.status}`);
  const next = await reply.text();
  drop(entry.token);
  return next;
}

// After an answer given on another page view, this page may be out of date: load it again.
function show(next, wasHere) {
  if (wasHere && window.htmx?.swap) window.htmx.swap("#content", next, { swapStyle: "innerHTML" });
  else if (pageToken()) window.location.reload();
}

async function flushNow() {
  const entries = kept();
  if (!entries.length) return;
  const here = pageToken();
  let next = "";
  try {
    for (const entry of entries) next = await sendAgain(entry);
  } catch {
    trouble();
    return;
  }
  troubled = false;
  sent(true);
  show(next, entries.length === 1 && entries[0].token === here);
}

function flush() {
  if (!navigator.onLine) return wait();
  if (navigator.locks) return navigator.locks.request("answers", { ifAvailable: true }, (lock) => (lock ? flushNow() : wait()));
  return flushNow();
}

function clearAll() {
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
  } catch { /* nothing was kept */ }
}

export function startQueue() {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("#answer");
    if (!form || !form.elements.token) return;
    const values = new URLSearchParams(event.detail.requestConfig.formData);
    values.delete("csrf_token");
    const body = values.toString();
    keep({ token: form.elements.token.value, sitting: sitting(), url: form.getAttribute("action"), body });
    clearTimeout(slow);
    slow = setTimeout(() => say(words("slow")), SLOW);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const token = new URLSearchParams(event.detail.requestConfig.formData).get("token");
    if (!token) return;
    clearTimeout(slow);
    const xhr = event.detail.xhr;
    if (xhr.status && acknowledged(xhr.status, xhr.getResponseHeader("HX-Redirect"))) {
      drop(token);
      sent(troubled);
      troubled = false;
    } else if (!(xhr.status >= 200 && xhr.status < 300)) {
      trouble();
    }
  });
  window.addEventListener("offline", () => say(words("offline")));
  window.addEventListener("online", () => (kept().length ? flush() : say("")));
  if (document.querySelector("[data-sitting-ended]")) clearAll();
  else if (kept().length) flush();
}
