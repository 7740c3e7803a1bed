// Photos and papers go up at once, in pieces; what breaks goes on where it stopped. Without this file
// the same field is sent with its form.

const LONGEST_SIDE = 2048;
const QUALITY = 0.82;
const SMALL_ENOUGH = 300_000; // bytes that are not worth the work of shrinking
const PAUSES = [1, 2, 4, 8, 15, 30, 60, 60]; // seconds before trying again by itself
const SMALLEST_PIECE = 32_768;
const LARGEST_PIECE = 524_288;
const PATIENCE = 120_000; // milliseconds for one piece
const PICTURE = /^image\/(jpeg|png|webp|heic|heif)$/;
const PICTURE_NAME = /\.(jpe?g|png|webp|hei[cf])$/i;
const OLD_PAGE = "Halaman ini terlalu lama terbuka. Muat ulang halaman, lalu pilih lagi.";

/** An answer that trying again does not change. */
class Refused extends Error {}

const boxes = new WeakMap(); // form → its uploader

// --- Before the way: smaller, and the place inside ------------------------------------------------

/** Whether this browser gives back the pixels that were drawn; those that hide visitors do not. */
function canvasIsHonest() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 2, height: 2 });
  const context = canvas.getContext("2d");
  if (!context) return false;
  context.fillStyle = "#0b5c54";
  context.fillRect(0, 0, 2, 2);
  const [red, green, blue] = context.getImageData(1, 1, 1, 1).data;
  return red === 11 && green === 92 && blue === 84;
}

/** Return a photo as a smaller JPEG, or the file itself where that does not help or cannot be done. */
async function shrink(file) {
  const isPicture = PICTURE.test(file.type) || (!file.type && PICTURE_NAME.test(file.name));
  if (!isPicture || file.size < SMALL_ENOUGH || !canvasIsHonest()) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const context = canvas.getContext("2d", { alpha: false });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return small && small.size < file.size ? small : file;
  } catch {
    return file; // such as HEIC outside Safari, or too little memory
  }
}

/** Return [latitude, longitude] of a JPEG's EXIF, read here so that it need not leave the phone. */
async function placeIn(file) {
  try {
    const view = new DataView(await file.slice(0, 262_144).arrayBuffer());
    if (view.getUint16(0) !== 0xffd8) return null;
    for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
      if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return gps(view, at + 10);
      if (view.getUint16(at) === 0xffda) return null;
    }
  } catch {
    // cut off or odd: no place
  }
  return null;
}

function gps(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const short = (at) => view.getUint16(start + at, little);
  const long = (at) => view.getUint32(start + at, little);
  const entries = (at) => {
    const found = {};
    for (let index = 0; index < short(at); index += 1) found[short(at + 2 + index * 12)] = at + 10 + index * 12;
    return found;
  };
  const pointer = entries(long(4))[0x8825];
  if (!pointer) return null;
  const tags = entries(long(pointer));
  if (![1, 2, 3, 4].every((tag) => tag in tags)) return null;
  const degrees = (tag, negative) => {
    const part = (index) => long(long(tags[tag]) + index * 8) / long(long(tags[tag]) + index * 8 + 4);
    const value = part(0) + part(1) / 60 + part(2) / 3600;
    return String.fromCharCode(view.getUint8(start + tags[tag - 1])) === negative ? -value : value;
  };
  const place = [degrees(2, "S"), degrees(4, "W")];
  const [latitude, longitude] = place;
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude || longitude);
  return isPlace ? place.map((value) => Number(value.toFixed(6))) : null;
}

// --- One file on its way --------------------------------------------------------------------------

/** Send a form of fields; return status and answer, or throw when the network fails. */
function post(url, fields, row) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch() does not tell how far an upload is
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    request.open("POST", url);
    request.timeout = PATIENCE;
    request.upload.onprogress = (event) => row?.moved(event.loaded);
    request.onload = () => resolve({ status: request.status, body: answerOf(request) });
    request.onerror = request.ontimeout = request.onabort = () => reject(new Error("Sambungan terputus."));
    if (row) row.request = request;
    request.send(data);
  });
}

function answerOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

class Row {
  constructor(box, file) {
    this.box = box;
    this.file = file;
    this.sent = 0;
    this.piece = SMALLEST_PIECE * 2;
    this.state = "waiting";
    this.part = box.root.querySelector("[data-uploader-row]").content.firstElementChild.cloneNode(true);
    this.part.querySelector(".upload-name").textContent = file.name;
    this.part.querySelectorAll("[data-uploader-which]").forEach((one) => (one.textContent = file.name));
    this.bar = this.part.querySelector("progress");
    this.bar.setAttribute("aria-label", `Mengunggah ${file.name}`);
    this.again = this.part.querySelector("[data-uploader-again]");
    this.again.addEventListener("click", () => (this.state === "failed" ? box.start(this) : this.wake?.()));
    this.part.querySelector("[data-uploader-drop]").addEventListener("click", () => box.drop(this));
    this.say("Menunggu giliran");
  }

  say(words) {
    this.part.querySelector(".upload-state").textContent = words;
  }

  moved(bytes) {
    const share = Math.min(99, (100 * (this.sent + Math.min(bytes, this.piece))) / this.blob.size);
    this.bar.value = Math.max(this.bar.value, share);
    this.say(`${Math.floor(this.bar.value)}% terunggah`);
  }

  /** Go through all pieces, trying again after growing pauses; ends in "done", "failed" or "gone". */
  async go() {
    this.state = "going";
    this.again.hidden = true;
    this.bar.hidden = false;
    this.say("Menyiapkan…");
    if (!this.blob) await this.prepare();
    let tries = 0;
    while (this.state === "going") {
      const before = this.sent;
      try {
        await this.pieces();
      } catch (trouble) {
        if (this.state === "gone") return;
        if (this.sent > before) tries = 0;
        if (trouble instanceof Refused || tries >= PAUSES.length) this.fail(trouble);
        else await this.pause(PAUSES[tries++]);
      }
    }
  }

  async prepare() {
    if (this.box.offer) this.box.found(await placeIn(this.file));
    this.blob = await shrink(this.file);
    this.key = [this.file.name, this.file.size, this.file.lastModified, this.blob.size].join("|");
  }

  async pieces() {
    let conflicts = 0;
    while (this.state === "going") {
      const piece = this.blob.slice(this.sent, this.sent + this.piece);
      const began = performance.now();
      const { status, body } = await post(
        this.box.root.dataset.url,
        {
          ...this.box.secrets(),
          key: this.key,
          name: this.file.name,
          size: this.blob.size,
          offset: this.sent,
          length: piece.size,
          piece,
        },
        this,
      );
      if (this.state !== "going") return;
      this.id = body.id ?? this.id;
      if (status === 201) this.finish(body);
      else if (status === 202) this.sent = body.received;
      else if (status === 409 && conflicts++ < 3) this.sent = body.received;
      else if (status === 422) throw new Refused(body.error);
      else if (status === 413) throw new Refused("Berkas ini terlalu besar.");
      else if (status === 403 || status === 404) throw new Refused(OLD_PAGE);
      else throw new Error(body.error ?? "Ada gangguan di pihak kami.");
      this.suit(performance.now() - began);
    }
  }

  /** Let a piece take some seconds: that is what a broken network costs at most. */
  suit(milliseconds) {
    if (milliseconds < 1500) this.piece = Math.min(LARGEST_PIECE, this.piece * 2);
    if (milliseconds > 6000) this.piece = Math.max(SMALLEST_PIECE, this.piece / 2);
  }

  /** Wait, but no longer than until the network is back or somebody presses the button. */
  async pause(seconds) {
    this.say(navigator.onLine ? "Tersendat. Dicoba lagi otomatis." : "Tidak ada sambungan. Dilanjutkan otomatis.");
    this.again.hidden = false;
    await new Promise((done) => {
      this.wake = done;
      setTimeout(done, seconds * 1000 * (0.8 + 0.4 * Math.random()));
      addEventListener("online", done, { once: true });
    });
    this.wake = null;
    this.again.hidden = true;
  }

  fail(trouble) {
    this.state = "failed";
    this.say(trouble.message);
    this.part.classList.add("upload-wrong");
    this.again.hidden = trouble instanceof Refused;
    this.bar.hidden = true;
    this.part.querySelector("[data-uploader-drop-words]").textContent = "Buang";
    const { name } = this.file;
    this.box.tell(trouble.message.includes(name) ? trouble.message : `${name}: ${trouble.message}`);
  }

  finish(body) {
    this.state = "done";
    this.bar.hidden = true;
    this.part.querySelector("[data-uploader-drop-words]").textContent = "Buang";
    const kilobytes = Math.max(1, Math.round(body.size / 1024)).toLocaleString("id");
    this.say(`Terunggah, ${kilobytes} KB`);
    if (body.preview) {
      const picture = Object.assign(new Image(64, 64), { src: body.preview, alt: "" });
      this.part.querySelector(".upload-picture").replaceChildren(picture);
    }
    this.box.forgetUnfinished(body.id, this.part);
    this.box.found(body.place);
    this.box.tell();
  }
}

// --- The field -------------------------------------------------------------------------------------

class Box {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.input = this.form.querySelector("input[type=file][data-files]");
    this.list = root.querySelector("[data-uploader-list]");
    this.offer = this.form.querySelector("[data-uploader-offer]");
    this.rows = [];
    this.line = Promise.resolve(); // one file after the other: the first is there sooner
    root.hidden = false;
    this.input.addEventListener("change", (event) => {
      event.stopPropagation(); // the plain list of names is for forms without this file
      this.take([...this.input.files]);
      this.input.value = ""; // or the form would send them once more
    });
    this.camera();
    this.adopt();
  }

  /** On a phone, a second button opens the camera at once. */
  camera() {
    const button = this.root.querySelector("[data-uploader-camera]");
    if (!matchMedia("(pointer: coarse)").matches) return;
    const shot = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
    shot.setAttribute("capture", "environment");
    shot.addEventListener("change", () => this.take([...shot.files]));
    button.addEventListener("click", () => {
      shot.value = "";
      shot.click();
    });
    button.hidden = false;
  }

  /** Give the files that the page already lists a button instead of a tick. */
  adopt() {
    this.form.querySelectorAll("[data-without-script]").forEach((one) => one.remove());
    this.form.querySelectorAll("[data-upload] .tick").forEach((tick) => {
      const part = tick.closest("[data-upload]");
      const name = part.querySelector(".upload-name").textContent;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button-link" });
      const which = Object.assign(document.createElement("span"), { className: "sr", textContent: ` ${name}` });
      button.append("Buang", which);
      button.addEventListener("click", () => this.remove(part, part.dataset.upload, name));
      tick.classList.remove("tick");
      tick.replaceChildren(button);
    });
  }

  secrets() {
    const value = (name) => this.form.querySelector(`[name="${name}"]`)?.value ?? "";
    const known = { csrfmiddlewaretoken: value("csrfmiddlewaretoken"), token: value("token") };
    const secret = this.form.querySelector("[name=is_secret]:is(:checked, [type=hidden])")?.value;
    const sealed = this.form.querySelector("[name=misconduct]:is(:checked, [type=hidden])")?.value;
    if (value("hanya-di-sini") || secret || sealed === "yes") known["hanya-di-sini"] = "1";
    return known;
  }

  take(files) {
    for (const file of files) {
      const row = new Row(this, file);
      this.rows.push(row);
      this.list.append(row.part);
      this.start(row);
    }
    this.tell();
  }

  start(row) {
    row.state = "waiting";
    row.part.classList.remove("upload-wrong");
    this.line = this.line.then(() => row.state === "waiting" && row.go()).catch((error) => row.fail(error)).then(() => this.settled());
  }

  drop(row) {
    row.state = "gone";
    row.request?.abort();
    row.wake?.();
    this.rows = this.rows.filter((one) => one !== row);
    this.remove(row.part, row.id, row.file.name);
  }

  /** Take a file out of the page and off the server; when that cannot be asked now, with the form. */
  async remove(part, id, name) {
    const next = part.nextElementSibling ?? part.previousElementSibling;
    part.remove();
    (next?.querySelector("button") ?? this.input).focus();
    this.tell(`${name} dibuang.`);
    this.settled();
    if (!id) return;
    try {
      const { status } = await post(this.root.dataset.drop, { ...this.secrets(), remove: id });
      if (status < 400 || status === 404) return;
    } catch {
      // offline
    }
    this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "remove", value: id }));
  }

  /** A file that was begun before and has now come whole stands in the list only once. */
  forgetUnfinished(id, part) {
    this.form.querySelectorAll(`[data-upload="${id}"]`).forEach((one) => one !== part && one.remove());
    this.rows.filter((row) => row.id === id && row.part !== part && row.state === "done").forEach((row) => row.part.remove());
  }

  get busy() {
    return this.rows.filter((row) => row.state === "waiting" || row.state === "going").length;
  }

  get failed() {
    return this.rows.filter((row) => row.state === "failed");
  }

  tell(words = "") {
    const done = this.rows.filter((row) => row.state === "done").length;
    const sum = this.rows.length ? `${done} dari ${this.rows.length} berkas terunggah.` : "";
    this.root.querySelector("[data-uploader-news]").textContent = `${words} ${sum}`.trim();
  }

  /** Whether the form may be sent now; if not, say why, and go on by itself when that is over. */
  mayGo(submitter) {
    if (this.busy) {
      this.next = submitter;
      this.goes = true;
      this.tell("Menunggu berkas selesai diunggah. Halaman lanjut sendiri.");
      return false;
    }
    const lost = this.failed;
    if (!lost.length || this.warned === lost.length) return true;
    this.warned = lost.length;
    this.tell(`${lost.length} berkas tidak terunggah. Tekan sekali lagi untuk lanjut tanpa berkas itu.`);
    lost[0].part.querySelector("button:not([hidden])").focus();
    return false;
  }

  settled() {
    if (!this.goes || this.busy) return;
    this.goes = false;
    if (this.form.isConnected) this.form.requestSubmit(this.next?.isConnected ? this.next : undefined);
  }

  /** Offer the place that a photo tells, once; a no forgets it. */
  found(place) {
    const where = this.form.querySelector("[data-uploader-place]");
    if (!place || !where || this.place) return;
    const [latitude, longitude] = ["latitude", "longitude"].map((name) => this.form.querySelector(`[name=${name}]`));
    if (latitude?.value) return;
    this.place = place;
    const notice = this.offer.content.firstElementChild.cloneNode(true);
    const close = (words) => {
      where.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
      this.input.focus();
    };
    notice.querySelector("[data-uploader-no]").addEventListener("click", () => close("Tempat foto tidak dipakai."));
    notice.querySelector("[data-uploader-yes]").addEventListener("click", () => {
      close("Tempat foto dipakai sebagai tempat laporan.");
      if (!latitude || !longitude) {
        const hidden = { type: "hidden", name: "found_place", value: place.join(",") };
        this.form.append(Object.assign(document.createElement("input"), hidden));
        return;
      }
      [latitude.value, longitude.value] = place;
      longitude.dispatchEvent(new Event("change", { bubbles: true }));
    });
    where.replaceChildren(notice);
  }
}

document.addEventListener(
  "submit",
  (event) => {
    const box = boxes.get(event.target);
    if (!box || box.mayGo(event.submitter)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

function prepare(root) {
  root.querySelectorAll("[data-uploader][hidden]").forEach((one) => {
    const box = new Box(one);
    boxes.set(box.form, box);
  });
}

document.addEventListener("htmx:load", (event) => prepare(event.target));
prepare(document);
