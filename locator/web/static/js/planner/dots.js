// The stations as dots: open ones filled, closed ones rings with a bar, of unknown hours dashed rings.
(function () {
  'use strict';

  const { colours, canvas } = window.page.planner;

  const RADIUS_PX = [[13, 7], [10, 5], [7, 3], [0, 1.3]]; // from a zoom on
  const NEAR_ZOOM = 10;
  const [BELOW_CELLS, ABOVE_CELLS] = [370, 420]; // seen from far off, the people matter more
  const NEAR_PX = 14; // so near a press must be

  const radiusAt = (zoom) => RADIUS_PX.find(([from]) => zoom >= from)[1];

  function layer(map) {
    let stations = [];
    const drawn = canvas.layer(map, 'dots', (zoom) => (zoom >= NEAR_ZOOM ? ABOVE_CELLS : BELOW_CELLS), paint);

    function paint(pen) {
      const { states, edge } = colours.palette();
      const radius = radiusAt(pen.zoom);
      stations.filter(({ lat, lon }) => pen.holds(lat, lon)).forEach((one) => {
        shape(pen.context, pen.xy(one.lat, one.lon), radius, one.state, states[one.state], edge);
      });
    }

    function near(point) {
      const box = window.L.latLngBounds([-NEAR_PX, NEAR_PX].map((px) => map.containerPointToLatLng(point.add([px, px]))));
      const reached = stations
        .filter(({ lat, lon }) => box.contains([lat, lon]))
        .map((one) => [map.latLngToContainerPoint([one.lat, one.lon]).distanceTo(point), one])
        .filter(([far]) => far <= NEAR_PX);
      return reached.length ? reached.sort((one, other) => one[0] - other[0])[0][1] : null;
    }

    return {
      near,
      redraw: drawn.redraw,
      show: drawn.show,
      set: (list) => {
        stations = list;
        drawn.redraw();
      },
    };
  }

  function shape(context, { x, y }, radius, state, colour, edge) {
    const isFilled = state === 'open' || radius < 3;
    Object.assign(context, { fillStyle: isFilled ? colour : edge, strokeStyle: isFilled ? edge : colour, lineWidth: 2 });
    context.setLineDash(state === 'unknown' && !isFilled ? [2.5, 2] : []);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    if (radius >= 3) context.stroke();
    if (state === 'closed' && !isFilled) bar(context, x, y, radius);
  }

  function bar(context, x, y, radius) {
    context.beginPath();
    context.moveTo(x - radius / 2, y);
    context.lineTo(x + radius / 2, y);
    context.stroke();
  }

  window.page.planner = Object.assign(window.page.planner || {}, { dots: { layer } });
})();
