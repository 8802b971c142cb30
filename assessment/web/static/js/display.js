// Display settings without leaving the page, so that an answer being written is not lost; folds closed by Escape.
async function apply(form) {
  const reply = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form), redirect: "manual", credentials: "same-origin" });
  if (reply.type !== "opaqueredirect" && !reply.ok) throw new Error(`status ${reply.status}`);
  const root = document.documentElement;
  for (const [name, plain] of [["theme", "auto"], ["text", "normal"], ["spacing", "normal"]]) {
    const value = form.elements[name].value;
    if (value === plain) delete root.dataset[name];
    else root.dataset[name] = value;
  }
}

export function startDisplayMenu() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-display]");
    if (!form || form.dataset.plain) return;
    event.preventDefault();
    apply(form).then(
      () => { close(form.closest("[data-menu]")); },
      () => { form.dataset.plain = "1"; form.submit(); },
    );
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("[data-menu][open]").forEach(close);
  });
  // Left by a press elsewhere or by the Tab key, an open menu would hide what has the focus.
  for (const left of ["click", "focusin"]) document.addEventListener(left, (event) => {
    for (const menu of document.querySelectorAll("[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });
}

function close(menu) {
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}
