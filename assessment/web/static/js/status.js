// The line outside the swapped zone that says what happens to the answer.
let timer = 0;

export function say(words, forSeconds = 0) {
  const line = document.getElementById("status");
  if (!line) return;
  clearTimeout(timer);
  if (line.textContent !== words) line.textContent = words;
  if (forSeconds) timer = setTimeout(() => { line.textContent = ""; }, forSeconds * 1000);
}

// French words live in the page (translated by the server) as data attributes of the status line.
export function words(name) {
  const line = document.getElementById("status");
  return (line && line.dataset[name]) || "";
}
