// The way on foot, drawn on the map: from the spot along the streets to a station.
//
//   const walk = await window.page.route.show(map, spot, feature, signal); // { m, min, by }
//   window.page.route.clear();
//
// `spot` is { lon, lat } in WGS84, `feature` one of the nearest list, `map` a Leaflet map or null. `by` is 'streets'
// where the answer is drawn, 'straight_line' where it is the list's own estimate and nothing is drawn, null (as m
// and min) where the station's place is known too vaguely to walk to. Only a newer question, or an aborted one,
// fails, with an AbortError: without a network the list's own numbers are the answer.
(function () {
  'use strict';

  const { post } = window.page.api;

  const PANE = 'route'; // below circles and marks, see map.css
  const LINES = ['route-edge', 'route-line']; // a pale edge first, so that the line stands out from any ground

  let drawn = null;
  let newest = 0;

  async function show(map, spot, feature, signal) {
    clear();
    const mine = newest;
    const { walk_m: m, walk_min: min, walk_by: by } = feature.properties;
    const listed = { m, min, by: by === 'streets' ? 'straight_line' : by };
    if (by !== 'streets') return listed;
    const found = await ask(spot, feature.id, signal);
    if (mine !== newest) throw new DOMException('a newer route was asked for', 'AbortError');
    if (!found) return listed;
    if (map) drawn = draw(map, found.geometry.coordinates);
    const { metres, minutes } = found.properties;
    return { m: metres, min: minutes, by: found.properties.by };
  }

  function ask({ lon, lat }, station, signal) {
    return post('/api/v1/route', { lon, lat, station }, signal).catch((error) => {
      if (error.name === 'AbortError') throw error;
      return null;
    });
  }

  function draw(map, coordinates) {
    const points = coordinates.map(([lon, lat]) => [lat, lon]);
    paneOf(map);
    const quiet = { pane: PANE, interactive: false, smoothFactor: 1.5 };
    return window.L.layerGroup(LINES.map((className) => window.L.polyline(points, { ...quiet, className }))).addTo(map);
  }

  // The list tells the way's length in words: to a screen reader the line adds nothing.
  function paneOf(map) {
    if (!map.getPane(PANE)) map.createPane(PANE).setAttribute('aria-hidden', 'true');
  }

  function clear() {
    newest += 1;
    if (drawn) drawn.remove();
    drawn = null;
  }

  window.page = Object.assign(window.page || {}, { route: { show, clear } });
})();
