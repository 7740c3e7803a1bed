// An opened identity leaves the screen when its time is over, and when the page is left: the server
// says so too (Refresh, no-store), this makes it exact and takes it out of the browser's memory.

const box = document.querySelector("[data-opened]");
const left = document.querySelector("[data-opened-left]");

function close() {
  box.replaceChildren();
  window.location.reload();
}

if (box) {
  const end = performance.now() + Number(box.dataset.opened) * 1000;
  const tick = () => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds <= 0) return close();
    if (left) left.textContent = seconds > 60 ? `dalam ${Math.ceil(seconds / 60)} menit` : "dalam satu menit";
    setTimeout(tick, Math.min(seconds, 15) * 1000);
  };
  tick();
  window.addEventListener("pagehide", () => box.replaceChildren());
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}
