// Photos one after the other: the arrow keys go to the neighbours, Escape goes back to the report.

const WAYS = { ArrowLeft: "[rel=prev]", ArrowRight: "[rel=next]", Escape: "[data-photo-back] a" };

document.addEventListener("keydown", (event) => {
  const busy = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented;
  if (busy || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const way = WAYS[event.key] && document.querySelector(WAYS[event.key]);
  if (!way) return;
  event.preventDefault();
  way.click();
});
