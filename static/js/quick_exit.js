// Keluar cepat: a click or Shift three times empties the screen and goes away, with no way back here.

const TIMES = 3;
const WITHIN = 2000;
let pressed = [];

function leave(link) {
  document.body.replaceChildren();
  document.title = "…";
  location.replace(link.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-quick-exit]");
  if (!link) return;
  event.preventDefault();
  leave(link);
});

document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift") {
    pressed = [];
    return;
  }
  const now = Date.now();
  pressed = [...pressed.filter((at) => now - at < WITHIN), now];
  const link = document.querySelector("[data-quick-exit]");
  if (pressed.length >= TIMES && link) leave(link);
});
