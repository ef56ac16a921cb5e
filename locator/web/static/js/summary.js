// The headline over the list, and the line that says from where.
(function () {
  'use strict';

  const { VAGUE_SPOT_M, distance } = window.page.words;

  function summaryWords(features, isNear) {
    if (!features.length) return ['没有符合条件的站点', 'No station matches'];
    if (!isNear) return ['附近 50 公里内没有站点,最近的是', 'None within 50 km; the nearest is'];
    const count = features.length;
    const open = features.filter(({ properties }) => properties.open_state === 'open').length;
    const unknown = features.filter(({ properties }) => properties.open_state === 'unknown').length;
    if (open) return [`附近 ${open} 家正在开放`, `${open} open near you`];
    if (unknown) return [`附近 ${count} 家站点`, `${count} near you`];
    return [`附近 ${count} 家,现在都关门`, `${count} near you, all closed now`];
  }

  function fromWords(spot) {
    const [zh, en] = spot.name;
    if (spot.radius <= VAGUE_SPOT_M) return [`从${zh}算起`, `from ${en}`];
    const [radius, radiusEn] = distance(spot.radius);
    return [`从${zh}算起,只准到 ±${radius},距离是大概的`, `from ${en}, known to ±${radiusEn} only`];
  }

  window.page = Object.assign(window.page || {}, { summary: { summaryWords, fromWords } });
})();
