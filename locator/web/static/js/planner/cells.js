// The cells where people are, coloured by the share of them that has a station near: hexagons from near by, from far off
// dots whose area follows the people.
(function () {
  'use strict';

  const { colours, canvas } = window.page.planner;

  const LEAST_HEXAGON_PX = 7;
  const [LEAST_DOT_PX, LARGEST_DOT_PX] = [1.5, 12];
  const LEAST_EDGED_PX = 3;
  const ALPHA = 0.78;
  const ABOVE_GROUND = 380;
  const MOST = 0.98; // so much of the people a first view shows; a few far away would make all the others small

  // `property`: where a cell says its share.
  function prepared(features, property) {
    const cells = features.filter(({ properties }) => properties.people > 0).map((feature) => cell(feature, property));
    return cells.sort((one, other) => other.people - one.people); // the small ones on top
  }

  function cell({ geometry, properties }, property) {
    const ring = geometry.coordinates[0].slice(0, -1);
    const middle = (at) => ring.reduce((sum, corner) => sum + corner[at], 0) / ring.length;
    return { ring, lon: middle(0), lat: middle(1), people: properties.people, step: colours.step(properties[property] || 0) };
  }

  function layer(map) {
    let cells = [];
    const drawn = canvas.layer(map, 'cells', () => ABOVE_GROUND, paint);

    function paint(pen) {
      const { shares, edge } = colours.palette();
      const seen = cells.filter(({ lat, lon }) => pen.holds(lat, lon));
      if (!seen.length) return;
      const isNear = wide(pen, seen[0]) >= LEAST_HEXAGON_PX;
      const most = cells[0].people;
      Object.assign(pen.context, { globalAlpha: ALPHA, strokeStyle: edge, lineWidth: 0.75 });
      seen.forEach((one) => {
        pen.context.fillStyle = shares[one.step];
        pen.context.beginPath();
        if (isNear) hexagon(pen, one);
        else dot(pen, one, most);
        pen.context.fill();
        if (isNear || radius(one, most) > LEAST_EDGED_PX) pen.context.stroke();
      });
    }

    return {
      people: () => middleOf(cells),
      redraw: drawn.redraw,
      show: drawn.show,
      set: (features, property) => {
        cells = prepared(features, property);
        drawn.redraw();
      },
    };
  }

  // The corners round most of the people.
  function middleOf(cells) {
    const ends = (key) => {
      const order = cells.slice().sort((one, other) => one[key] - other[key]);
      const all = order.reduce((sum, { people }) => sum + people, 0);
      let sum = 0;
      const inside = order.filter(({ people }) => {
        sum += people;
        return sum >= (all * (1 - MOST)) / 2 && sum - people <= (all * (1 + MOST)) / 2;
      });
      return inside.length ? [inside[0][key], inside[inside.length - 1][key]] : null;
    };
    const [lons, lats] = [ends('lon'), ends('lat')];
    return lons ? [0, 1].map((at) => ({ lon: lons[at], lat: lats[at] })) : [];
  }

  function wide(pen, { ring }) {
    const across = ring.map(([lon, lat]) => pen.xy(lat, lon).x);
    return Math.max(...across) - Math.min(...across);
  }

  function hexagon({ context, xy }, { ring }) {
    ring.forEach(([lon, lat], corner) => {
      const { x, y } = xy(lat, lon);
      if (corner) context.lineTo(x, y);
      else context.moveTo(x, y);
    });
    context.closePath();
  }

  const radius = ({ people }, most) => Math.max(LEAST_DOT_PX, LARGEST_DOT_PX * Math.sqrt(people / most));

  function dot({ context, xy }, { lat, lon, people }, most) {
    const { x, y } = xy(lat, lon);
    context.arc(x, y, radius({ people }, most), 0, 2 * Math.PI);
  }

  window.page.planner = Object.assign(window.page.planner || {}, { cells: { layer } });
})();
