// Keeps the page on the phone: starts the service worker, once the page itself is done and a moment has passed. What
// that keeps must not compete with the first list and the map's first tiles for a weak phone's network and processor.
// Without one, or where the page did not come by https, everything works as before as long as there is a network.
(function () {
  'use strict';

  const PAUSE_MS = 2000;
  const whenIdle = window.requestIdleCallback || ((run) => run());

  if (!navigator.serviceWorker || !window.isSecureContext) return;
  window.addEventListener('load', () => setTimeout(whenIdle, PAUSE_MS, register));

  function register() {
    navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }).catch(() => {});
  }
})();
