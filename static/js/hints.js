// Hints while somebody types: ask only about a text that says something, fill a field when told to,
// and be silent when the network is: a hint is never worth an error.

const SHORTEST = 15; // also in complaints/citizens/hints/asking.py

/** The fields of the form around a hint that it may fill: a list, or buttons with this value. */
function target(button) {
  const field = button.closest("form")?.elements[button.dataset.fill];
  if (!field) return null;
  if (field instanceof HTMLSelectElement) return [...field.options].find((one) => one.value === button.dataset.value);
  const choices = field instanceof RadioNodeList ? [...field] : [field];
  return choices.find((one) => one.type === "radio" && one.value === button.dataset.value);
}

/** Show the buttons for which the page has a field that does not say so already. */
function offer(region) {
  region.querySelectorAll("[data-fill]").forEach((button) => {
    const choice = target(button);
    button.hidden = !choice || choice.selected || choice.checked || false;
  });
}

/** Fill the field, say so where the button was, and leave the focus where it makes sense. */
function fill(button) {
  const choice = target(button);
  if (!choice) return;
  const field = choice instanceof HTMLOptionElement ? choice.closest("select") : choice;
  if (choice instanceof HTMLOptionElement) choice.selected = true;
  else choice.checked = true;
  const said = document.createElement("span");
  said.textContent = button.dataset.done;
  said.tabIndex = -1;
  button.replaceWith(said);
  said.focus({ preventScroll: true });
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-hints] [data-fill]");
  if (button) fill(button);
});

const TELLING = new Set(["region", "place_text", "latitude", "category", "danger", "misconduct", "is_secret"]);

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.matches("[data-hints]")) return;
  const text = event.target.closest("form")?.elements.text;
  const cause = event.detail.requestConfig.triggeringEvent;
  const tells = cause?.type !== "change" || TELLING.has(cause.target.name);
  if (!tells || !text || text.value.trim().length < SHORTEST) event.preventDefault();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches("[data-hints]")) offer(event.target);
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    if (event.target.matches("[data-hints]")) event.stopImmediatePropagation();
  }, { capture: true });
}
