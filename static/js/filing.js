// While a report is written: keep the draft, and lose nothing when the network goes away.

const REST = 1500;
const forms = () => document.querySelectorAll("form[data-filing]");

/** Say in the line under the form how the draft stands. */
function note(form, words) {
  const line = form.querySelector("[data-saved]");
  if (line) line.textContent = words;
}

/** Send what is typed so far to the draft; the page itself keeps it when that fails. */
async function save(form) {
  const answers = new FormData(form);
  for (const [name, value] of [...answers]) if (value instanceof File) answers.delete(name);
  try {
    const response = await fetch(form.dataset.save, { method: "POST", body: answers });
    if (!response.ok) throw new Error(response.status);
    const now = new Date().toLocaleTimeString("id", { hour: "2-digit", minute: "2-digit" });
    note(form, `Draf tersimpan pukul ${now}.`);
  } catch {
    note(form, "Draf belum tersimpan. Yang Anda tulis masih ada di halaman ini.");
  }
}

const waiting = new WeakMap();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.save || event.target.type === "file") return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(save, REST, form));
});

// Leaving the page in the middle of a word keeps the word too.
addEventListener("pagehide", () => {
  for (const form of forms()) {
    if (!form.dataset.save || !waiting.has(form) || form.dataset.sent) continue;
    const answers = new FormData(form);
    for (const [name, value] of [...answers]) if (value instanceof File) answers.delete(name);
    navigator.sendBeacon(form.dataset.save, answers);
  }
});

// Without a network nothing is sent, and the page says so; when it is back, the page asks first.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("form[data-filing]")) return;
    clearTimeout(waiting.get(form));
    if (navigator.onLine) {
      form.dataset.sent = "1";
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, event.submitter, "Tidak ada sambungan. Yang Anda tulis masih ada di halaman ini.");
  },
  true,
);

/** Offer to send again, here and now. */
function ask(form, button, words) {
  form.querySelector("[data-again]")?.remove();
  const notice = document.createElement("div");
  notice.className = "notice notice-warning";
  notice.dataset.again = "";
  notice.setAttribute("role", "alert");
  const text = Object.assign(document.createElement("p"), { textContent: words });
  const again = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-secondary",
    textContent: "Coba kirim lagi",
  });
  again.addEventListener("click", () => {
    notice.remove();
    form.requestSubmit(button ?? undefined);
  });
  notice.append(text, again);
  (form.querySelector(".buttons") ?? form).before(notice);
}

addEventListener("online", () => {
  for (const notice of document.querySelectorAll("[data-again] p")) {
    notice.textContent = "Sambungan kembali. Kirim sekarang?";
  }
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-filing]")) return;
    delete form.dataset.sent;
    const button = event.detail.requestConfig?.triggeringEvent?.submitter;
    ask(form, button, "Belum terkirim. Yang Anda tulis masih ada di halaman ini.");
  });
}
