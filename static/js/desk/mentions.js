// Internal notes: what is typed behind an @ brings up the colleagues who can be ticked below the text.
// Arrows and Enter or Tab (or a tap) put the name in; Escape closes; without this, ticks or full names do.

const BEGUN = /(?:^|[^\w@.])@([^\n@]{0,40})$/; // an @ before the cursor, and what follows it
const MOST = 8;

let field = null; // the text that is being written in, while the list is open
let list = null;
let said = null;
let active = 0;

const names = (area) =>
  [...area.form.querySelectorAll(`[name="${area.dataset.mentions}"]`)].map((tick) => tick.labels[0].textContent.trim());

/** The colleagues one of whose words begins with what was typed; the name itself may have several. */
function fitting(area, typed) {
  const wanted = typed.toLowerCase();
  return names(area).filter((name) => {
    const lower = name.toLowerCase();
    return lower !== wanted.trim() && (lower.startsWith(wanted) || lower.includes(` ${wanted}`));
  });
}

const begun = (area) => BEGUN.exec(area.value.slice(0, area.selectionStart))?.[1];

function close() {
  if (!field) return;
  for (const name of ["aria-haspopup", "aria-controls", "aria-autocomplete", "aria-activedescendant"]) {
    field.removeAttribute(name);
  }
  list.remove();
  field = null;
}

function point(at) {
  active = (at + list.children.length) % list.children.length;
  [...list.children].forEach((line, number) => line.setAttribute("aria-selected", String(number === active)));
  field.setAttribute("aria-activedescendant", list.children[active].id);
  list.children[active].scrollIntoView({ block: "nearest" });
}

function line(name, number) {
  const made = document.createElement("li");
  made.id = `${list.id}-${number}`;
  made.role = "option";
  made.textContent = name;
  return made;
}

function open(area, found) {
  if (field !== area) {
    close();
    field = area;
    list = document.createElement("ul");
    list.id = `${area.id}-rekan`;
    list.className = "mention-list";
    list.role = "listbox";
    list.ariaLabel = "Rekan";
    area.after(list);
    area.setAttribute("aria-haspopup", "listbox"); // a textarea may not be called a combobox
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
  }
  list.replaceChildren(...found.slice(0, MOST).map(line));
  point(0);
  tell(area, `${list.children.length} rekan. Panah untuk memilih, Enter untuk memasukkan.`);
}

function tell(area, words) {
  if (!said?.isConnected || said.parentElement !== area.parentElement) {
    said?.remove();
    said = document.createElement("p");
    said.className = "sr";
    said.role = "status";
    area.parentElement.append(said);
  }
  said.textContent = words;
}

/** Put the name of a line in place of what was typed behind the @. */
function choose(number) {
  const area = field;
  const name = list.children[number].textContent;
  const end = area.selectionStart;
  close();
  area.setRangeText(`${name} `, end - begun(area).length, end, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  tell(area, `${name} akan diberi tahu.`);
}

function look(area) {
  const typed = begun(area);
  const found = typed === undefined ? [] : fitting(area, typed);
  if (found.length) open(area, found);
  else if (field === area) close();
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("[data-mentions]")) look(target);
});

document.addEventListener(
  "keydown",
  (event) => {
    if (!field || event.target !== field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active - 1);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("pointerdown", (event) => {
  const chosen = event.target.closest?.(".mention-list > li");
  if (chosen && field) {
    event.preventDefault();
    choose([...list.children].indexOf(chosen));
  } else if (event.target !== field) close();
});

document.addEventListener("focusout", ({ target }) => {
  if (target === field) close();
});
