// Tables: a head and lines, the first column names the line.
(function () {
  'use strict';

  const { byId, element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { words } = window.page.planner;

  function table(heads, lines) {
    const head = element('thead', '', element('tr', '', ...heads.map((text, at) => cell('th', text, at, 'col'))));
    const body = element('tbody', '', ...lines.map((line) => element('tr', '', ...line.map((text, at) => cell(at ? 'td' : 'th', text, at, at ? '' : 'row')))));
    return element('table', 'figures', head, body);
  }

  function cell(name, text, at, scope) {
    const made = element(name, at ? 'number' : '', text);
    if (scope) made.scope = scope;
    return made;
  }

  // The districts, those with most people uncovered first.
  function districts(document) {
    byId('districts-part').hidden = !document.districts.length;
    const last = document.bands.length - 1;
    const missing = ({ people, bands }) => people * (1 - (bands[last].share || 0));
    const rows = document.districts.slice().sort((one, other) => missing(other) - missing(one));
    const heads = [t('区'), t('人数'), t('站点'), t('每万人')].concat(document.bands.map((band) => words.reach(band)), t('没有覆盖到'));
    const lines = rows.map((row) => [row.name, words.number(row.people), String(Number(row.stations.toFixed(1))), row.stations_per_10000 === null ? '—' : row.stations_per_10000.toFixed(2)]
      .concat(row.bands.map(({ share }) => words.percent(share)), words.number(missing(row))));
    fill(byId('districts'), table(heads, lines));
  }

  window.page.planner = Object.assign(window.page.planner || {}, { tables: { table, districts } });
})();
