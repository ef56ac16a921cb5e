// The headline over the list, the line that says from where, and how far one had to look.
(function () {
  'use strict';

  const { t } = window.page.text;
  const { VAGUE_SPOT_M, distance } = window.page.words;

  // `found`: what nearby.js found: features, their reach in metres, and whether the open ones lie beyond it.
  function summary({ features, ring, opensBeyond }, isNow) {
    if (!features.length) return t('没有符合条件的站点');
    const open = features.filter(({ properties }) => properties.open_state === 'open');
    const far = distance(Math.min(...features.map(({ properties }) => properties.distance_m)));
    if (opensBeyond) return beyond(features, distance(open[0].properties.distance_m));
    if (ring.missed) return t('{radius}内没有,最近的在 {far}', { radius: distance(ring.missed), far });
    if (open.length) return isNow ? t('附近 {count} 家正在开放', { count: open.length }) : t('附近 {count} 家那时开着', { count: open.length });
    return counted(features, isNow);
  }

  // A door of which nobody knows is not said to be shut.
  function beyond(features, far) {
    const isUnknown = features.some(({ properties }) => properties.open_state === 'unknown');
    return isUnknown ? t('附近没有确定开着的,最近开着的在 {far}', { far }) : t('附近的都没开,最近开着的在 {far}', { far });
  }

  function counted(features, isNow) {
    const count = features.length;
    const isUnknown = features.some(({ properties }) => properties.open_state === 'unknown');
    if (isUnknown) return t('附近 {count} 家站点', { count });
    return isNow ? t('附近 {count} 家,现在都关门', { count }) : t('附近 {count} 家,那时都关着', { count });
  }

  function fromWords({ name, radius }) {
    if (radius <= VAGUE_SPOT_M) return t('从{spot}算起', { spot: name });
    return t('从{spot}算起,只准到 ±{radius},距离是大概的', { spot: name, radius: distance(radius) });
  }

  window.page = Object.assign(window.page || {}, { summary: { summary, fromWords } });
})();
