// The inbox: a report opens beside the list on a wide screen, and the address remembers which.
// Without this file, and on a phone, the row's link opens the page of the report.

const wide = matchMedia("(min-width: 64em)");
const HOME = "meja";
const pane = document.getElementById("pratinjau");
const list = document.getElementById("daftar-laporan");
const news = document.getElementById("pratinjau-kabar");
const rows = () => [...(list?.querySelectorAll(".inbox-row") ?? [])];
const linkOf = (row) => row?.querySelector(".inbox-title");
const rowOf = (code) => rows().find((row) => row.dataset.row === code);
const peeked = () => new URL(location.href).searchParams.get("buka") ?? "";

let asked = "";

/** The row one is at: the one with the focus, else the one whose pane is open, else the last one left. */
function current() {
  return document.activeElement?.closest?.(".inbox-row") ?? rowOf(peeked());
}

function address(code) {
  const url = new URL(location.href);
  if (code) url.searchParams.set("buka", code);
  else url.searchParams.delete("buka");
  return url;
}

function mark(code) {
  for (const row of rows()) {
    const isOpen = row.dataset.row === code;
    row.classList.toggle("inbox-open", isOpen);
    if (isOpen) linkOf(row).setAttribute("aria-current", "true");
    else linkOf(row).removeAttribute("aria-current");
  }
}

function keep() {
  const row = current();
  const index = rows().indexOf(row);
  if (index < 0) return;
  sessionStorage.setItem(HOME, JSON.stringify({ url: location.href, code: row.dataset.row, index }));
}

/** Show what came; the close button needs this file, so only this file shows it. */
function shown() {
  pane.querySelectorAll("[data-peek-close]").forEach((button) => (button.hidden = false));
}

async function peek(row, { push }) {
  const code = row.dataset.row;
  if (asked === code && pane.hasAttribute("aria-busy")) return; // it is on its way
  asked = code;
  if (push === "new") history.pushState({}, "", address(code));
  if (push === "same") history.replaceState({}, "", address(code));
  mark(code);
  pane.hidden = false;
  pane.setAttribute("aria-busy", "true");
  await htmx.ajax("GET", linkOf(row).dataset.peek, { target: pane, swap: "innerHTML" });
  if (asked !== code) return; // a faster key asked for another one
  pane.removeAttribute("aria-busy");
  pane.scrollTop = 0;
  news.textContent = `Pratinjau ${code} terbuka.`;
  keep();
}

function close({ push }) {
  asked = "";
  const row = rowOf(peeked());
  if (push) history.pushState({}, "", address(""));
  mark("");
  pane.hidden = true;
  pane.replaceChildren();
  news.textContent = "Pratinjau ditutup.";
  if (!document.activeElement || document.activeElement === document.body) linkOf(row)?.focus();
}

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
  const row = all[next];
  if (!row) return;
  linkOf(row).focus();
  row.scrollIntoView({ block: "nearest" });
  if (!pane.hidden && wide.matches) peek(row, { push: "same" });
  keep();
}

document.addEventListener("click", (event) => {
  const mover = event.target.closest("[data-move]");
  if (mover) return move(Number(mover.dataset.move));
  if (event.target.closest("[data-peek-close]")) return close({ push: true });
  const link = event.target.closest("[data-peek]");
  if (link) {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
    if (plain && wide.matches) {
      event.preventDefault();
      link.focus();
      peek(link.closest(".inbox-row"), { push: pane.hidden ? "new" : "same" });
    }
  }
  keep();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || pane.hidden || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input, textarea, select")) return;
  const row = rowOf(peeked());
  close({ push: true });
  linkOf(row)?.focus();
});

// With the pane closed "o" opens the page of the row one is at.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".inbox-row");
  list?.querySelectorAll("[data-key=x]").forEach((box) => box.removeAttribute("data-key"));
  row?.querySelector(".inbox-tick")?.setAttribute("data-key", "x");
});
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(".inbox-row");
  if (event.key !== "o" || !row || !pane.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!document.documentElement.hasAttribute("data-keys")) return;
  keep();
  location.assign(linkOf(row).href);
});

addEventListener("popstate", () => {
  const row = rowOf(peeked());
  if (row && wide.matches) peek(row, { push: "" });
  else close({ push: false });
});

// The report that is open beside the list goes along to the page that is opened from here.
addEventListener("pagehide", keep);

function arrive() {
  document.querySelectorAll("[data-move]").forEach((button) => (button.hidden = !rows().length));
  if (!list) return;
  shown();
  mark(pane.hidden ? "" : peeked());
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(HOME) ?? "null");
  } catch {
    return;
  }
  if (!kept || kept.url !== location.href) return;
  // Back from a report: to its row, or where it stood when it has left the list.
  const row = rowOf(kept.code) ?? rows()[Math.min(kept.index, rows().length - 1)];
  linkOf(row)?.focus();
  if (!pane.hidden && wide.matches && peeked() !== row.dataset.row) peek(row, { push: "same" });
}

document.addEventListener("htmx:afterSwap", (event) => event.detail.target === pane && shown());
arrive();
