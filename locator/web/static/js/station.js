// The station on the small map of its own page.
(function () {
  'use strict';

  const { get } = window.page.api;

  const page = document.getElementById('station');
  const map = window.stationMap;

  async function draw() {
    const feature = await get(`/api/v1/stations/${encodeURIComponent(page.dataset.id)}`);
    if (!feature.geometry) return;
    feature.properties.open_state = page.dataset.state;
    window.stationMarks.draw(map, feature);
  }

  if (map && window.stationMarks) draw().catch(() => {}); // the page says in words all that the mark would
})();
