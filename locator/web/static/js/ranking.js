// The nearest stations of one kept pack: filtered, measured and ordered as the server does it (locator/lookup.py).
(function () {
  'use strict';

  const { ecef, inverse } = window.page.geodesic;

  const EXACT_FIRST_M = 5000; // within it exact positions come before coarse ones
  const EXACT = ['rooftop', 'street'];
  const DETOUR = 1.3; // as locator/walk.py
  const WALK_M_PER_MIN = 75;
  const CHORD_SLACK = 1.003; // within 2 000 km chords order as geodesics do but for less than this

  // The best `k` for a question: {hits, needed}. The answer is sure where nothing is missing `needed` metres round the spot.
  function nearestIn(pack, question, moment) {
    const { lon, lat, k = 5, max_distance_m: within = Infinity } = question;
    const hits = ranked(pack, passing(pack, question, moment), lon, lat, k).filter(({ metres }) => metres <= within);
    return { hits, needed: needed(hits, k, within) };
  }

  function passing(pack, question, moment) {
    const [status, uncertainty] = ['status', 'uncertainty_m'].map(pack.field);
    const { amenities: wanted = [], state = [], status: statuses = ['operating'], max_uncertainty_m: vague = Infinity } = question;
    const tests = [
      [statuses.length, (row) => statuses.includes(status(row))],
      ...wanted.map(pack.has).map((has) => [true, (row) => has(row) === 'yes']),
      [vague < Infinity, (row) => uncertainty(row) <= vague],
      [typeof question.open_24h === 'boolean', (row) => pack.isAroundTheClock(row) === question.open_24h],
      [state.length, (row) => state.includes(pack.opening(row, moment).open_state)],
    ].filter(([isAsked]) => isAsked);
    return Array.from({ length: pack.size }, (_, row) => row).filter((row) => tests.every(([, test]) => test(row)));
  }

  // As the server ranks: by distance, but exact positions within 5 km before everything else; equal ones by id.
  function ranked(pack, rows, lon, lat, k) {
    const precision = pack.field('precision');
    const exact = rows.filter((row) => EXACT.includes(precision(row)));
    const coarse = rows.filter((row) => !EXACT.includes(precision(row)));
    const measured = [exact, coarse].map((part, order) => measuredNearest(pack, part, lon, lat, k).map((hit) => Object.assign(hit, { order })));
    return [].concat(...measured).sort(better).slice(0, k);
  }

  function better(one, other) {
    const late = (hit) => (hit.order === 0 && hit.metres <= EXACT_FIRST_M ? 0 : 1);
    return late(one) - late(other) || one.metres - other.metres || one.order - other.order || (one.id < other.id ? -1 : 1);
  }

  // Straight lines through the earth first, geodesics only for those that may be among the k.
  function measuredNearest(pack, rows, lon, lat, k) {
    const here = ecef(lon, lat);
    const chords = rows.map((row) => [chord(here, pack.point(row)), row]).sort((one, other) => one[0] - other[0]);
    const furthest = chords.length > k ? chords[k - 1][0] * CHORD_SLACK : Infinity;
    return chords
      .filter(([length]) => length <= furthest)
      .map(([, row]) => Object.assign({ row, id: pack.id(row) }, inverse(lon, lat, pack.lon(row), pack.lat(row))))
      .sort((one, other) => one.metres - other.metres || (one.id < other.id ? -1 : 1))
      .slice(0, k);
  }

  function chord(here, there) {
    return Math.hypot(here[0] - there[0], here[1] - there[1], here[2] - there[2]);
  }

  function needed(found, k, within) {
    if (found.length < k) return within;
    const furthest = Math.max(...found.map(({ metres }) => metres));
    const isMixed = found.some((hit) => hit.order === 1);
    return Math.min(within, isMixed ? Math.max(furthest, EXACT_FIRST_M) : furthest);
  }

  // What the API tells of a hit's distance.
  function distances(pack, { row, metres, bearing, order }) {
    const uncertainty = pack.field('uncertainty_m')(row);
    const walk = order === 0 ? metres * DETOUR : null;
    return {
      distance_m: tenth(metres),
      distance_min_m: tenth(Math.max(0, metres - uncertainty)),
      distance_max_m: tenth(metres + uncertainty),
      bearing_deg: tenth(bearing),
      walk_m: walk && tenth(walk),
      walk_min: walk && tenth(walk / WALK_M_PER_MIN),
      walk_by: walk === null ? null : 'straight_line',
    };
  }

  function tenth(value) {
    return Math.round(value * 10) / 10;
  }

  window.page = Object.assign(window.page || {}, { ranking: { nearestIn, distances } });
})();
