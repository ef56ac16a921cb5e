// What the planner shows on the map. What is to be shown before the map's own scripts have run waits for them; without a
// map every call does nothing more.
//
//   on: {place(lon, lat), station(one), press(id), move(id, lon, lat), site(at), moveSite(at, lon, lat), gap(at)}
(function () {
  'use strict';

  const { byId } = window.page.elements;
  const { t } = window.page.text;
  const { cells, dots, marks, colours } = window.page.planner;

  const CLOSE_ZOOM = 14;
  const MARK_PX = 40;
  const FIT = { padding: [MARK_PX, MARK_PX], maxZoom: 15, animate: false };
  const SHAPES = { areas: 'area-shape', gaps: 'gap-shape', catchments: 'catchment-shape', circle: 'circle-shape' };
  const GAP_PX = 9;

  function picture(on) {
    const layers = {};
    let map = null;
    let isPlacing = false;
    let tell = null;
    const made = new Promise((resolve) => {
      tell = resolve;
    });
    const then = (draw) => made.then((there) => there && draw(there));

    document.addEventListener('DOMContentLoaded', () => {
      map = window.stationMap || null;
      if (map) begin();
      tell(map);
    });

    function begin() {
      layers.cells = cells.layer(map);
      layers.dots = dots.layer(map);
      ['areas', 'gaps', 'catchments', 'circle', 'changes', 'sites'].forEach((name) => {
        layers[name] = window.L.layerGroup().addTo(map);
      });
      map.on('click', ({ latlng, containerPoint }) => {
        const { lng, lat } = latlng.wrap();
        const station = isPlacing ? null : layers.dots.near(containerPoint);
        if (isPlacing) on.place(lng, lat);
        else if (station) on.station(station);
      });
      map.on('mousemove', ({ containerPoint }) => {
        map.getContainer().classList.toggle('is-over', !isPlacing && Boolean(layers.dots.near(containerPoint)));
      });
      colours.onChange(() => [layers.cells, layers.dots].forEach((layer) => layer.redraw()));
      map.on('resize', tellSize);
      tellSize();
    }

    // For paper, see planner-print.css.
    function tellSize() {
      const { x, y } = map.getSize();
      byId('map').style.setProperty('--map-width', `${x}px`);
      byId('map').style.setProperty('--map-height', `${y}px`);
    }

    function shapes(name, features, onPress) {
      layers[name].clearLayers();
      const options = { className: SHAPES[name], interactive: Boolean(onPress), bubblingMouseEvents: !onPress };
      features.forEach((feature, at) => {
        const shape = window.L.geoJSON(feature, { style: () => options, interactive: Boolean(onPress) }).addTo(layers[name]);
        if (!onPress) return;
        const ring = window.L.circleMarker(shape.getBounds().getCenter(), Object.assign({ radius: GAP_PX }, options)).addTo(layers[name]);
        [shape, ring].forEach((one) => one.on('click', (event) => {
          window.L.DomEvent.stopPropagation(event);
          if (isPlacing) on.place(event.latlng.lng, event.latlng.lat);
          else onPress(at);
        }));
      });
    }

    // ——— what a scenario changes, and what is chosen ———

    function changes({ added, moved }, chosen) {
      layers.changes.clearLayers();
      const put = (kind, one, words, label) => marks.mark(map, Object.assign({ kind, words, label }, { lon: one.lon, lat: one.lat }), {
        press: () => on.press(one.id),
        move: (lon, lat) => on.move(one.id, lon, lat),
      }).addTo(layers.changes);
      added.forEach((one) => put('new', one, '+', t('新加:{name},可以拖动', { name: one.name })));
      moved.forEach((one) => put('moved', one, '↦', t('移过来的:{id},可以拖动', { id: one.id })));
      const isMarked = chosen && added.concat(moved).some(({ id }) => id === chosen.id);
      if (chosen && !isMarked) put('chosen', chosen, '◎', t('选中:{name},可以拖动', { name: chosen.name }));
    }

    function sites(list) {
      layers.sites.clearLayers();
      list.forEach(({ lon, lat, rank, words }, at) => {
        const label = t('建议 {rank}:{place},可以拖动', { rank, place: words });
        marks.mark(map, { kind: 'site', lon, lat, words: String(rank), label }, {
          press: () => on.site(at),
          move: (toLon, toLat) => on.moveSite(at, toLon, toLat),
        }).addTo(layers.sites);
      });
    }

    // ——— where one looks ———

    // On a phone the map may have been scrolled away.
    const inView = () => byId('map').scrollIntoView({ block: 'nearest' });

    function goTo(lon, lat) {
      inView();
      map.setView([lat, lon], Math.max(map.getZoom(), CLOSE_ZOOM), { animate: false });
    }

    const corners = (places) => window.L.latLngBounds(places.map(({ lon, lat }) => [lat, lon]));

    function fit(places) {
      if (places.length) map.fitBounds(corners(places), FIT);
    }

    // The same, and none of the places lies under the legend.
    function fitMarks(places) {
      fit(places);
      const ground = map.getContainer().getBoundingClientRect();
      const legend = byId('legend').getBoundingClientRect();
      const isHidden = places.some(({ lon, lat }) => {
        const { x, y } = map.latLngToContainerPoint([lat, lon]);
        return x + ground.left < legend.right + MARK_PX && y + ground.top > legend.top - MARK_PX;
      });
      if (isHidden && ground.width > 2 * legend.width) map.fitBounds(corners(places), Object.assign({}, FIT, { paddingTopLeft: [legend.right - ground.left + MARK_PX, MARK_PX] }));
    }

    function circle(round) {
      layers.circle.clearLayers();
      if (round) window.L.circle([round.lat, round.lon], { radius: round.radius_m, className: SHAPES.circle, interactive: false }).addTo(layers.circle);
    }

    function goRound(round) {
      inView();
      circle(round);
      map.fitBounds(window.L.latLng(round.lat, round.lon).toBounds(2 * round.radius_m), FIT);
    }

    function placing(wanted) {
      isPlacing = wanted;
      if (wanted) inView();
      map.getContainer().classList.toggle('is-placing', wanted);
      byId('map-hint').hidden = !wanted;
      byId('map-hint').textContent = wanted ? t('点地图放一处新站点;按 Esc 不放了') : '';
    }

    function toggle(name, wanted) {
      if (layers[name].show) layers[name].show(wanted);
      else if (wanted) layers[name].addTo(map);
      else layers[name].remove();
    }

    return {
      cells: (features, property) => then(() => layers.cells.set(features, property)),
      stations: (list) => then(() => layers.dots.set(list)),
      gaps: (features) => then(() => shapes('gaps', features, on.gap)),
      areas: (features) => then(() => shapes('areas', features, null)),
      catchments: (features) => then(() => shapes('catchments', features, null)),
      changes: (scenario, chosen) => then(() => changes(scenario, chosen)),
      sites: (list) => then(() => sites(list)),
      goTo: (lon, lat) => then(() => goTo(lon, lat)),
      goRound: (round) => then(() => goRound(round)),
      fit: (places) => then(() => fit(places)),
      fitMarks: (places) => then(() => fitMarks(places)),
      fitPeople: () => then(() => fit(layers.cells.people())),
      circle: (round) => then(() => circle(round)),
      placing: (wanted) => then(() => placing(wanted)),
      toggle: (name, wanted) => then(() => toggle(name, wanted)),
      leaflet: () => map,
    };
  }

  window.page.planner = Object.assign(window.page.planner || {}, { picture: { picture } });
})();
