// Comforts of a page that already works without this file.

const LANGUAGE = "id";

/** Show how many characters are left below a long text. */
function count(area) {
  const line = document.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
  if (!line) return;
  const left = Number(area.dataset.limit) - [...area.value].length;
  const number = Math.abs(left).toLocaleString(LANGUAGE);
  line.textContent = left < 0 ? `Terlalu panjang ${number} karakter.` : `Sisa ${number} karakter.`;
  line.classList.toggle("count-over", left < 0);
}

/** List the chosen files with their sizes, and say which one is too large. */
function listFiles(input) {
  let list = input.nextElementSibling;
  if (!list?.matches(".file-names")) {
    list = document.createElement("ul");
    list.className = "file-names";
    list.setAttribute("aria-live", "polite");
    input.after(list);
  }
  const most = Number(input.dataset.maxMegabytes || 0);
  const files = [...input.files];
  const lines = files.map((file) => {
    const megabytes = file.size / 1048576;
    const size = megabytes.toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });
    const tooLarge = most && megabytes > most ? `. Terlalu besar, paling besar ${most} MB` : "";
    return `${file.name} (${size} MB)${tooLarge}`;
  });
  const allowed = Number(input.dataset.maxFiles || 0);
  if (allowed && files.length > allowed) lines.push(`Terlalu banyak, paling banyak ${allowed} berkas.`);
  list.replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })),
  );
}

/** Say something in the corner of the page until it is closed. */
function say(words) {
  const place = document.getElementById("kabar");
  if (!place) return;
  const notice = document.createElement("div");
  notice.className = "notice notice-danger";
  const text = Object.assign(document.createElement("p"), { textContent: words });
  const close = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: "Tutup",
  });
  close.addEventListener("click", () => notice.remove());
  notice.append(text, close);
  place.replaceChildren(notice);
}

/** Copy what an element shows, and say so on the button. */
async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  const words = button.querySelector("[data-copy-words]") ?? button;
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  const before = words.textContent;
  words.textContent = "Tersalin";
  setTimeout(() => (words.textContent = before), 3000);
}

/** Prepare a page, or the part of one that htmx has just put in. */
function prepare(root) {
  root.querySelectorAll("textarea[data-limit]").forEach(count);
  if (navigator.clipboard) {
    root.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
  }
  root.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
  root.querySelector("[data-error-summary]")?.focus();
}

// A second click while the first is under way is not a second report. The button stays enabled,
// so that its value is sent; a page that comes back from the browser's memory may send again.
const AGAIN_AFTER = 10_000;
const sending = new WeakSet();

function free(form) {
  sending.delete(form);
  form.querySelectorAll("button[aria-disabled]").forEach((one) => one.removeAttribute("aria-disabled"));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(free, AGAIN_AFTER, form);
});

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach(free);
});

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-limit]")) count(event.target);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file]")) listFiles(event.target);
});

document.addEventListener("click", (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) copy(copier);
  if (event.target.closest("[data-print]")) print();
  const menu = document.querySelector(".menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A link to a folded part opens it, also when the page is entered through such a link.
function unfold() {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = part?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
addEventListener("hashchange", unfold);

// htmx: nothing was swapped, so whatever was typed is still there; only say what happened.
const KEPT = "Yang Anda tulis masih ada di halaman ini.";
document.addEventListener("htmx:load", (event) => prepare(event.target));
document.addEventListener("htmx:sendError", () => say(`Tidak ada sambungan. ${KEPT} Coba lagi sebentar lagi.`));
document.addEventListener("htmx:timeout", () => say(`Jawaban terlalu lama. ${KEPT} Coba lagi.`));
document.addEventListener("htmx:responseError", (event) => {
  const why = {
    403: "Sesi Anda sudah berakhir. Muat ulang halaman lalu masuk kembali.",
    404: "Laporan ini tidak ada lagi atau bukan untuk Anda.",
    409: "Petugas lain baru saja mengubah laporan ini. Muat ulang untuk melihatnya.",
    413: "Berkas terlalu besar.",
    429: "Terlalu sering. Tunggu sebentar.",
  }[event.detail.xhr.status];
  say(`${why ?? "Ada gangguan di pihak kami."} ${KEPT}`);
});

prepare(document);
unfold();

// Where the browser can, a small worker keeps the look of the town and one page for times without a
// network. Not on pages that must leave no trace.
if (navigator.serviceWorker && !document.querySelector("[name=hanya-di-sini], [data-quick-exit]")) {
  addEventListener("load", () => navigator.serviceWorker.register("/pekerja.js").catch(() => {}));
}
