// Maps. Leaflet is fetched only when somebody opens one; see place.js for the point of a report.

const TINTS = 5; // families of colour in map.css
const CLOSE = 15;
const FAR = 17;
const NEAR_PIN = 5; // metres
const CIRCLE = 40; // pixels across a kelurahan with a count

let leaflet;

/** Fetch Leaflet and its style once; a try that failed may be repeated. */
function load({ leaflet: script, leafletStyle }) {
  const style = new Promise((done, failed) => {
    const link = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: leafletStyle,
      onload: done,
      onerror: failed,
    });
    document.head.append(link);
  });
  leaflet ??= Promise.all([import(script), style]).then(() => globalThis.L);
  leaflet.catch(() => (leaflet = undefined));
  return leaflet;
}

function element(tag, properties, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

/** Read "-2.21,113.92". */
export const pointOf = (text) => text.split(",").map(Number);

const overlap = (one, two) =>
  one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;

/** Hide what would lie over something before it, or over one of the boxes that are taken. */
function thin(parts, taken) {
  for (const part of parts) {
    part.hidden = false;
    const box = part.getBoundingClientRect();
    part.hidden = taken.some((other) => overlap(box, other));
    if (!part.hidden) taken.push(box);
  }
}

const boxesOf = (parts) => [...parts].filter((part) => !part.hidden).map((part) => part.getBoundingClientRect());

/** Draw the town without pictures: the centre of each kelurahan, tinted by kecamatan. */
function ground(L, map, wards) {
  const parents = [...new Set(wards.map((ward) => ward.parent))];
  map.createPane("names").setAttribute("aria-hidden", "true");
  const names = wards.map(({ name, parent, at }) => {
    const tint = parents.indexOf(parent) % TINTS;
    const others = wards.filter((other) => other.at !== at).map((other) => map.distance(at, other.at));
    const still = { interactive: false };
    L.circle(at, { ...still, radius: 0.6 * Math.min(6000, ...others), className: `ground tint-${tint}` }).addTo(map);
    L.circleMarker(at, { ...still, radius: 4, className: `dot tint-${tint}` }).addTo(map);
    const icon = L.divIcon({ className: "ward-name", html: element("span", { textContent: name }), iconSize: null });
    const label = L.marker(at, { icon, pane: "names", keyboard: false, ...still }).addTo(map);
    return label.getElement().firstChild;
  });
  const tidy = () => thin(names, boxesOf(map.getContainer().querySelectorAll(".ward-count, .mark")));
  map.on("zoomend moveend resize tidied", tidy);
  tidy();
}

/** Draw an empty map of the town into a box that says where everything comes from. */
async function draw(box, wards, bounds) {
  const L = await load(box.dataset);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    attributionControl: false,
    doubleClickZoom: false,
    fadeAnimation: !calm,
    keyboardPanDelta: 40,
    maxZoom: FAR + 1,
    minZoom: 5,
    scrollWheelZoom: false,
    zoomAnimation: !calm,
    zoomControl: false,
  });
  L.control.zoom({ zoomInTitle: "Perbesar peta", zoomOutTitle: "Perkecil peta" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const around = bounds.length ? bounds : wards.map((ward) => ward.at);
  map.fitBounds(around.length ? around : [[-11, 95], [6, 141]], { animate: false, maxZoom: CLOSE, padding: [30, 30] });
  if (box.dataset.tiles) {
    const tiles = L.tileLayer(box.dataset.tiles, { maxZoom: FAR + 1 }).addTo(map);
    tiles.once("tileerror", () => ground(L, map, wards));
  } else {
    ground(L, map, wards);
  }
  return { L, map };
}

const pinIcon = (L) => L.divIcon({ className: "pin", iconSize: [24, 24], iconAnchor: [12, 29] });

/**
 * Let somebody set a point: by a tap, or with the arrow keys under a cross and Enter.
 *
 * @param box where the map is drawn
 * @param wards [{name, parent, at}]
 * @param put called with latitude and longitude
 * @param over called with the middle of the map when it was moved by keys
 * @returns {{pin(at), go(at)}} to show a point, or none, and to look at a place
 */
export async function pick(box, { wards, put, over }) {
  const { L, map } = await draw(box, wards, []);
  const pin = L.marker([0, 0], { icon: pinIcon(L), interactive: false, keyboard: false });
  box.append(element("span", { className: "map-cross" }));
  map.on("click", ({ latlng }) => put(latlng.lat, latlng.lng));
  map.on("moveend", () => {
    const middle = map.getCenter();
    const isAtPin = map.hasLayer(pin) && map.distance(middle, pin.getLatLng()) < NEAR_PIN;
    if (box.matches(":focus-visible") && !isAtPin) over(middle.lat, middle.lng);
  });
  box.addEventListener("keydown", (event) => {
    if (event.target !== box || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    put(map.getCenter().lat, map.getCenter().lng);
  });
  return {
    pin(at) {
      if (!at) return pin.remove();
      pin.setLatLng(at).addTo(map);
      map.panTo(at, { animate: false });
    },
    go: (at) => map.setView(at, Math.max(map.getZoom(), CLOSE - 2)),
  };
}

/** A link on the map; one that lies outside the view moves the map when it is reached by Tab. */
function mark(L, map, at, className, href, words) {
  const link = element("a", { className, href, title: words }, element("span", { textContent: words }));
  link.addEventListener("focus", () => {
    if (!map.getBounds().contains(at)) map.panTo(at, { animate: false });
  });
  const icon = L.divIcon({ className: "", html: link, iconSize: null });
  L.marker(at, { icon, interactive: false, keyboard: false }).addTo(map);
  return link;
}

/** Let a kelurahan whose circle would lie on a larger one count there; a tap on that looks closer. */
function gather(map, circles) {
  const shown = [];
  for (const circle of circles) {
    const here = map.latLngToContainerPoint(circle.at);
    const under = shown.find((other) => map.latLngToContainerPoint(other.at).distanceTo(here) < CIRCLE);
    circle.link.hidden = Boolean(under);
    circle.inside = [circle];
    if (under) under.inside.push(circle);
    else shown.push(circle);
  }
  for (const { link, inside } of shown) {
    const count = inside.reduce((sum, each) => sum + each.count, 0);
    const names = inside.length > 1 ? `${inside.length} kelurahan` : inside[0].name;
    const more = inside.length > 1 ? ", perbesar" : "";
    link.title = names;
    link.replaceChildren(count, element("span", { className: "sr", textContent: ` laporan di ${names}${more}` }));
  }
}

/** Show what the page lists anyway: `[data-at]` is a point, with `data-count` a whole kelurahan. */
async function show(part) {
  const box = part.querySelector(".map");
  const listed = [...part.querySelectorAll("[data-at]")];
  const wards = await fetch(box.dataset.ground).then((answer) => answer.json());
  box.hidden = false;
  const { L, map } = await draw(box, wards, listed.map((each) => pointOf(each.dataset.at)));
  const circles = [];
  const points = [];
  for (const each of listed) {
    const from = each.querySelector("a");
    const at = pointOf(each.dataset.at);
    const name = from?.textContent.trim();
    if (each.dataset.count) {
      const circle = { at, name, count: Number(each.dataset.count), inside: [] };
      circle.link = mark(L, map, at, "ward-count", from.href, name);
      circle.link.addEventListener("click", (event) => {
        if (circle.inside.length < 2) return;
        event.preventDefault();
        map.fitBounds(circle.inside.map((one) => one.at), { padding: [40, 40] });
      });
      circles.push(circle);
    } else if (from) points.push(mark(L, map, at, "mark", from.href, name));
    else L.marker(at, { icon: pinIcon(L), interactive: false, keyboard: false }).addTo(map);
  }
  const tidy = () => {
    gather(map, circles);
    thin(points, boxesOf(circles.map((circle) => circle.link)));
    map.fire("tidied");
  };
  map.on("zoomend resize", tidy);
  tidy();
}

function prepare(part) {
  part.hidden = false;
  let drawn = false;
  const open = () => {
    if (drawn || part.open === false) return;
    drawn = true;
    show(part).catch(() => {
      drawn = false;
      part.querySelector(".map").hidden = true;
      part.querySelector("[data-map-fault]").hidden = false;
    });
  };
  part.addEventListener("toggle", open);
  open();
}

document.querySelectorAll("[data-map]").forEach(prepare);
