// Going there: a choice of map apps, remembered on this phone, so that the next time one tap goes straight to that app.
(function () {
  'use strict';

  const { element, fill, icon } = window.page.elements;
  const { t } = window.page.text;
  const { isExact } = window.page.words;

  const KEY = 'map-app';
  const WAIT_FOR_APP_MS = 1500;

  const agent = navigator.userAgent;
  const isWeChat = /MicroMessenger/i.test(agent);
  const isAndroid = /Android/i.test(agent);
  const isApple = /iPhone|iPad|iPod|Macintosh/i.test(agent);
  const isPhone = isAndroid || /iPhone|iPad|iPod/i.test(agent);

  const APPS = {
    amap: { name: t('高德地图') },
    baidu: { name: t('百度地图'), inApp: baiduInApp },
    tencent: { name: t('腾讯地图') },
    apple: { name: t('苹果地图'), isMissing: isAndroid },
    geo: { name: t('其他地图'), isMissing: isApple || isWeChat }, // neither follows a geo: link
  };

  let memory = null; // where storage is refused, the choice holds as long as the page
  let offers = [];

  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[data-app]');
    if (link) follow(event, link);
  });
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) offers.forEach((offered) => offered.draw());
  });

  function remembered() {
    try {
      return window.localStorage.getItem(KEY) || memory;
    } catch (refused) {
      return memory;
    }
  }

  function remember(key) {
    memory = key;
    try {
      window.localStorage.setItem(KEY, key);
    } catch (refused) {
      // private mode: `memory` has it
    }
    offers = offers.filter(({ list }) => list.isConnected);
    offers.forEach((offered) => offered.draw());
  }

  // Makes of a link to the station's page a way into a map app. `list` takes the choice; it is opened by the way itself
  // until somebody has chosen, from then on by a small button before it.
  function offer(link, list, properties) {
    const keys = Object.keys(APPS).filter((key) => properties.navigate[key] && !APPS[key].isMissing);
    const other = element('button', 'link-button go__other', t('换一个地图'));
    other.type = 'button';
    let way = link;
    let opener = other;

    function draw() {
      const chosen = keys.includes(remembered()) ? remembered() : null;
      const hadFocus = list.contains(document.activeElement);
      const made = chosen ? straight(chosen, properties) : element('button', link.className, ...face(properties));
      if (!chosen) made.type = 'button';
      made.className = link.className;
      made.dataset.slot = 'go';
      way.replaceWith(made);
      way = made;
      opener = chosen ? other : made;
      opener.onclick = () => show(list.hidden);
      other.hidden = !chosen;
      show(false);
      if (hadFocus) made.focus();
    }

    function show(on) {
      list.hidden = !on;
      opener.setAttribute('aria-expanded', String(on));
      if (on) list.scrollIntoView({ block: 'nearest' });
    }

    list.setAttribute('aria-label', t('选择地图'));
    fill(list, ...keys.map((key) => element('li', '', appLink(key, properties, 'button'))), ...hint());
    list.before(other);
    draw();
    offers.push({ list, draw });
  }

  function face(properties, app) {
    const isKnown = isExact(properties);
    const words = element('span', '', isKnown ? t('去这里') : t('按名称搜索'));
    if (app) words.append(' ', element('small', 'go__app', APPS[app].name));
    return [icon(isKnown ? 'go' : 'search'), words];
  }

  function straight(key, properties) {
    const link = appLink(key, properties, '');
    fill(link, ...face(properties, key));
    return link;
  }

  function appLink(key, properties, className) {
    const link = element('a', className, APPS[key].name);
    link.setAttribute('href', properties.navigate[key]);
    link.dataset.app = key;
    link.rel = 'noopener noreferrer';
    if (!isWeChat) link.target = '_blank';
    const inApp = isPhone && !isWeChat && APPS[key].inApp && APPS[key].inApp(properties.navigate[key]);
    if (inApp) link.dataset.inApp = inApp;
    return link;
  }

  // Baidu's app leads there from where one stands; its page can only show the place.
  function baiduInApp(link) {
    const asked = new URL(link).searchParams;
    const place = asked.get('location');
    if (!place) return null; // a search, which the page does as well
    const to = encodeURIComponent(`latlng:${place}|name:${asked.get('title')}`);
    return `baidumap://map/direction?destination=${to}&coord_type=bd09ll&mode=walking&src=${asked.get('src')}`;
  }

  function hint() {
    if (!isWeChat) return [];
    return [element('li', 'apps__hint', t('打不开的话:点右上角菜单,选择“在浏览器打开”。'))];
  }

  // An app's own address leads further than its page, but fails silently where the app is missing: then the page follows.
  function follow(event, link) {
    const { app, inApp } = link.dataset;
    const page = link.href;
    if (remembered() !== app) remember(app);
    if (!inApp) return;
    event.preventDefault();
    const wait = setTimeout(() => document.hidden || window.location.assign(page), WAIT_FOR_APP_MS);
    document.addEventListener('visibilitychange', () => clearTimeout(wait), { once: true });
    window.location.assign(inApp);
  }

  window.page = Object.assign(window.page || {}, { go: { offer } });
})();
