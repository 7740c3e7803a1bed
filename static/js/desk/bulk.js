// Ticks in the inbox: they are counted at once, and kept when one goes to another page of the list.
// Without this file the buttons of the bar do the same, one step later.

const form = document.getElementById("pilihan");
const bar = form?.querySelector("[data-bulk]");

if (bar) {
  const boxes = [...form.querySelectorAll(".inbox-tick")];
  const count = bar.querySelector("[data-bulk-count]");
  const elsewhere = Number(bar.dataset.bulkElsewhere);
  const before = boxes.map((box) => box.checked);
  const changed = () => boxes.some((box, place) => box.checked !== before[place]);
  const tell = () => (count.textContent = elsewhere + boxes.filter((box) => box.checked).length);

  bar.querySelector("[value=ingat]").hidden = true;
  bar.querySelector("[data-bulk-hint]").hidden = true;
  form.addEventListener("change", tell);

  bar.querySelector("[data-bulk-page]").addEventListener("click", (event) => {
    event.preventDefault();
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => (box.checked = !all));
    tell();
  });

  // To another page of the list: the ticks go first, in the same step.
  document.querySelector(".pager")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !changed() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (const [name, value] of [["aksi", "ingat"], ["ke", new URL(link.href).search]]) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.requestSubmit();
  });

  // What is ticked goes along when the page is left by a link; the answer is not waited for.
  addEventListener("pagehide", () => {
    if (!changed() || form.dataset.sent) return;
    const data = new FormData(form);
    data.set("aksi", "ingat");
    navigator.sendBeacon(form.action, data);
  });
  form.addEventListener("submit", () => (form.dataset.sent = "1"));
  addEventListener("pageshow", (event) => {
    delete form.dataset.sent;
    if (event.persisted) tell();
  });
  tell();
}
