// The service worker. It keeps the finder's page, what that links, the first view's map tiles, and whatever map tiles and
// station pages were seen; it never keeps an answer of the API, which the page keeps itself, nor anything that is posted.
//
// `WANTED` stands before this text: {version, pages, files, tiles}. A deployment changes the version, and with it this
// script: the new worker fetches everything into a cache of its own name and takes over. Pages come from the network
// whenever that answers, so a page is never older than the server; files are kept by addresses that change with what
// they hold, so an old page that is still open finds its old files in the cache before.
(function () {
  'use strict';

  const { version, pages, files, tiles } = self.WANTED;
  const SHELL = `shell-${version}`;
  const SEEN = `seen-${version}`; // pages that were visited, and what they link beyond the shell
  const TILES = 'tiles';
  const NOTES = 'notes';
  const MOST = { [TILES]: 800, [SEEN]: 120 };
  const SHELLS_KEPT = 2; // this one, and the one that pages still open came from
  const PATIENCE_MS = 4000;
  const FOR_EVER = /^\/(static|scripts|map|texts)\//;
  const TILE = /^\/basemap\//;
  const STATION = /^\/stations\/[^/]+$/;
  const LANGUAGE = '/language';
  const AS_IF = { ignoreVary: true };

  self.addEventListener('install', (event) => event.waitUntil(settle().then(() => self.skipWaiting())));
  self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
  self.addEventListener('fetch', (event) => {
    const { request } = event;
    const address = new URL(request.url);
    if (request.method !== 'GET' || address.origin !== self.location.origin) return;
    if (request.mode === 'navigate') event.respondWith(page(event, address));
    else if (address.searchParams.has('v') && TILE.test(address.pathname)) event.respondWith(kept(event, TILES));
    else if (address.searchParams.has('v') && FOR_EVER.test(address.pathname)) event.respondWith(kept(event, SEEN));
  });

  // ——— coming and going ———

  // All of the shell or nothing. No cookie goes along: which languages are kept is no choice.
  async function settle() {
    const shell = await caches.open(SHELL);
    await shell.addAll(pages.map((path) => new Request(path, { cache: 'no-cache', credentials: 'omit' })));
    await shell.addAll(files);
  }

  async function keepFirstTiles() {
    const map = await caches.open(TILES);
    for (const path of tiles) {
      if (!(await map.match(path))) await map.add(path).catch(() => {});
    }
  }

  async function takeOver() {
    const names = await caches.keys();
    const shells = names.filter((name) => name.startsWith('shell-') && name !== SHELL).slice(1 - SHELLS_KEPT);
    const wanted = [SHELL, SEEN, TILES, NOTES, ...shells];
    await Promise.all(names.filter((name) => !wanted.includes(name)).map((name) => caches.delete(name)));
    if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
    await self.clients.claim();
    await keepFirstTiles();
  }

  // ——— what is for ever ———

  async function kept(event, name) {
    const known = await caches.match(event.request, AS_IF);
    if (known) return known;
    const fresh = await fetch(event.request);
    if (fresh.ok) event.waitUntil(keep(name, event.request, fresh.clone()));
    return fresh;
  }

  // A full phone keeps no more; the page goes on all the same.
  async function keep(name, request, response) {
    try {
      const cache = await caches.open(name);
      await cache.put(request, response);
      const known = MOST[name] ? await cache.keys() : [];
      await Promise.all(known.slice(0, Math.max(0, known.length - MOST[name])).map((old) => cache.delete(old)));
    } catch (full) {
      // nothing was kept
    }
  }

  // ——— pages: the network first, and only for so long ———

  async function page(event, address) {
    const asked = fresh(event, address);
    event.waitUntil(asked.catch(() => {}));
    const early = await Promise.race([asked.catch(() => null), later()]);
    if (early && early.status < 500) return early;
    const instead = await keptPage(address);
    return instead || early || asked;
  }

  async function fresh(event, address) {
    const answer = (await event.preloadResponse) || (await fetch(event.request));
    if (answer.ok) await Promise.all([noteLanguage(answer), keepStation(address, answer)]).catch(() => {});
    return answer;
  }

  function later() {
    return new Promise((resolve) => {
      setTimeout(resolve, PATIENCE_MS, null);
    });
  }

  // A station's page as it was when it was seen, else what the packs know of it; the finder for the front page; for all
  // other pages a few kind words.
  async function keptPage(address) {
    const language = address.searchParams.get('lang') || (await notedLanguage());
    const seen = STATION.test(address.pathname) && (await caches.match(inLanguage(address.pathname, language), AS_IF));
    const path = address.pathname === '/' ? '/shell' : '/kept';
    const shell = await caches.open(SHELL);
    return seen || shell.match(inLanguage(path, language), AS_IF) || shell.match(inLanguage(path, 'zh'), AS_IF);
  }

  async function keepStation(address, answer) {
    if (!STATION.test(address.pathname)) return;
    await keep(SEEN, inLanguage(address.pathname, languageOf(answer)), answer.clone());
  }

  function inLanguage(path, language) {
    return `${path}?lang=${language}`;
  }

  function languageOf(answer) {
    return answer.headers.get('Content-Language') === 'en' ? 'en' : 'zh';
  }

  async function noteLanguage(answer) {
    const notes = await caches.open(NOTES);
    await notes.put(LANGUAGE, new Response(languageOf(answer)));
  }

  async function notedLanguage() {
    const noted = await caches.match(LANGUAGE, { cacheName: NOTES });
    return noted ? noted.text() : 'zh';
  }
})();
