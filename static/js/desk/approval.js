// The answer's form offers to send, or to ask for approval, by the outcome that is chosen.
const asks = document.querySelector("[data-asks]");
const form = asks?.form;
const sends = form?.querySelector("[data-sends]");

function choose() {
  const outcome = form.querySelector("[name=outcome]:checked")?.value ?? "";
  const needed = asks.dataset.asks.split(" ").includes(outcome);
  asks.hidden = !needed;
  sends.hidden = needed;
}

if (form && sends) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "outcome") choose();
  });
}
