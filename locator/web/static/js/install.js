// Keeps the page on the phone: starts the service worker, once the page itself is done. Without one, or where the page
// did not come by https, everything works as before as long as there is a network.
(function () {
  'use strict';

  if (!navigator.serviceWorker || !window.isSecureContext) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }).catch(() => {});
  });
})();
