// Distances and bearings on the WGS84 ellipsoid. Pure: degrees in, metres and degrees out.
//
// Vincenty's inverse formula (T. Vincenty, Survey Review 23, 1975): within half a millimetre of the true geodesic; it
// does not converge near the antipodes, where a sphere answers instead, within 0.6 %.
(function () {
  'use strict';

  const AXIS = 6378137;
  const FLATTENING = 1 / 298.257223563;
  const POLAR = AXIS * (1 - FLATTENING);
  const MEAN_RADIUS = 6371008.8;
  const RAD = Math.PI / 180;
  const MOST_ROUNDS = 100;
  const ENOUGH = 1e-12;

  // Earth-centred x, y, z in metres.
  function ecef(lon, lat) {
    const sine = Math.sin(lat * RAD);
    const squash = (1 - FLATTENING) ** 2;
    const normal = AXIS / Math.sqrt(1 - (1 - squash) * sine * sine);
    const across = normal * Math.cos(lat * RAD);
    return [across * Math.cos(lon * RAD), across * Math.sin(lon * RAD), normal * squash * sine];
  }

  // {metres, bearing}: along the ellipsoid, and clockwise from north at the first point.
  function inverse(lon1, lat1, lon2, lat2) {
    const reduced1 = Math.atan((1 - FLATTENING) * Math.tan(lat1 * RAD));
    const reduced2 = Math.atan((1 - FLATTENING) * Math.tan(lat2 * RAD));
    const [sin1, cos1, sin2, cos2] = [Math.sin(reduced1), Math.cos(reduced1), Math.sin(reduced2), Math.cos(reduced2)];
    const apart = turned(lon2 - lon1) * RAD;
    let lambda = apart;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const [sine, cosine] = [Math.sin(lambda), Math.cos(lambda)];
      const east = cos2 * sine;
      const north = cos1 * sin2 - sin1 * cos2 * cosine;
      const sinSigma = Math.hypot(east, north);
      if (sinSigma === 0) return { metres: 0, bearing: 0 };
      const cosSigma = sin1 * sin2 + cos1 * cos2 * cosine;
      const sigma = Math.atan2(sinSigma, cosSigma);
      const sinAlpha = (cos1 * cos2 * sine) / sinSigma;
      const cosAlpha2 = 1 - sinAlpha * sinAlpha;
      const middle = cosAlpha2 > 0 ? cosSigma - (2 * sin1 * sin2) / cosAlpha2 : 0;
      const c = (FLATTENING / 16) * cosAlpha2 * (4 + FLATTENING * (4 - 3 * cosAlpha2));
      const before = lambda;
      const bend = middle + c * cosSigma * (2 * middle * middle - 1);
      lambda = apart + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * bend);
      if (Math.abs(lambda - before) > ENOUGH) continue;
      return { metres: along(sigma, sinSigma, cosSigma, middle, cosAlpha2), bearing: clockwise(Math.atan2(east, north)) };
    }
    return onSphere(lon1, lat1, lon2, lat2);
  }

  function along(sigma, sinSigma, cosSigma, middle, cosAlpha2) {
    const u = cosAlpha2 * ((AXIS / POLAR) ** 2 - 1);
    const a = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
    const b = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
    const square = 2 * middle * middle - 1;
    const third = (b / 6) * middle * (4 * sinSigma * sinSigma - 3) * (4 * middle * middle - 3);
    return POLAR * a * (sigma - b * sinSigma * (middle + (b / 4) * (cosSigma * square - third)));
  }

  function onSphere(lon1, lat1, lon2, lat2) {
    const apart = turned(lon2 - lon1) * RAD;
    const [sin1, cos1, sin2, cos2] = [Math.sin(lat1 * RAD), Math.cos(lat1 * RAD), Math.sin(lat2 * RAD), Math.cos(lat2 * RAD)];
    const east = cos2 * Math.sin(apart);
    const north = cos1 * sin2 - sin1 * cos2 * Math.cos(apart);
    const sigma = Math.atan2(Math.hypot(east, north), sin1 * sin2 + cos1 * cos2 * Math.cos(apart));
    return { metres: MEAN_RADIUS * sigma, bearing: clockwise(Math.atan2(east, north)) };
  }

  function turned(degrees) {
    return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
  }

  function clockwise(radians) {
    return (radians / RAD + 360) % 360;
  }

  window.page = Object.assign(window.page || {}, { geodesic: { ecef, inverse } });
})();
