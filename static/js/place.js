// Where it happened: the list of kelurahan as a search, one's own position, a point on a map.

const RADIUS = 6371008.8; // of the earth, metres
const COUNTRY = { south: -12, north: 7, west: 94, east: 142 };
const COARSE = 5000; // metres: a position that is no better finds nothing
const VAGUE = 150;
const SURE = 3; // up to here nothing was mistyped
const LONGEST_SEARCH = 15_000;
const LEADING = /\b(kelurahan|kel|kecamatan|kec|desa)\b\.?/g;

const plain = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(LEADING, " ")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
const squashed = (text) => text.replaceAll(" ", "");

/** How many letters of `typed` are wrong, missing or too many for it to begin `whole`. */
function slips(typed, whole) {
  let row = [...Array(whole.length + 1).keys()];
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= whole.length; j++) {
      const same = typed[i - 1] === whole[j - 1] ? 0 : 1;
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same));
    }
    row = next;
  }
  return Math.min(...row);
}

/** How well a kelurahan fits what was typed: 0 is best, Infinity not at all. */
function fit(ward, typed) {
  const name = plain(ward.name);
  const whole = squashed(name);
  const letters = squashed(typed);
  if (whole.startsWith(letters)) return 0;
  if (` ${name}`.includes(` ${typed}`)) return 1;
  if (whole.includes(letters)) return 2;
  const words = `${name} ${plain(ward.parent)}`.split(" ");
  if (typed.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return SURE;
  if (letters.length < 3) return Infinity;
  const starts = [...name.split(" ").map((_, at, all) => all.slice(at).join("")), squashed(plain(ward.parent))];
  const wrong = Math.min(...starts.map((start) => slips(letters, start)));
  return wrong <= (letters.length < 6 ? 1 : 2) ? SURE + wrong : Infinity;
}

/** The kelurahan that may be meant, the best first; `sole` when one of them must be. */
function search(wards, text) {
  const typed = plain(text);
  const fits = wards.map((ward) => ({ ward, is: fit(ward, typed) })).filter(({ is }) => is < Infinity);
  const sure = fits.filter(({ is }) => is <= SURE);
  const found = (sure.length ? sure : fits).sort((one, two) => one.is - two.is);
  if (!typed || (!found.length && "kelurahan kecamatan".includes(typed))) return { found: wards };
  const exact = found.filter(({ ward }) => plain(ward.name) === typed);
  const [first, second] = exact.length ? exact : found;
  const sole = first && (!second || (first.is > SURE && first.is < second.is)) ? first.ward : undefined;
  return { found: found.map(({ ward }) => ward), sole };
}

function make(tag, properties = {}, attributes = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Turn the list into a combobox (ARIA 1.2); the list stays what is sent. */
function combobox(select, wards) {
  const { id } = select;
  const none = { code: "", name: select.options[0].text, parent: "" };
  const input = make("input", { id, type: "text", autocomplete: "off", spellcheck: false }, {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": `${id}-list`,
    "aria-expanded": "false",
    placeholder: "Ketik tiga huruf, misalnya lan",
  });
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const list = make("ul", { id: `${id}-list`, className: "listbox", hidden: true }, {
    role: "listbox",
    "aria-label": "Kelurahan",
  });
  const count = make("p", { className: "sr" }, { role: "status" });
  const unclear = make("p", { className: "hint", hidden: true });
  const box = make("div", { className: "combobox" });
  box.append(input, list);
  select.id = `${id}-select`;
  select.hidden = true;
  select.after(box, unclear, count);
  let shown = [];
  let active = -1;

  const wordsOf = (ward) => (ward.code ? `${ward.name}, Kecamatan ${ward.parent}` : "");
  const chosen = () => wards.find((ward) => ward.code === select.value);
  const isOpen = () => !list.hidden;

  function point(at) {
    active = at;
    [...list.children].forEach((line, number) => line.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function open(text) {
    const { found } = search(wards, text);
    shown = [...found, none];
    list.replaceChildren(
      ...shown.map((ward, number) => {
        const line = make("li", { id: `${id}-list-${number}` }, { role: "option", "aria-selected": "false" });
        line.append(ward.name);
        if (ward.parent) line.append(make("small", { textContent: ` Kecamatan ${ward.parent}` }));
        return line;
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(-1);
    const many = found.length ? `${found.length} kelurahan. Panah bawah untuk memilih.` : "Tidak ada kelurahan yang cocok.";
    count.textContent = many;
  }

  function choose(ward) {
    select.value = ward.code;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  }

  function show() {
    input.value = wordsOf(chosen() ?? none);
    unclear.hidden = true;
  }

  function settle() {
    const typed = input.value.trim();
    const was = chosen();
    if (was && typed === wordsOf(was)) return;
    const meant = (typed && search(wards, typed).sole) || none;
    choose(meant);
    if (meant !== none || !typed) return;
    input.value = typed;
    unclear.textContent = `“${typed}” belum dipilih. Pilih dari daftar, atau tulis di patokan.`;
    unclear.hidden = false;
  }

  const keys = {
    ArrowDown: () => (isOpen() ? point((active + 1) % shown.length) : open(chosen() ? "" : input.value)),
    ArrowUp: () => (isOpen() ? point((active <= 0 ? shown.length : active) - 1) : open("")),
    Enter: () => choose(shown[Math.max(active, 0)]),
    Escape: () => (isOpen() ? close() : ((input.value = ""), choose(none))),
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !keys[event.key] || (event.key === "Enter" && !isOpen())) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("click", () => {
    input.select();
    if (!isOpen()) open(chosen() ? "" : input.value);
  });
  input.addEventListener("blur", () => {
    close();
    settle();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) choose(shown[[...list.children].indexOf(line)]);
  });
  select.addEventListener("change", show);
  show();
}

/** Great-circle distance of two points in metres, as agencies/geography.py has it. */
function distance([north, west], [south, east]) {
  const [a, b] = [north, south].map((degrees) => (degrees * Math.PI) / 180);
  const along = Math.sin(((east - west) * Math.PI) / 360) ** 2;
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * along;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The kelurahan whose centre is nearest, or nothing outside the town. */
function nearest(wards, reach, at) {
  const near = wards
    .filter((ward) => ward.at)
    .map((ward) => ({ ward, far: distance(at, ward.at) }))
    .sort((one, two) => one.far - two.far)[0];
  return near && near.far <= reach ? near.ward : undefined;
}

function place(part) {
  const field = (name) => part.querySelector(`[name="${name}"]`);
  const part_ = (name) => part.querySelector(`[data-place-${name}]`);
  const [select, latitude, longitude] = ["region", "latitude", "longitude"].map(field);
  const [words, drop, locate, found, fold] = ["words", "drop", "locate", "found", "fold"].map(part_);
  const city = part.dataset.city;
  const reach = Number(select.dataset.reach);
  const wards = [...select.options]
    .filter((option) => option.value)
    .map((option) => ({
      code: option.value,
      name: option.text,
      parent: option.parentElement.label?.replace(/^Kecamatan /, "") ?? "",
      at: option.dataset.at?.split(",").map(Number),
    }));
  let map;
  let guessed = "";

  const point = () => (latitude.value && longitude.value ? [Number(latitude.value), Number(longitude.value)] : null);

  /** Let the rest of the page know that the place is another one. */
  const told = () => part.dispatchEvent(new CustomEvent("lapor:place", { bubbles: true }));

  function tell() {
    const at = point();
    drop.hidden = !at;
    map?.pin(at);
    if (!at) return (words.textContent = "");
    const ward = nearest(wards, reach, at);
    words.textContent = ward
      ? `Titik dipasang, kira-kira di Kelurahan ${ward.name}, Kecamatan ${ward.parent}.`
      : `Titik dipasang, tampaknya di luar ${city}. Laporan tetap kami terima: admin merujuknya ke pemerintah yang berwenang dan memberi tahu Anda.`;
  }

  /** Set the point; the kelurahan follows only while nobody has chosen one. */
  function put(north, east) {
    if (north < COUNTRY.south || north > COUNTRY.north || east < COUNTRY.west || east > COUNTRY.east) {
      found.textContent = "Titik itu di luar Indonesia, jadi tidak dipasang. Tulis tempatnya di patokan.";
      return false;
    }
    latitude.value = north.toFixed(5);
    longitude.value = east.toFixed(5);
    follow();
    return true;
  }

  /** Say where the new point lies, and fill in its kelurahan while nobody has chosen one. */
  function follow() {
    found.textContent = "";
    tell();
    const code = (point() && nearest(wards, reach, point())?.code) || "";
    if (!select.value || select.value === guessed) {
      guessed = code;
      select.value = code;
      if (code) found.textContent = "Kelurahan kami isi menurut titik itu. Ubah bila keliru.";
    }
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function remove() {
    latitude.value = longitude.value = "";
    tell();
    latitude.dispatchEvent(new Event("change", { bubbles: true }));
    told();
    found.textContent = "Titik dihapus.";
    fold.querySelector("summary").focus();
  }

  function position() {
    found.textContent = "Mencari posisi Anda …";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const about = Math.round(coords.accuracy).toLocaleString("id");
        if (coords.accuracy > COARSE) {
          found.textContent = `Posisi Anda hanya diketahui sampai ${about} meter, jadi tidak dipakai. Pilih kelurahan atau tulis patokan.`;
        } else if (put(coords.latitude, coords.longitude)) {
          if (coords.accuracy > VAGUE) found.textContent += ` Posisi ini hanya teliti sampai ${about} meter.`;
        }
      },
      ({ code }) => {
        const why = {
          1: "Peramban tidak memberi izin posisi.",
          3: "Posisi Anda belum ditemukan.",
        }[code];
        found.textContent = `${why ?? "Posisi Anda tidak dapat ditemukan."} Tidak apa-apa: pilih kelurahan atau tulis patokan.`;
      },
      { enableHighAccuracy: true, timeout: LONGEST_SEARCH, maximumAge: 0 },
    );
  }

  async function unfold() {
    if (!fold.open || map) return;
    const box = fold.querySelector(".map");
    const fault = fold.querySelector("[data-map-fault]");
    try {
      const { pick } = await import(box.dataset.module);
      map = await pick(box, {
        wards: wards.filter((ward) => ward.at),
        put,
        over(north, east) {
          const ward = nearest(wards, reach, [north, east]);
          found.textContent = ward ? `Tengah peta: kira-kira Kelurahan ${ward.name}.` : `Tengah peta: di luar ${city}.`;
        },
      });
      fault.hidden = true;
      const chosen = point() ?? wards.find((ward) => ward.code === select.value)?.at;
      if (chosen) map.go(chosen);
      map.pin(point());
    } catch {
      fault.hidden = false;
    }
  }

  combobox(select, wards);
  select.addEventListener("change", () => {
    const at = wards.find((ward) => ward.code === select.value)?.at;
    if (at && !point()) map?.go(at);
    told();
  });
  longitude.addEventListener("change", follow); // from the photo that knows where it was taken
  part.querySelector("[data-place-kept]")?.remove();
  latitude.type = "hidden";
  part.append(latitude);
  part_("script").hidden = false;
  locate.hidden = !("geolocation" in navigator && isSecureContext);
  locate.addEventListener("click", position);
  drop.addEventListener("click", remove);
  fold.addEventListener("toggle", unfold);
  tell();
  unfold();
}

const ready = new WeakSet();
function prepare(root) {
  for (const part of root.querySelectorAll("[data-place]")) {
    if (!ready.has(part)) place(part);
    ready.add(part);
  }
}

prepare(document);
document.addEventListener("htmx:load", () => prepare(document));
