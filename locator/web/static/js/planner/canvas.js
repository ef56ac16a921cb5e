// A layer of the map that is drawn anew on one canvas whenever the map has moved: for thousands of things.
//
//   const layer = canvas.layer(map, 'cells', (zoom) => 380, (draw) => …);   layer.redraw(); layer.show(false);
//
// `draw` is {context, xy(lat, lon) → pixels, holds(lat, lon) → whether it is in view, zoom}.
(function () {
  'use strict';

  const SLACK = 0.3; // of the view's size on each side, so that a dragged map is not bare at once

  function layer(map, name, zIndexAt, paint) {
    const pane = map.createPane(name);
    pane.style.pointerEvents = 'none';
    const place = document.createElement('canvas');
    place.className = 'leaflet-zoom-hide';
    place.setAttribute('aria-hidden', 'true');
    pane.append(place);
    let isShown = true;

    function redraw() {
      const size = map.getSize();
      const slack = size.multiplyBy(SLACK).round();
      const [width, height] = [size.x + 2 * slack.x, size.y + 2 * slack.y];
      const ratio = window.devicePixelRatio || 1;
      fit(place, width, height, ratio);
      window.L.DomUtil.setPosition(place, map.containerPointToLayerPoint([-slack.x, -slack.y]));
      const context = place.getContext('2d');
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      pane.style.zIndex = zIndexAt(map.getZoom());
      if (isShown) paint(pen(context, slack, [width, height]));
    }

    function pen(context, slack, [width, height]) {
      const bounds = window.L.latLngBounds(map.containerPointToLatLng([-slack.x, -slack.y]), map.containerPointToLatLng([width - slack.x, height - slack.y]));
      const [south, west, north, east] = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
      return {
        context,
        zoom: map.getZoom(),
        xy: (lat, lon) => map.latLngToContainerPoint([lat, lon]).add(slack),
        holds: (lat, lon) => lat >= south && lat <= north && lon >= west && lon <= east,
      };
    }

    map.on('moveend viewreset resize', redraw);
    return {
      redraw,
      show: (on) => {
        isShown = on;
        redraw();
      },
    };
  }

  function fit(place, width, height, ratio) {
    Object.assign(place, { width: width * ratio, height: height * ratio });
    Object.assign(place.style, { width: `${width}px`, height: `${height}px` });
  }

  window.page.planner = Object.assign(window.page.planner || {}, { canvas: { layer } });
})();
