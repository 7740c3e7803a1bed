// Tells the town every twenty seconds that this report is open here, and shows who else has it open.
// Silent about every trouble: whoever works alone misses nothing.

const EVERY = 20_000;
const TYPES_FOR = 60_000;

let typedAt = -TYPES_FOR;
let typedIn = "";

function token() {
  const headers = document.body.getAttribute("hx-headers") ?? "{}";
  return JSON.parse(headers)["X-CSRFToken"] ?? "";
}

function words(more) {
  const writes = performance.now() - typedAt < TYPES_FOR ? typedIn : "";
  return new URLSearchParams({ csrfmiddlewaretoken: token(), menulis: writes, ...more });
}

async function beat(place) {
  if (document.hidden || !place.isConnected) return;
  try {
    const answer = await fetch(place.dataset.presence, { method: "POST", body: words() });
    if (!answer.ok || answer.redirected) return;
    const told = (await answer.text()).trim();
    if (place.dataset.told !== told) place.innerHTML = told;
    place.dataset.told = told;
  } catch {
    // no network: the next beat tries again
  }
}

function beatAll() {
  document.querySelectorAll("[data-presence]").forEach(beat);
}

/** Which verb a form belongs to: the last part of its address. */
function verbOf(form) {
  return new URL(form.action).pathname.split("/").filter(Boolean).at(-1) ?? "";
}

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (form?.method !== "post" || !form.querySelector("[name=dasar]")) return;
  const begins = performance.now() - typedAt >= TYPES_FOR || typedIn !== verbOf(form);
  typedAt = performance.now();
  typedIn = verbOf(form);
  if (begins) beatAll();
});

// What is being sent is not kept as a draft any more: its report may have left this desk by then.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.matches(".autosave") && event.target.closest("form");
  if (form && form.querySelector("button[aria-disabled]")) event.preventDefault();
});

document.addEventListener("visibilitychange", beatAll);
document.addEventListener("htmx:load", ({ target }) => target.querySelectorAll?.("[data-presence]").forEach(beat));
addEventListener("pagehide", () => {
  document.querySelectorAll("[data-presence]").forEach((place) => {
    navigator.sendBeacon(place.dataset.presence, words({ pergi: "1" }));
  });
});
setInterval(beatAll, EVERY);
beatAll();
