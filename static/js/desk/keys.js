// Keys of the officers' pages. A link or button with data-key="f" is pressed by that key ("g i": one
// after the other); data-key-words says what it does on the sheet that "?" opens. Single keys can be
// switched off (WCAG 2.1.4) and never act while something is being written.

const FIELD = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable], [role=combobox], [role=listbox]";
const CHORD = 1200; // milliseconds within which the second key of two counts
const HOME = "meja"; // where the inbox keeps its place, in this tab
const BY_KEY = "meja-tombol";

const areOn = !/(?:^|;\s*)tombol=mati(?:;|$)/.test(document.cookie);
let before = "";
let timer = 0;

const isSeen = (one) => one.checkVisibility?.({ visibilityProperty: true }) ?? one.offsetParent !== null;
const withKeys = () => [...document.querySelectorAll("[data-key]")].filter(isSeen);

function place() {
  try {
    return JSON.parse(sessionStorage.getItem(HOME) ?? "null");
  } catch {
    return null;
  }
}

/** Put the focus where one can begin to write: the first text, else the first field. */
function write(part) {
  const field = part?.querySelector("textarea, input:not([type=hidden],[type=checkbox],[type=radio],[type=file],[type=search])");
  (field ?? part?.querySelector("select, input:not([type=hidden]), button"))?.focus();
}

function press(one) {
  if (one.matches(FIELD)) {
    one.focus();
    one.select?.();
  } else if (one.matches("summary")) {
    const fold = one.parentElement;
    if (!fold.open) one.click();
    one.scrollIntoView({ block: "nearest" });
    write(fold);
  } else {
    if (one.matches("a[href]")) sessionStorage.setItem(BY_KEY, new URL(one.href).pathname);
    one.focus();
    one.click();
  }
}

/** List what the present page offers, each line once. */
function help() {
  document.getElementById("lembar-tombol")?.remove();
  const lines = new Map();
  for (const one of withKeys()) {
    const words = one.dataset.keyWords ?? one.textContent.trim().replace(/\s+/g, " ");
    if (!lines.has(one.dataset.key)) lines.set(one.dataset.key, words);
  }
  if (document.querySelector(".inbox")) lines.set("Enter", "Buka di samping daftar");
  lines.set("g i", "Ke daftar laporan");
  lines.set("Ctrl Enter", "Kirim formulir yang sedang ditulis");
  const dialog = document.createElement("dialog");
  dialog.id = "lembar-tombol";
  dialog.className = "key-sheet";
  dialog.setAttribute("aria-labelledby", "lembar-tombol-judul");
  const title = Object.assign(document.createElement("h2"), { id: "lembar-tombol-judul", textContent: "Tombol di halaman ini" });
  const list = Object.assign(document.createElement("dl"), { className: "key-list" });
  for (const [key, words] of lines) {
    const line = document.createElement("div");
    const term = document.createElement("dt");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    line.append(term, Object.assign(document.createElement("dd"), { textContent: words }));
    list.append(line);
  }
  const feet = Object.assign(document.createElement("div"), { className: "buttons" });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Tutup" });
  close.addEventListener("click", () => dialog.close());
  const more = Object.assign(document.createElement("a"), { className: "alone", href: "/meja/tombol/", textContent: "Semua tombol, atau matikan" });
  feet.append(close, more);
  dialog.append(title, list, feet);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function key(typed) {
  const chord = before ? `${before} ${typed}` : typed;
  clearTimeout(timer);
  before = "";
  if (typed === "?") return help() ?? true;
  if (chord === "g i") {
    location.assign("/meja/");
    return true;
  }
  const found = withKeys();
  const one = found.find((each) => each.dataset.key === chord) ?? found.find((each) => each.dataset.key === typed);
  if (one) {
    press(one);
    return true;
  }
  if (typed === "g") {
    before = typed;
    timer = setTimeout(() => (before = ""), CHORD);
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) {
    event.preventDefault();
    target.form.requestSubmit(target.form.querySelector("button:not([type=button],[name])"));
    return;
  }
  if (event.key === "Escape" && target.matches?.(FIELD)) target.blur();
  if (!areOn || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length !== 1 || event.key === " " || target.matches?.(FIELD) || document.querySelector("dialog[open]")) return;
  if (key(event.key === "?" ? "?" : event.key.toLowerCase())) event.preventDefault();
});

// The way back leads to the list as it was left: its page, its filters, the same report.
const back = document.querySelector("[data-back]");
if (back && place()?.url) back.href = place().url;

// Whoever came by a key goes on by keys: the first field is ready to be written in.
if (sessionStorage.getItem(BY_KEY) === location.pathname) {
  const form = document.querySelector("main form[method=post] textarea, main form[method=post] select")?.form;
  if (form && !form.closest("details:not([open])")) write(form);
}
sessionStorage.removeItem(BY_KEY);

document.documentElement.toggleAttribute("data-keys", areOn);
