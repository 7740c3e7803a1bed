// The answer's form offers to send, or to ask for approval, by the outcome that is chosen.
function choose(form) {
  const asks = form.querySelector("[data-asks]");
  const sends = form.querySelector("[data-sends]");
  if (!asks || !sends) return;
  const outcome = form.querySelector("[name=outcome]:checked")?.value ?? "";
  const needed = asks.dataset.asks.split(" ").includes(outcome);
  asks.hidden = !needed;
  sends.hidden = needed;
}

document.addEventListener("change", ({ target }) => {
  if (target.name === "outcome" && target.form) choose(target.form);
});

// What the browser itself put back after a reload or a way back is told by no event.
for (const asks of document.querySelectorAll("[data-asks]")) choose(asks.form);
