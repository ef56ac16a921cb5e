// L.CRS.GCJ02: Web Mercator for maps whose pictures are in GCJ-02. Positions stay WGS84 on both sides: what is
// drawn is shifted onto the pictures, and a click comes back without the shift.
// The rule is that of locator/datum.py: shifted inside mainland China only; where an inside and an outside
// position would be drawn at one spot, the inside one is meant, and a spot of the bare strip along the border is
// read as if the shift went on there.
(function () {
  'use strict';

  const AXIS = 6378245; // Krasovsky 1940, metres
  const ECC2 = 0.00669342162296594323;
  const ROUNDS = 30;
  const rad = Math.PI / 180;
  let rings = [];

  // ——— where ———

  function expand(steps) {
    const xy = new Float64Array(steps.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      xy[i] = (x += steps[i]) / 10000;
      xy[i + 1] = (y += steps[i + 1]) / 10000;
    }
    return xy;
  }

  function box(xy) {
    const edges = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < xy.length; i += 2) {
      edges[0] = Math.min(edges[0], xy[i]);
      edges[1] = Math.min(edges[1], xy[i + 1]);
      edges[2] = Math.max(edges[2], xy[i]);
      edges[3] = Math.max(edges[3], xy[i + 1]);
    }
    return edges;
  }

  function crossings(xy, lon, lat) {
    let odd = false;
    for (let i = 2; i < xy.length; i += 2) {
      const [x0, y0, x1, y1] = [xy[i - 2], xy[i - 1], xy[i], xy[i + 1]];
      if (y0 > lat !== y1 > lat && lon < x0 + ((lat - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
    }
    return odd;
  }

  function isShifted(lon, lat) {
    let inside = false;
    for (const { xy, edges } of rings) {
      const near = lon >= edges[0] && lon <= edges[2] && lat >= edges[1] && lat <= edges[3];
      if (near && crossings(xy, lon, lat)) inside = !inside;
    }
    return inside;
  }

  // ——— how far ———

  const waves = (t, terms) =>
    terms.reduce((sum, [height, per]) => sum + (height * 2 * Math.sin(Math.PI * t * per)) / 3, 0);

  function shift(lon, lat) {
    const x = lon - 105;
    const y = lat - 35;
    const root = Math.sqrt(Math.abs(x));
    const common = waves(x, [[20, 6], [20, 2]]);
    const north =
      -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common +
      waves(y, [[20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]]);
    const east =
      300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common +
      waves(x, [[20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]]);
    const w2 = 1 - ECC2 * Math.sin(lat * rad) ** 2;
    const w = Math.sqrt(w2);
    return [
      east / ((AXIS / w) * Math.cos(lat * rad) * rad),
      north / (((AXIS * (1 - ECC2)) / (w2 * w)) * rad),
    ];
  }

  function toGcj(lon, lat) {
    if (!isShifted(lon, lat)) return [lon, lat];
    const [east, north] = shift(lon, lat);
    return [lon + east, lat + north];
  }

  // Fixed point: the shift at the answer is what was added to it.
  function toWgs(lon, lat) {
    let x = lon;
    let y = lat;
    for (let i = 0; i < ROUNDS; i++) {
      const [east, north] = shift(x, y);
      const [nextX, nextY] = [lon - east, lat - north];
      const still = Math.abs(nextX - x) < 1e-13 && Math.abs(nextY - y) < 1e-13;
      x = nextX;
      y = nextY;
      if (still) break;
    }
    return isShifted(x, y) || isShifted(lon, lat) ? [x, y] : [lon, lat];
  }

  const plane = L.Projection.SphericalMercator;

  L.Projection.GCJ02 = {
    R: plane.R,
    MAX_LATITUDE: plane.MAX_LATITUDE,
    bounds: plane.bounds,
    project: function (latlng) {
      const [lon, lat] = toGcj(latlng.lng, latlng.lat);
      return plane.project(L.latLng(lat, lon));
    },
    unproject: function (point) {
      const drawn = plane.unproject(point);
      const [lon, lat] = toWgs(drawn.lng, drawn.lat);
      return L.latLng(lat, lon);
    },
  };

  L.CRS.GCJ02 = L.extend({}, L.CRS.EPSG3857, {
    code: 'GCJ02',
    projection: L.Projection.GCJ02,
    // The ground that is shifted: flat [lon, lat, dlon, dlat, …] rings in 1e-4 degrees.
    shiftOn: function (lists) {
      rings = lists.map(expand).map((xy) => ({ xy, edges: box(xy) }));
    },
  });
})();
