// Comforts of the verification desk: what will be sent in one line, and where the focus goes.

const PARTS = ["kind", "category", "lead", "publication"];

/** Return what is chosen in a field, in the words of the page. */
function chosen(form, name) {
  const picked = form.querySelector(`[name=${name}]:checked`);
  if (picked) return picked.closest("label, .tick, div")?.textContent.trim();
  const list = form.querySelector(`select[name=${name}]`);
  return list?.value ? list.selectedOptions[0].textContent.trim() : "";
}

/** Say in one line what the button sends. */
function summarize(form) {
  const line = form.querySelector("[data-judgement-summary]");
  const said = PARTS.map((name) => chosen(form, name)).filter(Boolean);
  if (line && said.length) line.textContent = said.join(" · ");
}

function prepare() {
  const form = document.getElementById("penilaian");
  if (form) summarize(form);
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.id === "penilaian") summarize(form);
});

// To accept is to stand on the button that sends; Enter presses it.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("a[href='#kirim']")) return;
  event.preventDefault();
  document.getElementById("kirim")?.focus();
});

// What a helping button brought is read on at the place that it changed.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "judgement" && event.target.id !== "judgement") return;
  prepare();
  const asked = event.detail.requestConfig?.triggeringEvent?.submitter?.value ?? "";
  const place = asked.startsWith("saran:") ? "kirim" : "bersih";
  document.getElementById(place)?.focus();
});

prepare();
