// Keeps the offline base map round a pack's square, for the service worker to answer with: some 90 tiles, 25 kB in all.
(function () {
  'use strict';

  const CACHE = 'tiles'; // as in the worker
  const ZOOMS = [5, 14];
  const AROUND_DEG = 0.06;

  async function keep(lon, lat) {
    const url = template();
    if (!url || !window.caches || !navigator.serviceWorker) return;
    const cache = await window.caches.open(CACHE);
    for (const tile of tiles(lon, lat)) {
      const address = window.L.Util.template(url, tile);
      if (!(await cache.match(address))) await cache.add(address);
    }
  }

  // The address of our own tiles; a base map from elsewhere is not ours to keep.
  function template() {
    let found = null;
    const look = (layer) => {
      if (typeof layer._url === 'string' && layer._url.startsWith('/basemap/')) found = layer._url;
    };
    if (window.stationMap) window.stationMap.eachLayer(look);
    return found;
  }

  function tiles(lon, lat) {
    const found = [];
    for (let z = ZOOMS[0]; z <= ZOOMS[1]; z += 1) {
      const [west, east] = [-AROUND_DEG, AROUND_DEG].map((by) => Math.floor(((lon + by + 180) / 360) * 2 ** z));
      const [north, south] = [AROUND_DEG, -AROUND_DEG].map((by) => Math.floor(row(lat + by) * 2 ** z));
      for (let x = west; x <= east; x += 1) for (let y = north; y <= south; y += 1) found.push({ x, y, z });
    }
    return found;
  }

  function row(lat) {
    return (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  }

  window.page = Object.assign(window.page || {}, { ground: { keep } });
})();
