// The layers of an answer, fetched and put on the map, as far as a map can show them.
(function () {
  'use strict';

  const { t } = window.page.text;
  const { jobs, legend, words } = window.page.planner;

  const MOST_DOTS = 60000; // more than that nobody can tell apart, and a phone not draw
  const MOST_CELLS = 60000;
  const MOST_AREAS = 3000;

  // What is on the map is exchanged when all is there; `isStale` says that it is no longer wanted. Gives the stations.
  async function show(document, picture, isStale) {
    const [cells, gaps, stations] = [document.cells ? document.cells.count : 0, document.gaps.length, document.stations.counted];
    legend.note('cells', cells > MOST_CELLS ? t('格子太多,图上不画。选一个地区,或下载。') : '', true);
    legend.note('dots', stations > MOST_DOTS ? t('站点太多,图上不画。') : '', true);
    legend.note('gaps', '', gaps > 0);
    const wanted = (name, count, most) => (count > 0 && count <= most ? jobs.layer(document.job, name) : { features: [] });
    const found = await Promise.all([
      wanted('cells', cells, MOST_CELLS), wanted('gaps', gaps, Infinity), wanted('stations', stations, MOST_DOTS), wanted('areas', document.districts.length, MOST_AREAS),
    ]);
    if (isStale()) return [];
    const [cellLayer, gapLayer, stationLayer, areaLayer] = found;
    const last = document.bands[document.bands.length - 1];
    picture.cells(cellLayer.features, `covered_${last.band.replace(/ /g, '')}`);
    const drawn = stationLayer.features.length;
    if (drawn && drawn < stations) legend.note('dots', t('图上只有 {count} 处。', { count: words.number(drawn) }), true);
    picture.areas(areaLayer.features);
    picture.gaps(gapLayer.features);
    picture.circle(null);
    return stationLayer.features.map(station);
  }

  function station({ geometry: { coordinates: [lon, lat] }, properties: { id, name, state } }) {
    return { id, lon, lat, name, state };
  }

  window.page.planner = Object.assign(window.page.planner || {}, { layers: { show } });
})();
