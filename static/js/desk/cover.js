// Black boxes on a photo: drawn with a pointer, or as numbers; the numbers are what is sent.

const SMALLEST = 0.5; // percent: less is a slip of the finger
const START = { left: 40, top: 40, width: 20, height: 20 };
const FIELDS = ["left", "top", "width", "height"];
const SVG = "http://www.w3.org/2000/svg";

const clip = (value) => Math.min(100, Math.max(0, value));
const round = (value) => Math.round(value * 10) / 10;

function cover(part) {
  const [photo, boxes, rows, template, add, status] = ["photo", "boxes", "rows", "row", "add", "status"].map((name) =>
    part.querySelector(`[data-cover-${name}]`),
  );
  const total = part.querySelector("[name=form-TOTAL_FORMS]");
  const most = Number(part.querySelector("[name=form-MAX_NUM_FORMS]").value);

  const every = () => [...rows.querySelectorAll("[data-cover-box]")];
  const input = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const valuesOf = (row) => FIELDS.map((name) => input(row, name).value);
  const isEmpty = (row) => valuesOf(row).every((value) => value === "");

  /** Draw what the numbers say. */
  function draw() {
    const drawn = every()
      .map((row) => valuesOf(row).map(Number))
      .filter(([, , width, height]) => width > 0 && height > 0);
    boxes.replaceChildren(
      ...drawn.map(([x, y, width, height]) => {
        const rect = document.createElementNS(SVG, "rect");
        for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value);
        return rect;
      }),
    );
  }

  /** Return an empty row, a new one where there is none, or nothing when there are enough. */
  function free() {
    const empty = every().find(isEmpty);
    if (empty || every().length >= most) return empty;
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", every().length);
    const [row] = holder.children;
    rows.append(row);
    total.value = every().length;
    prepare(row);
    return row;
  }

  function fill(row, box) {
    for (const name of FIELDS) input(row, name).value = round(box[name]);
    draw();
  }

  function put(box) {
    const row = free();
    if (!row) return (status.textContent = `Paling banyak ${most} kotak.`);
    fill(row, box);
    status.textContent = `Kotak ${every().indexOf(row) + 1} ditambahkan.`;
    return row;
  }

  function prepare(row) {
    for (const one of row.querySelectorAll("[data-cover-number]")) one.textContent = every().indexOf(row) + 1;
    const drop = row.querySelector("[data-cover-drop]");
    drop.hidden = false;
    drop.addEventListener("click", () => {
      for (const name of FIELDS) input(row, name).value = "";
      draw();
      status.textContent = `Kotak ${every().indexOf(row) + 1} dihapus.`;
      input(row, "left").focus();
    });
  }

  /** Where a pointer is, in percent of the photo. */
  function at(event) {
    const frame = boxes.getBoundingClientRect();
    return [
      clip(((event.clientX - frame.left) / frame.width) * 100),
      clip(((event.clientY - frame.top) / frame.height) * 100),
    ];
  }

  const between = ([x1, y1], [x2, y2]) => ({
    left: Math.min(x1, x2),
    top: Math.min(y1, y2),
    width: Math.abs(x1 - x2),
    height: Math.abs(y1 - y2),
  });

  let from;
  let shadow;
  photo.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    photo.setPointerCapture(event.pointerId);
    from = at(event);
    shadow = document.createElementNS(SVG, "rect");
    boxes.append(shadow);
  });
  photo.addEventListener("pointermove", (event) => {
    if (!from) return;
    const { left, top, width, height } = between(from, at(event));
    for (const [name, value] of Object.entries({ x: left, y: top, width, height })) shadow.setAttribute(name, value);
  });
  photo.addEventListener("pointerup", (event) => {
    if (!from) return;
    const box = between(from, at(event));
    from = undefined;
    if (box.width < SMALLEST || box.height < SMALLEST) draw();
    else put(box);
  });
  photo.addEventListener("pointercancel", () => {
    from = undefined;
    draw();
  });

  rows.addEventListener("input", draw);
  add.hidden = false;
  add.querySelector("button").addEventListener("click", () => {
    const row = put(START);
    if (row) input(row, "left").focus();
  });
  part.querySelector("[data-cover-hint]").hidden = false;
  photo.classList.add("cover-drawn");
  every().forEach(prepare);
  draw();
}

document.querySelectorAll("[data-cover]").forEach(cover);
