// The nearest stations from a spot. The radius grows by itself until a station lies in it; where none of those is
// known to be open, the nearest open ones beyond are found too.
(function () {
  'use strict';

  const MANY = 10;
  const FEW = 3;
  const RINGS_M = [5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000, 2000000, 5000000];
  const ROUND_THE_EARTH_M = 20100000;
  const FAR_M = 50000;

  // → { features, ring: { radius, missed }, opensBeyond, kept }; `ring.missed` is the radius that held nothing, or 0.
  async function nearby(spot, asked, signal) {
    const { answers } = window.page;
    const question = Object.assign({ lon: spot.lon, lat: spot.lat, k: MANY, lang: window.page.text.lang }, asked);
    const found = await answers.nearest(question, signal);
    const ring = ringOf(found.features);
    const near = within(found.features, ring);
    if (asked.state || !near.length || near.some(isOpen)) return result(near, ring, found);
    const open = await answers.nearest(Object.assign({}, question, { state: ['open'], k: FEW }), signal);
    const beyond = open.features.filter((feature) => !near.some(({ id }) => id === feature.id));
    const kept = open.kept || found.kept; // of two kept answers the one that may lack more
    return Object.assign(result(near.concat(beyond), ring, { kept }), { opensBeyond: beyond.length > 0 });
  }

  function result(features, ring, { kept }) {
    return { features: openDoorsFirst(features), ring, opensBeyond: false, kept };
  }

  // The least ring that holds a station, and the one before it.
  function ringOf(features) {
    const least = Math.min(...features.map(({ properties }) => properties.distance_m));
    const at = RINGS_M.findIndex((radius) => least <= radius);
    if (at < 0) return { radius: ROUND_THE_EARTH_M, missed: RINGS_M[RINGS_M.length - 1] };
    return { radius: RINGS_M[at], missed: at ? RINGS_M[at - 1] : 0 };
  }

  // From far away the first few do: nobody walks there.
  function within(features, { radius }) {
    const inside = features.filter(({ properties }) => properties.distance_m <= Math.max(radius, 2 * RINGS_M[0]));
    return radius > FAR_M ? inside.slice(0, FEW) : inside;
  }

  function isClosed({ properties }) {
    return properties.open_state === 'closed';
  }

  function isOpen({ properties }) {
    return properties.open_state === 'open';
  }

  function openDoorsFirst(features) {
    return features.filter((feature) => !isClosed(feature)).concat(features.filter(isClosed));
  }

  window.page = Object.assign(window.page || {}, { nearby: { nearby } });
})();
