// What this phone keeps: packs of the stations round the places it was used at, found and told as the server does.
//
//   kept.nearest(question) → {features, kept: {at, isComplete}} or null where nothing is kept
//   kept.station(id)       → a feature without a distance, with `kept: {at}`, or null
//   kept.places(text)      → kept stations of that name, as the search box shows them
//   kept.keep(lon, lat)    fetches the spot's pack where what is kept does not do, then tells the square's middle
(function () {
  'use strict';

  const { get } = window.page.api;
  const { inverse } = window.page.geodesic;
  const { opened } = window.page.pack;
  const { distances, nearestIn } = window.page.ranking;
  const { lang } = window.page.text;
  const { clock, shelf } = window.page;

  const PER_DEGREE = 20;
  const MOST_PACKS = 12;
  const FRESH_MS = 30 * 60 * 1000;
  const USED_MS = 3600 * 1000;
  const WELL_INSIDE_M = 3000; // a kept pack does for a spot with so much of it on every side …
  const WELL_INSIDE_SHARE = 0.5; // … or with half of what it reaches
  const MOST_NAMES = 8;

  const open = new Map(); // cell → {fetched, pack: an opened pack}

  // ——— which packs ———

  async function packs() {
    const entries = await shelf.all();
    return entries.map((entry) => {
      const known = open.get(entry.cell);
      if (known && known.fetched === entry.fetched) return known;
      const made = { entry, fetched: entry.fetched, pack: opened(entry.pack) };
      open.set(entry.cell, made);
      return made;
    });
  }

  // Within so many metres of the spot the pack lacks no station; negative where the spot lies outside.
  function reach({ pack }, lon, lat) {
    const whole = pack.pack.complete_within_m;
    return whole === null ? Infinity : whole - inverse(lon, lat, ...pack.pack.centre).metres;
  }

  function cellOf(lon, lat) {
    const [x, y] = [lon, lat].map((degrees, axis) => Math.min(Math.floor(degrees * PER_DEGREE), (axis ? 90 : 180) * PER_DEGREE - 1));
    return `x${x}y${y}`;
  }

  async function keep(lon, lat) {
    const known = (await packs()).filter((one) => Date.now() - one.fetched < FRESH_MS);
    if (known.some((one) => reach(one, lon, lat) >= enough(one))) return null;
    const cell = cellOf(lon, lat);
    const pack = await get(`/api/v1/packs/${cell}`);
    const now = Date.now();
    await shelf.put({ cell, pack, fetched: now, used: now });
    await makeRoom();
    return pack.centre;
  }

  function enough({ pack }) {
    return Math.min(WELL_INSIDE_M, WELL_INSIDE_SHARE * pack.pack.complete_within_m);
  }

  async function makeRoom() {
    const entries = (await shelf.all()).sort((one, other) => other.used - one.used);
    entries.slice(MOST_PACKS).forEach(({ cell }) => {
      open.delete(cell);
      shelf.remove(cell);
    });
  }

  function wasUsed({ entry }) {
    if (Date.now() - entry.used < USED_MS) return;
    shelf.put(Object.assign(entry, { used: Date.now() }));
  }

  // ——— the nearest ———

  // The newest pack whose answer is surely whole, else the one that reaches furthest round the spot.
  async function nearest(question) {
    const known = (await packs()).sort((one, other) => other.fetched - one.fetched);
    const answers = known.map((one) => answerOf(one, question));
    const widest = answers.reduce((most, one) => (!most || one.reach > most.reach ? one : most), null);
    const best = answers.find(({ isComplete }) => isComplete) || widest;
    if (!best) return null;
    wasUsed(best.from);
    return { features: best.features(), kept: { at: new Date(best.from.fetched).toISOString(), isComplete: best.isComplete } };
  }

  function answerOf(from, question) {
    const moment = momentOf(question);
    const { hits, needed } = nearestIn(from.pack, question, moment);
    const known = reach(from, question.lon, question.lat);
    const told = (hit) => from.pack.feature(hit.row, question.lang || lang, moment, distances(from.pack, hit));
    return { from, reach: known, isComplete: known >= needed, features: () => hits.map(told) };
  }

  function momentOf(question) {
    return question.open_at && question.open_at !== 'now' ? new Date(question.open_at) : clock.now();
  }

  // ——— one station, stations of a name ———

  async function station(id) {
    const known = (await packs()).sort((one, other) => other.fetched - one.fetched);
    for (const one of known) {
      const row = rowWhere(one.pack, (at) => one.pack.id(at) === id);
      if (row >= 0) return Object.assign(one.pack.feature(row, lang, clock.now(), {}), { kept: { at: new Date(one.fetched).toISOString() } });
    }
    return null;
  }

  function rowWhere(pack, test) {
    for (let row = 0; row < pack.size; row += 1) if (test(row)) return row;
    return -1;
  }

  // Stations whose name, or else whose address, has the text; the nearer of two first.
  async function places(text, near) {
    const wanted = text.trim().toLowerCase();
    const found = new Map();
    const known = await packs();
    ['name', 'address'].forEach((field) => known.forEach(({ pack }) => {
      const read = pack.field(field);
      for (let row = 0; row < pack.size; row += 1) {
        const id = pack.id(row);
        if (!found.has(id) && read(row).toLowerCase().includes(wanted)) found.set(id, named(pack, row, field));
      }
    }));
    const far = (place) => (near ? inverse(near.lon, near.lat, place.lon, place.lat).metres : 0);
    const order = (one, other) => one.rank - other.rank || far(one) - far(other);
    return Array.from(found.values()).sort(order).slice(0, MOST_NAMES);
  }

  function named(pack, row, field) {
    const text = (name) => pack.field(name)(row);
    return {
      kind: 'station',
      id: pack.id(row),
      name: text('name'),
      where: text('address'),
      lon: pack.lon(row),
      lat: pack.lat(row),
      uncertainty_m: text('uncertainty_m'),
      rank: field === 'name' ? 0 : 1,
    };
  }

  window.page = Object.assign(window.page || {}, { kept: { nearest, station, places, keep } });
})();
