// Ordering by arrows: each press moves an element and rewrites every place, which stay ordinary lists.
import { words } from "./status.js";

function number(list) {
  list.querySelectorAll(".order-item select").forEach((select, index) => { select.value = String(index + 1); });
}

function move(button) {
  const item = button.closest(".order-item");
  const list = item.parentElement;
  const up = button.dataset.move === "-1";
  const other = up ? item.previousElementSibling : item.nextElementSibling;
  if (other) list.insertBefore(up ? item : other, up ? other : item);
  number(list);
  list.querySelectorAll(".moved").forEach((moved) => moved.classList.remove("moved"));
  item.classList.add("moved");
  button.focus();
  const place = [...list.children].indexOf(item) + 1;
  told(list).textContent = `${item.querySelector("label").textContent}, ${words("place")} ${place}`;
}

// A line for screen readers beside the list: the move is seen by everyone else.
function told(list) {
  let line = list.parentElement.querySelector(".order-told");
  if (!line) {
    line = document.createElement("p");
    line.className = "sr-only order-told";
    line.setAttribute("role", "status");
    list.after(line);
  }
  return line;
}

// Without a choice made yet the places follow the order shown; with places kept, the order follows them.
function settle(list) {
  const items = [...list.querySelectorAll(".order-item")];
  const place = (item) => Number(item.querySelector("select").value) || items.length + 1;
  if (items.some((item) => item.querySelector("select").value)) {
    items.sort((a, b) => place(a) - place(b)).forEach((item) => list.append(item));
  }
}

export function enhanceOrdering(root) {
  for (const list of root.querySelectorAll("[data-order]:not([data-ready])")) {
    list.dataset.ready = "1";
    settle(list);
    for (const button of list.querySelectorAll("[data-move]")) {
      button.hidden = false;
      button.addEventListener("click", () => move(button));
    }
    list.addEventListener("change", () => {
      const values = [...list.querySelectorAll("select")].map((select) => select.value);
      if (values.every(Boolean) && new Set(values).size === values.length) settle(list);
    });
  }
}
