// What the finder shows on the map: the person's spot and the stations. The list does not wait for the map: what is to
// be shown is kept until the map's own scripts have run, and without a map every call does nothing more.
(function () {
  'use strict';

  const { lang } = window.page.text;
  const { isExact } = window.page.words;

  const SHOWN_FIRST = 4;
  const CLOSE_ZOOM = 16;
  const FAR_ZOOM = 13;
  const SPOT_RADIUS_PX = 8;
  const LEAST_PX = 24; // of each mark so much must lie free, or it can't be pressed for sure

  function overlap(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  function middle({ left, right, top, bottom }) {
    const [x, y, half] = [(left + right) / 2, (top + bottom) / 2, LEAST_PX / 2];
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  }

  function picture({ onStation, onSpot }) {
    const shown = new Map();
    let map = null;
    let here = null;
    let told = null;
    const made = new Promise((resolve) => {
      told = resolve;
    });
    const wanted = { features: [], spot: null, chosen: null, isFitted: false };

    // deferred scripts, the map's among them, have all run by then
    document.addEventListener('DOMContentLoaded', () => {
      if (!window.stationMap || !window.stationMarks) return told(null);
      map = window.stationMap;
      here = window.L.layerGroup().addTo(map);
      map.on('click contextmenu', ({ latlng }) => {
        const { lng, lat } = latlng.wrap();
        onSpot({ lon: lng, lat, radius: 0 });
      });
      map.on('moveend', makeRoom);
      const { features, spot: place, chosen, isFitted } = Object.assign({}, wanted);
      spot(place);
      stations(features);
      select(chosen);
      if (isFitted) fit(place);
      return told(map);
    });

    function stations(features) {
      wanted.features = features;
      wanted.chosen = null;
      if (!map) return;
      shown.forEach(({ mark }) => mark.remove());
      shown.clear();
      features.filter((feature) => feature.geometry).forEach((feature) => {
        const mark = window.stationMarks.draw(map, feature, { lang, onActivate: () => onStation(feature.id) });
        shown.set(feature.id, { mark, exact: isExact(feature.properties) });
      });
      makeRoom();
    }

    function spot(place) {
      wanted.spot = place;
      if (!map) return;
      here.clearLayers();
      if (!place) return;
      const at = [place.lat, place.lon];
      const quiet = { interactive: false, bubblingMouseEvents: true };
      if (place.radius > 0) here.addLayer(window.L.circle(at, { ...quiet, radius: place.radius, className: 'spot-circle' }));
      here.addLayer(window.L.circleMarker(at, { ...quiet, radius: SPOT_RADIUS_PX, className: 'spot' }));
    }

    function select(id) {
      if (shown.has(wanted.chosen)) shown.get(wanted.chosen).mark.select(false);
      wanted.chosen = id;
      if (shown.has(id)) shown.get(id).mark.select(true);
    }

    // With a spot: it and the first few, vague ones only where there is no other. Without one: all of them.
    function fit(place) {
      wanted.isFitted = true;
      if (!map) return;
      const all = Array.from(shown.values());
      const exact = all.filter((one) => one.exact);
      const first = place ? (exact.length ? exact : all).slice(0, SHOWN_FIRST) : all;
      const bounds = window.L.latLngBounds([]);
      if (place) bounds.extend(place.radius > 0 ? window.L.latLng(place.lat, place.lon).toBounds(2 * place.radius) : [place.lat, place.lon]);
      first.forEach(({ mark }) => bounds.extend(mark.bounds));
      if (!bounds.isValid()) return;
      map.invalidateSize({ animate: false }); // with a spot the map gives room to the list
      map.fitBounds(bounds, { padding: [36, 36], maxZoom: place ? CLOSE_ZOOM : FAR_ZOOM, animate: false });
    }

    // Pins keep their place; a vague station's label gives way to them and to the labels before it.
    function makeRoom() {
      const all = Array.from(shown.values());
      const vague = all.filter(({ exact }) => !exact).map(({ mark }) => mark);
      vague.forEach((mark) => mark.crowd(false));
      const taken = all.filter(({ exact }) => exact).map(({ mark }) => mark.element.getBoundingClientRect());
      const crowded = vague.filter((mark) => {
        const box = mark.element.getBoundingClientRect();
        return taken.some((other) => overlap(box, other)) || !taken.push(box);
      });
      crowded.forEach((mark) => mark.crowd(true));
      makeStops(all.map(({ mark }) => mark.element));
    }

    // What others nearly cover is no stop for the keyboard: the list has its station, and from nearer it lies free.
    function makeStops(marks) {
      const all = (selector) => Array.from(map.getContainer().querySelectorAll(selector));
      const taken = all('.leaflet-control a').map((one) => one.getBoundingClientRect());
      all('.cluster').concat(marks).forEach((mark) => {
        const box = mark.getBoundingClientRect();
        const isCovered = taken.some((other) => overlap(box, middle(other)) || overlap(middle(box), other));
        mark.tabIndex = isCovered ? -1 : 0;
        if (!isCovered) taken.push(box);
      });
    }

    return {
      stations,
      spot,
      select,
      fit,
      leaflet: () => map,
      ready: () => made, // the map, or null where there is none
      resized: () => map && map.invalidateSize({ animate: false }),
    };
  }

  window.page = Object.assign(window.page || {}, { picture: { picture } });
})();
