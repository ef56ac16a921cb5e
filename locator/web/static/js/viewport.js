// The stations of the map's view, where nobody has chosen a spot: single ones where they are few, else clusters with
// their count, made by the server. What is asked is the view rounded out to whole tiles, so it tells no exact place.
//
//   viewport.show(picture, filters)   moves the map to where there are stations, shows them and follows the map
//   viewport.hide()                   no longer
(function () {
  'use strict';

  const { get, latest } = window.page.api;
  const { element } = window.page.elements;
  const { lang, t } = window.page.text;

  const TILE_PX = 256;
  const CELL_PX = 64; // a cluster stands for a square of the map
  const SLACK_PX = 12; // and keeps so near to its middle that no other cluster hides it
  const DIGITS = 6;
  const PAUSE_MS = 120;
  const CLOSER = 2; // zooms that a press on a cluster takes one nearer
  const WORLD = { bbox: '-180,-90,180,90', zoom: 3, shift: 0 };
  const FIT = { padding: [36, 36], maxZoom: 13, animate: false };
  const SIZES = [[1000, 'l'], [100, 'm'], [0, 's']];

  const ask = latest();
  let turn = 0; // counts every showing and hiding
  let shown = null; // { picture, map, filters, clusters, pause }

  // `picture`: what picture.js gives; `filters`: in the API's words.
  async function show(picture, filters) {
    hide();
    const mine = turn;
    const map = await picture.ready();
    if (!map || mine !== turn) return;
    shown = { picture, map, filters, clusters: [], pause: null };
    const everywhere = await fit(map, filters);
    if (mine !== turn) return;
    if (everywhere.every(({ id }) => id)) {
      picture.stations(everywhere); // so few that they are on the map once and for all
      return;
    }
    map.on('moveend', moved);
    await refresh();
  }

  function hide() {
    turn += 1;
    ask(); // an answer on its way comes too late
    if (!shown) return;
    clearTimeout(shown.pause);
    shown.map.off('moveend', moved);
    clear();
    shown = null;
  }

  async function fit(map, filters) {
    const asked = ask();
    const { features } = await get(path(WORLD, filters), asked.signal);
    const places = features.map(({ geometry: { coordinates: [lon, lat] } }) => [lat, lon]);
    if (!asked.isStale() && places.length) map.fitBounds(window.L.latLngBounds(places), FIT);
    return features;
  }

  function moved() {
    clearTimeout(shown.pause);
    shown.pause = setTimeout(() => refresh().catch(() => {}), PAUSE_MS); // without an answer the last marks stay
  }

  async function refresh() {
    const { map, picture, filters } = shown;
    const view = viewOf(map);
    const asked = ask();
    const { features } = await get(path(view, filters), asked.signal);
    if (asked.isStale()) return;
    const seen = features.map((feature) => inView(feature, view));
    clear();
    shown.clusters = seen.filter(({ id }) => !id).map((feature) => cluster(map, feature));
    picture.stations(seen.filter(({ id }) => id)); // after the clusters, which need the room more
  }

  function clear() {
    shown.clusters.splice(0).forEach((mark) => mark.remove());
  }

  // ——— what is asked ———

  function path({ bbox, zoom }, filters) {
    const wishes = Object.keys(filters || {}).map((name) => `&${name}=${encodeURIComponent([].concat(filters[name]).join(','))}`);
    return `/api/v1/clusters?bbox=${bbox}&zoom=${zoom}&lang=${lang}${wishes.join('')}`;
  }

  // The view as whole tiles, in degrees. `shift` is how many degrees the map was turned round the world.
  function viewOf(map) {
    const zoom = Math.max(0, Math.round(map.getZoom()));
    const pixels = map.getPixelBounds();
    const corner = (point, round) => map.unproject([round(point.x / TILE_PX) * TILE_PX, round(point.y / TILE_PX) * TILE_PX], zoom);
    const [northWest, southEast] = [corner(pixels.min, Math.floor), corner(pixels.max, Math.ceil)];
    const shift = Math.floor((northWest.lng + 180) / 360) * 360;
    const isWhole = southEast.lng - northWest.lng >= 360;
    const [west, east] = isWhole ? [-180, 180] : [northWest.lng - shift, turned(southEast.lng - shift)];
    const degrees = [west, Math.max(-90, southEast.lat), east, Math.min(90, northWest.lat)];
    return { bbox: degrees.map((value) => value.toFixed(DIGITS)).join(','), zoom, shift, west };
  }

  function turned(lng) {
    return lng > 180 ? lng - 360 : lng;
  }

  // On the copy of the world that is in view.
  function inView(feature, { shift, west }) {
    const [lon, lat] = feature.geometry.coordinates;
    const seen = lon + shift + (lon < west ? 360 : 0);
    return Object.assign({}, feature, { geometry: { type: 'Point', coordinates: [seen, lat] } });
  }

  // ——— what is shown ———

  function apart(map, lat, lon) {
    const zoom = Math.round(map.getZoom());
    const { x, y } = map.project([lat, lon], zoom);
    const [inX, inY] = [x, y].map((px) => {
      const middle = (Math.floor(px / CELL_PX) + 0.5) * CELL_PX;
      return Math.max(middle - SLACK_PX, Math.min(middle + SLACK_PX, px));
    });
    return map.unproject([inX, inY], zoom);
  }

  function cluster(map, { geometry: { coordinates: [lon, lat] }, properties: { count, open } }) {
    const button = element('span', `cluster cluster--${SIZES.find(([least]) => count >= least)[1]}`, String(count));
    button.tabIndex = 0;
    button.setAttribute('role', 'button');
    button.setAttribute('aria-label', t('{count} 处站点,现在开着 {open} 处,按下放大', { count, open }));
    const icon = window.L.divIcon({ html: button, className: 'mark-place', iconSize: [44, 44] });
    const mark = window.L.marker(apart(map, lat, lon), { icon, keyboard: false }).addTo(map);
    const closer = () => map.setView([lat, lon], Math.min(map.getZoom() + CLOSER, map.getMaxZoom()), { animate: false });
    mark.on('click', (event) => {
      window.L.DomEvent.stopPropagation(event); // or the map would take it for a spot
      closer();
    });
    button.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      closer();
    });
    return mark;
  }

  window.page = Object.assign(window.page || {}, { viewport: { show, hide } });
})();
