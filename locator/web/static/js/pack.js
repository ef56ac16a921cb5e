// Reading a pack: columns back into stations. What a pack looks like is told in locator/packs: columns.py, links.py,
// pack.py.
(function () {
  'use strict';

  const { ecef } = window.page.geodesic;
  const { openingAt } = window.page.timeline;

  const FIRST = 35;
  const BACKSLASH = 92;
  const DAY_MS = 24 * 3600 * 1000;
  const STRICT = /[!'()*]/g;

  // ——— columns ———

  // A column as a function: row → value, undefined where it is missing.
  function reader(column) {
    if ('fields' in column) return objects(column.fields);
    if ('list' in column) return (row) => column.list[row];
    if ('steps' in column) return sums(column);
    if ('places' in column) return (row) => column.values[column.places[row]];
    if ('at' in column) return (row) => column.values[place(column.at.charCodeAt(row))];
    return () => column.all;
  }

  function objects(fields) {
    const readers = Object.keys(fields).map((name) => [name, reader(fields[name])]);
    return (row) => {
      const made = {};
      readers.forEach(([name, read]) => {
        const value = read(row);
        if (value !== undefined) made[name] = value;
      });
      return made;
    };
  }

  function sums({ per, steps }) {
    let sum = 0;
    const values = steps.map((step) => (sum += step) / per);
    return (row) => values[row];
  }

  function place(code) {
    return (code > BACKSLASH ? code - 1 : code) - FIRST;
  }

  // ——— links ———

  function linkReader({ patterns, texts, numbers }, stations) {
    const [patternsOf, textsOf] = [reader(patterns), reader(texts)];
    const above = Object.keys(numbers).map((slot) => [slot, stations[numbers[slot].of], reader(numbers[slot].above)]);
    return (row, name) => {
      const values = { name: encoded(name) };
      const said = textsOf(row);
      Object.keys(said).forEach((slot) => (values[slot] = encoded(said[slot])));
      above.forEach(([slot, base, read]) => (values[slot] = ((Math.floor(base(row) * 1e6) + read(row)) / 1e6).toFixed(6)));
      const links = patternsOf(row);
      Object.keys(links).forEach((app) => (links[app] = filled(links[app], values)));
      return links;
    };
  }

  function filled(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (whole, slot) => (slot in values ? values[slot] : whole));
  }

  function encoded(text) {
    return encodeURIComponent(text).replace(STRICT, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  }

  // ——— the pack ———

  function isShown(pack, { starts, ends }, moment) {
    const ahead = moment.getTime() + pack.notice_days * DAY_MS;
    return new Date(starts).getTime() <= ahead && !(ends && new Date(ends) <= moment);
  }

  // A kept pack, ready to be asked. Rows are numbers from 0 to `size` - 1.
  function opened(pack) {
    const { stations } = pack;
    const read = { id: reader(stations.id), lon: reader(stations.lon), lat: reader(stations.lat) };
    const [schedule, isAroundTheClock] = [reader(stations.schedule), reader(stations.open_24h)];
    const cards = { zh: reader(stations.zh), en: reader(stations.en) };
    const field = (name) => (stations.zh.fields[name] ? reader(stations.zh.fields[name]) : () => undefined);
    const amenity = stations.zh.fields.amenities || {};
    const has = (key) => ((amenity.fields || {})[key] ? reader(amenity.fields[key]) : () => undefined);
    const links = linkReader(stations.navigate, read);

    let points = null; // earth-centred, made when first asked for
    function point(row) {
      points = points || Array.from({ length: pack.size }, (_, at) => ecef(read.lon(at), read.lat(at)));
      return points[row];
    }

    function card(row, lang) {
      const properties = Object.assign(cards.zh(row), lang === 'en' ? cards.en(row) : {});
      return Object.assign(properties, { navigate: links(row, properties.name) });
    }

    function feature(row, lang, moment, more) {
      const coordinates = [read.lon(row), read.lat(row)];
      const properties = Object.assign(card(row, lang), more, opening(row, moment));
      properties.notices = properties.notices.filter((notice) => isShown(pack, notice, moment));
      return { type: 'Feature', id: read.id(row), geometry: { type: 'Point', coordinates }, properties };
    }

    function opening(row, moment) {
      return openingAt(pack, pack.timelines[schedule(row)], moment);
    }

    return Object.assign({ pack, size: pack.size, point, field, has, feature, opening, isAroundTheClock }, read);
  }

  window.page = Object.assign(window.page || {}, { pack: { opened } });
})();
