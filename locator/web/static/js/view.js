// What the page shows, as the address's fragment, which no server and no log ever sees:
//
//   #spot=109.50000,18.25000,20&name=三亚湾&amenities=toilet&state=open&time=2026-11-24T08:30&station=test-0001
//
// `view`: { spot: { lon, lat, radius, name } or null, filters: { name: [values] }, time: text or null, station: id or null }
(function () {
  'use strict';

  const DIGITS = 5; // a metre: nearer nobody needs, and nobody knows
  const FILTERS = ['amenities', 'state', 'open_24h'];
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
  const LONGEST_NAME = 100;

  function write({ spot, filters, time, station }) {
    const parts = [];
    if (spot) {
      parts.push(['spot', `${spot.lon.toFixed(DIGITS)},${spot.lat.toFixed(DIGITS)},${Math.round(spot.radius)}`]);
      if (spot.name) parts.push(['name', spot.name]);
    }
    FILTERS.forEach((name) => filters[name] && filters[name].length && parts.push([name, filters[name].join(',')]));
    if (time) parts.push(['time', time]);
    if (station) parts.push(['station', station]);
    return parts.map(([key, value]) => `${key}=${encoded(value)}`).join('&');
  }

  function read(fragment) {
    const said = new URLSearchParams(fragment.replace(/^#/, ''));
    const filters = {};
    FILTERS.forEach((name) => {
      filters[name] = said.has(name) ? said.get(name).split(',') : [];
    });
    const time = said.get('time') || '';
    return { spot: readSpot(said), filters, time: TIME.test(time) ? time : null, station: said.get('station') };
  }

  // Degrees that are nowhere, or no degrees at all, are no spot.
  function readSpot(said) {
    const [lon, lat, radius = 0] = (said.get('spot') || '').split(',').map(Number);
    const isSomewhere = Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && radius >= 0 && radius < 1e7;
    return isSomewhere && said.get('spot').includes(',') ? { lon, lat, radius, name: (said.get('name') || '').slice(0, LONGEST_NAME) } : null;
  }

  function encoded(value) {
    return encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':');
  }

  window.page = Object.assign(window.page || {}, { view: { read, write } });
})();
