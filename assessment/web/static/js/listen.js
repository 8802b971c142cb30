// Reading aloud: a recorded sound where the question has one, else the device's French voice. No voice, no button.
let voice = null;
let playing = null;
let sound = null;

function findVoice() {
  const voices = (window.speechSynthesis ? speechSynthesis.getVoices() : []).filter((v) => /^fr/i.test(v.lang));
  voice = voices.find((v) => v.localService) || voices[0] || null;
}

function textOf(button) {
  const given = button.dataset.listen;
  if (!given.startsWith("#")) return given;
  const source = document.querySelector(given);
  return source ? source.textContent.trim() : "";
}

function stop() {
  if (window.speechSynthesis) speechSynthesis.cancel();
  if (sound) sound.pause();
  if (playing) playing.setAttribute("aria-pressed", "false");
  playing = sound = null;
}

function play(button) {
  playing = button;
  button.setAttribute("aria-pressed", "true");
  const done = () => { if (playing === button) stop(); };
  if (button.dataset.audio) {
    sound = new Audio(button.dataset.audio);
    sound.addEventListener("ended", done);
    sound.play().catch(done);
    return;
  }
  const speech = new SpeechSynthesisUtterance(textOf(button));
  speech.lang = "fr-FR";
  speech.voice = voice;
  speech.rate = 0.92;
  speech.onend = speech.onerror = done;
  speechSynthesis.speak(speech);
}

export function refreshListening(root) {
  for (const button of root.querySelectorAll("[data-listen]")) button.hidden = !(voice || button.dataset.audio);
}

export function startListening() {
  findVoice();
  if (window.speechSynthesis && speechSynthesis.addEventListener) {
    speechSynthesis.addEventListener("voiceschanged", () => { findVoice(); refreshListening(document); });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-listen]");
    if (!button) return;
    const again = playing === button;
    stop();
    if (!again) play(button);
  });
  document.addEventListener("htmx:beforeSwap", stop);
  window.addEventListener("pagehide", stop);
}
