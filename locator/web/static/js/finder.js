// The finder: from a spot to the nearest stations, as a list and on the map, each the other's twin.
(function () {
  'use strict';

  const { get, latest, page, post } = window.page.api;
  const { card } = window.page.card;
  const { both, byId, button, element, fill, icon } = window.page.elements;
  const { filters } = window.page.filters;
  const { picture } = window.page.picture;
  const { SENTENCES, whereAmI } = window.page.place;
  const { search } = window.page.search;
  const { sheet } = window.page.sheet;
  const { fromWords, summaryWords } = window.page.summary;

  const MANY = 10;
  const NEARBY_M = 50000;
  const ON_THE_MAP = 500;
  const FIRST_WAIT_MS = 2000; // before asking again; browsers do not always notice that the network is back
  const LONGEST_WAIT_MS = 60000;

  const list = byId('cards');
  const ask = latest();
  const chosen = filters(byId('chips'), refresh);
  const map = picture(window.stationMap, window.stationMarks, { onStation: goToCard, onSpot: (spot) => start(spot, ['地图上的点', 'the spot on the map']) });
  let from = null;
  let again = null;
  let wait = FIRST_WAIT_MS;

  sheet(document.body, byId('grip'), map.resized);
  search(byId('ask'), (spot, name) => start(spot, [name, name]));
  byId('here').addEventListener('click', locate);
  byId('relax').addEventListener('click', (event) => {
    event.preventDefault();
    chosen.clear();
  });
  list.addEventListener('focusin', (event) => mark(event.target.closest('.card')));
  list.addEventListener('mouseover', (event) => mark(event.target.closest('.card')));
  window.addEventListener('offline', () => notice('offline', OFFLINE));
  window.addEventListener('online', refresh);

  if (chosen.differ()) refresh();
  else showAllOnMap();

  // ——— where from ———

  function start(spot, name) {
    from = Object.assign({ name }, spot);
    map.spot(from);
    document.body.classList.add('has-spot');
    refresh();
  }

  function locate() {
    const here = byId('here');
    here.setAttribute('aria-busy', 'true');
    say(['正在定位…', 'Finding your position…']);
    whereAmI()
      .then((spot) => start(spot, ['我的位置', 'your position']))
      .catch((why) => {
        if (!SENTENCES[why]) throw why;
        notice('warning', SENTENCES[why]);
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
      .then(() => asked.isStale() || recovered())
      .catch((error) => asked.isStale() || error.name === 'AbortError' || failed(error))
      .finally(() => asked.isStale() || busy(false));
  }

  async function nearest(asked) {
    const question = Object.assign({ lon: from.lon, lat: from.lat, k: MANY, max_distance_m: NEARBY_M }, chosen.asked());
    let found = await post('/api/v1/nearest', question, asked.signal);
    const isNear = found.features.length > 0;
    if (!isNear) {
      delete question.max_distance_m;
      found = await post('/api/v1/nearest', Object.assign(question, { k: 1 }), asked.signal);
    }
    if (asked.isStale()) return;
    const features = doorsOpenFirst(found.features);
    const now = new Date();
    fill(list, ...withDivider(features.map((feature) => card(byId('card'), feature, from, now))));
    map.stations(features);
    map.fit(from);
    headline(summaryWords(features, isNear), fromWords(from));
    byId('note').hidden = features.length === 0;
  }

  // Without a spot the server's own list stands, filtered by the server.
  async function everything(asked) {
    const fresh = await page(`/${chosen.query()}`, asked.signal);
    if (asked.isStale()) return;
    fill(list, ...fresh.getElementById('cards').children);
    ['summary', 'from'].forEach((id) => fill(byId(id), ...fresh.getElementById(id).childNodes));
    byId('empty').hidden = list.children.length > 0;
    byId('note').hidden = true;
    announce(byId('summary').textContent);
    await showAllOnMap(asked.signal);
  }

  async function showAllOnMap(signal) {
    if (!window.stationMap) return;
    const { amenities, state } = chosen.asked();
    const query = amenities ? `&amenities=${amenities.join(',')}` : '';
    const found = await get(`/api/v1/stations?limit=${ON_THE_MAP}${query}`, signal);
    const stateOf = Object.assign({}, ...cards().map(({ dataset }) => ({ [dataset.id]: dataset.state })));
    const features = found.features.filter(({ id }) => !state || id in stateOf);
    features.forEach(({ id, properties }) => {
      properties.open_state = properties.open_state || stateOf[id] || 'unknown';
    });
    if (from) return; // somebody chose a spot in the meantime
    map.stations(features);
    map.fit(null);
  }

  function doorsOpenFirst(features) {
    const closed = ({ properties }) => properties.open_state === 'closed';
    return features.filter((feature) => !closed(feature)).concat(features.filter(closed));
  }

  function withDivider(made) {
    const first = made.findIndex(({ dataset }) => dataset.state === 'closed');
    if (first >= 0) made.splice(first, 0, element('li', 'divider', both(['现在关门的', 'Closed now'])));
    return made;
  }

  // ——— list and map, each the other's twin ———

  function cards() {
    return Array.from(list.querySelectorAll('.card'));
  }

  function mark(item) {
    if (!item) return;
    cards().forEach((other) => other.classList.toggle('is-selected', other === item));
    map.select(item.dataset.id);
  }

  function goToCard(id) {
    const item = cards().find(({ dataset }) => dataset.id === id);
    if (!item) {
      window.location.assign(`/stations/${encodeURIComponent(id)}`);
      return;
    }
    mark(item);
    item.querySelector('[data-slot="link"]').focus({ preventScroll: true });
    item.scrollIntoView({ block: 'nearest' });
  }

  // ——— words about it ———

  const OFFLINE = ['网络断了。连上后会接着用,现在看到的是上一次的结果。', 'You are offline. What you see is the last answer.'];
  const FAILED = ['服务暂时没有回答,请再试一次。', 'The service did not answer. Please try again.'];

  function failed(error) {
    const isOffline = error.kind === 'offline';
    notice(isOffline ? 'offline' : 'warning', isOffline ? OFFLINE : FAILED, refresh);
    if (!isOffline) return;
    again = setTimeout(refresh, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }

  function recovered() {
    wait = FIRST_WAIT_MS;
    notice(null);
  }

  function notice(key, words, retry) {
    const box = byId('notice');
    const isNews = box.hidden || (key && !box.textContent.includes(words[0]));
    box.hidden = !key;
    if (!key) return;
    fill(box, icon(key), both(words));
    if (retry) box.append(button(['再试一次', 'Try again'], 'button', retry));
    if (isNews) announce(words[0]);
  }

  function headline(summary, where) {
    fill(byId('summary'), both(summary));
    fill(byId('from'), both(where), ' ', button(['清除', 'Clear'], 'link-button', forget));
    byId('empty').hidden = list.children.length > 0;
    byId('sheet').scrollTop = 0;
    announce(summary[0]);
  }

  function forget() {
    from = null;
    map.spot(null);
    document.body.classList.remove('has-spot');
    refresh();
  }

  function busy(on) {
    byId('sheet').classList.toggle('is-busy', on);
    list.setAttribute('aria-busy', String(on));
  }

  function say(words) {
    announce(words[0]);
  }

  function announce(text) {
    byId('live').textContent = text;
  }
})();
