// Finding a station by its name or pinyin, to move or remove it without a map.
(function () {
  'use strict';

  const { get, latest } = window.page.api;
  const { byId, button, element, fill } = window.page.elements;
  const { t, lang } = window.page.text;

  const PAUSE_MS = 200;
  const MOST = 30; // places of all kinds, of which the stations are shown

  function finding(onStation) {
    const field = byId('find-station');
    const list = byId('found-stations');
    const ask = latest();
    let timer = null;

    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => find(field.value.trim()).catch(() => {}), PAUSE_MS);
    });

    async function find(text) {
      const asked = ask();
      const { places } = text ? await get(`/api/v1/places?text=${encodeURIComponent(text)}&limit=${MOST}&lang=${lang}`, asked.signal) : { places: [] };
      if (asked.isStale()) return;
      const stations = places.filter(({ kind, lon }) => kind === 'station' && typeof lon === 'number');
      list.hidden = !text;
      fill(list, ...stations.map(row));
      if (text && !stations.length) list.append(element('li', 'quiet', t('没有找到有位置的站点。')));
    }

    function row({ id, name, where, lon, lat }) {
      const face = button(name, 'found__face', () => {
        list.hidden = true;
        field.value = '';
        onStation({ id, name, lon, lat });
      });
      face.append(element('span', 'quiet', where || ''));
      return element('li', '', face);
    }
  }

  window.page.planner = Object.assign(window.page.planner || {}, { finding: { finding } });
})();
