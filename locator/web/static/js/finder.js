// The finder: from a spot to the nearest stations, as a list and on the map. What is shown stands in the address's
// fragment, so that it can be shared, and reload and the back button work; no server ever sees it.
(function () {
  'use strict';

  const { latest, page: pageAt } = window.page.api;
  const { card } = window.page.card;
  const { button, byId, element, fill } = window.page.elements;
  const { nearby } = window.page.nearby;
  const { SENTENCES, whereAmI } = window.page.place;
  const { t, lang } = window.page.text;
  const { VAGUE_SPOT_M, fullMoment } = window.page.words;
  const { clock, notices, route, view, viewport } = window.page;

  const FIRST_WAIT_MS = 2000; // before asking again; browsers do not always notice that the network is back
  const LONGEST_WAIT_MS = 60000;
  const STALE_MS = 60000; // a page that comes back after so long asks anew: doors have opened and closed
  const LONG_MS = 5 * 60000; // … and so does one that stays before one's eyes
  const SPOT_NAMES = { here: t('我的位置'), map: t('地图上的点'), link: t('标记的位置') };

  const ask = latest();
  const chosen = window.page.filters.filters(byId('chips'), filtered);
  const map = window.page.picture.picture({ onStation: choose, onSpot: (spot) => start(spot, 'map') });
  const list = window.page.list.list(byId('cards'), map, stationChosen);
  let from = null;
  let station = null;
  let shown = [];
  let shownAt = Date.now();
  let answeredQuestion = '';
  let again = null;
  let wait = FIRST_WAIT_MS;

  window.page.sheet.sheet(document.body, byId('grip'), map.resized);
  const box = window.page.search.search(byId('ask'), (spot, name, id) => start(spot, 'name', name, id), () => from);
  window.page.start.start(locate);
  byId('here').addEventListener('click', locate);
  byId('relax').addEventListener('click', (event) => {
    event.preventDefault();
    chosen.clear();
  });
  byId('language').addEventListener('click', (event) => {
    event.currentTarget.hash = window.location.hash;
  });
  window.addEventListener('offline', () => notices.show('offline', notices.offline()));
  window.addEventListener('online', refresh);
  window.addEventListener('popstate', () => restore(true));
  document.addEventListener('visibilitychange', () => freshen(STALE_MS));
  setInterval(() => freshen(LONG_MS), STALE_MS);

  restore(false);

  // ——— the view and its address ———

  function restore(mayEmpty) {
    const kept = view.read(window.location.hash);
    if (window.location.hash.length > 1 || mayEmpty) chosen.set(kept);
    const { by = 'link' } = window.history.state || {};
    answeredQuestion = '';
    setSpot(kept.spot && Object.assign(kept.spot, { by, name: kept.spot.name || SPOT_NAMES[by] || SPOT_NAMES.link }));
    station = kept.station;
    if (window.location.hash.length > 1 || mayEmpty) refresh();
    else showAllOnMap().catch(() => {}); // the list says all that the map would
  }

  function remember(change) {
    const spot = from && Object.assign({}, from, { name: from.by === 'name' ? from.name : '' });
    const fragment = view.write({ spot, filters: chosen.ticked(), time: chosen.time(), station });
    const address = fragment ? `#${fragment}` : window.location.pathname + window.location.search;
    window.history[`${change}State`](from ? { by: from.by } : null, '', address);
  }

  function setSpot(spot) {
    from = spot;
    route.clear();
    map.spot(spot);
    box.show(spot && spot.by === 'name' ? spot.name : '');
    if (spot) viewport.hide();
    document.body.classList.toggle('has-spot', Boolean(spot));
  }

  function start(spot, by, name, id) {
    const hadFocus = byId('start').contains(document.activeElement);
    answeredQuestion = '';
    setSpot(Object.assign({ by, name: name || SPOT_NAMES[by] }, spot));
    station = id || null;
    remember('push');
    refresh();
    if (hadFocus) byId('summary').focus();
  }

  function forget() {
    setSpot(null);
    station = null;
    remember('push');
    refresh();
    byId('summary').focus();
  }

  function filtered() {
    remember('replace');
    refresh();
  }

  function locate() {
    const here = byId('here');
    here.setAttribute('aria-busy', 'true');
    notices.announce(t('正在定位…'));
    whereAmI()
      .then((spot) => start(spot, 'here'))
      .catch((why) => {
        if (!SENTENCES[why]) throw why;
        notices.show('warning', SENTENCES[why]);
      })
      .finally(() => here.removeAttribute('aria-busy'));
  }

  // ——— what is there ———

  function refresh() {
    clearTimeout(again);
    const asked = ask();
    busy(true);
    const work = from ? nearest(asked) : everything(asked);
    work
      .catch((error) => asked.isStale() || error.name === 'AbortError' || failed(error))
      .finally(() => asked.isStale() || busy(false));
  }

  function freshen(after) {
    const isChoosing = document.querySelector('.apps:not([hidden])');
    if (!document.hidden && !isChoosing && Date.now() - shownAt > after) refresh();
  }

  function question() {
    return JSON.stringify([from && [from.lon, from.lat], chosen.asked()]);
  }

  async function nearest(asked) {
    const found = await nearby(from, chosen.asked(), asked.signal);
    if (asked.isStale()) return;
    const isNow = !chosen.moment();
    const seen = { spot: from, at: chosen.moment() || clock.now(), isNow };
    shown = found.features;
    list.show(shown.map((feature) => card(byId('card'), feature, seen)), isNow ? t('现在关门的') : t('那时关着的'));
    map.stations(shown);
    if (question() !== answeredQuestion) map.fit(from); // asked again, the map stays where it was read
    headline(window.page.summary.summary(found, isNow), window.page.summary.fromWords(from));
    byId('note').hidden = !shown.some(({ properties }) => properties.walk_by === 'straight_line');
    answered(found.kept);
    if (station && !list.goTo(station, { isFocused: false })) station = null;
  }

  // Without a spot the server's own list stands, filtered by the server.
  async function everything(asked) {
    const isChosen = new URLSearchParams(window.location.search).has('lang');
    const query = [chosen.query().slice(1), isChosen && `lang=${lang}`].filter(Boolean).join('&');
    const fresh = await pageAt(query ? `/?${query}` : '/', asked.signal);
    if (asked.isStale()) return;
    shown = [];
    fill(byId('cards'), ...fresh.getElementById('cards').children);
    list.stars();
    const isNew = question() !== answeredQuestion;
    ['summary', 'from'].forEach((id) => fill(byId(id), ...fresh.getElementById(id).childNodes));
    byId('note').hidden = true;
    settled();
    answered();
    if (isNew) await showAllOnMap();
  }

  // Clusters and stations of the map's view; a moment asked about holds for them too.
  function showAllOnMap() {
    return viewport.show(map, chosen.asked());
  }

  // ——— a station is chosen ———

  function choose(id) {
    if (!list.goTo(id, { isFocused: true })) window.location.assign(`/stations/${encodeURIComponent(id)}`);
  }

  function stationChosen(id) {
    if (station !== id) {
      station = id;
      remember('replace');
    }
    const feature = shown.find((one) => one.id === id);
    if (from && feature) route.show(map.leaflet(), from, feature).catch(() => {}); // the card tells the way's length
  }

  // ——— words about it ———

  function headline(summary, where) {
    fill(byId('summary'), summary);
    fill(byId('from'), where, ' ', button(t('清除'), 'link-button', forget));
    settled();
  }

  function settled() {
    const when = chosen.moment();
    byId('at').hidden = !when;
    const words = when ? t('按 {moment} 算', { moment: fullMoment(when) }) : '';
    fill(byId('at'), element('span', 'sheet__badge', words), button(t('回到现在'), 'link-button', chosen.toNow));
    byId('empty').hidden = byId('cards').children.length > 0;
    if (question() !== answeredQuestion) byId('sheet').scrollTop = 0;
    answeredQuestion = question();
    notices.announce([byId('summary').textContent, words].filter(Boolean).join(' · '));
  }

  function answered(kept) {
    shownAt = Date.now();
    if (kept) {
      notices.show('offline', notices.kept(kept), notices.again(refresh));
      askAgain();
      return;
    }
    wait = FIRST_WAIT_MS;
    if (from && from.by === 'here' && from.radius > VAGUE_SPOT_M) {
      notices.show('warning', notices.vague(from.radius));
    } else notices.hide();
  }

  function failed(error) {
    const isOffline = error.kind === 'offline';
    const words = isOffline ? notices.offline() : notices.failed();
    notices.show(isOffline ? 'offline' : 'warning', words, notices.again(refresh));
    if (isOffline) askAgain();
  }

  function askAgain() {
    again = setTimeout(refresh, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }

  function busy(on) {
    byId('sheet').classList.toggle('is-busy', on);
    byId('cards').setAttribute('aria-busy', String(on));
  }
})();
