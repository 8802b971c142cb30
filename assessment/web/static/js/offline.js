// The page without a network: says whether an answer waits on this device, and goes back as soon as the network does.
const FIRST_PAUSE = 3000;
const LONGEST_PAUSE = 30000;
const place = document.querySelector("[data-back]");

function answerWaits() {
  try { return Object.keys(localStorage).some((key) => key.startsWith("answer:")); } catch { return false; }
}

async function look(pause) {
  try {
    const reply = await fetch(place.dataset.alive, { cache: "no-store" });
    if (reply.ok) { window.location.replace(place.href); return; }
  } catch { /* still no network */ }
  setTimeout(() => look(Math.min(pause * 2, LONGEST_PAUSE)), pause);
}

document.querySelector("[data-kept]").hidden = !answerWaits();
window.addEventListener("online", () => window.location.replace(place.href));
setTimeout(() => look(FIRST_PAUSE), FIRST_PAUSE);
