// The operator wants no copies on phones: what an earlier worker kept is thrown away, and this worker goes too.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  const cleared = caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => self.registration.unregister()));
});
