// What the finder shows on the map: the person's spot and the stations. Without a map every call does nothing.
(function () {
  'use strict';

  const { isExact } = window.page.words;

  const SHOWN_FIRST = 4;
  const CLOSE_ZOOM = 16;
  const FAR_ZOOM = 13;
  const SPOT_RADIUS_PX = 8;

  const NOTHING = { stations() {}, spot() {}, select() {}, fit() {}, resized() {} };

  function overlap(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  function picture(map, marks, { onStation, onSpot }) {
    if (!map || !marks) return NOTHING;
    const shown = new Map();
    const here = window.L.layerGroup().addTo(map);
    let chosen = null;

    map.on('click contextmenu', ({ latlng }) => {
      const { lng, lat } = latlng.wrap();
      onSpot({ lon: lng, lat, radius: 0 });
    });

    map.on('moveend', makeRoom);

    function stations(features) {
      shown.forEach(({ mark }) => mark.remove());
      shown.clear();
      chosen = null;
      features.filter((feature) => feature.geometry).forEach((feature) => {
        const mark = marks.draw(map, feature, { onActivate: () => onStation(feature.id) });
        shown.set(feature.id, { mark, exact: isExact(feature.properties) });
      });
      makeRoom();
    }

    function spot(place) {
      here.clearLayers();
      if (!place) return;
      const at = [place.lat, place.lon];
      const quiet = { interactive: false, bubblingMouseEvents: true };
      if (place.radius > 0) here.addLayer(window.L.circle(at, { ...quiet, radius: place.radius, className: 'spot-circle' }));
      here.addLayer(window.L.circleMarker(at, { ...quiet, radius: SPOT_RADIUS_PX, className: 'spot' }));
    }

    function select(id) {
      if (shown.has(chosen)) shown.get(chosen).mark.select(false);
      chosen = id;
      if (shown.has(id)) shown.get(id).mark.select(true);
    }

    // With a spot: it and the first few, vague ones only where there is no other. Without one: all of them.
    function fit(place) {
      const all = Array.from(shown.values());
      const exact = all.filter((one) => one.exact);
      const wanted = place ? (exact.length ? exact : all).slice(0, SHOWN_FIRST) : all;
      const bounds = window.L.latLngBounds([]);
      if (place) bounds.extend(place.radius > 0 ? window.L.latLng(place.lat, place.lon).toBounds(2 * place.radius) : [place.lat, place.lon]);
      wanted.forEach(({ mark }) => bounds.extend(mark.bounds));
      if (!bounds.isValid()) return;
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
    }

    return { stations, spot, select, fit, resized: () => map.invalidateSize({ animate: false }) };
  }

  window.page = Object.assign(window.page || {}, { picture: { picture } });
})();
