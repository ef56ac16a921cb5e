// A scenario: stations added, moved and removed, as the API takes them. Pure: every change makes a new one.
//
//   {added: [{id: 'new-1', lon, lat, name, opening_hours?}], moved: [{id, lon, lat}], removed: [id]}
(function () {
  'use strict';

  const { t } = window.page.text;

  const EMPTY = { added: [], moved: [], removed: [] };
  const NEW = /^new-(\d+)$/;
  const DIGITS = 6;
  const MOST_CHANGES = 1000;
  const MOST_LETTERS = 200;

  const rounded = (value) => Number(Number(value).toFixed(DIGITS));
  const without = (list, id) => list.filter((one) => (one.id || one) !== id);
  const count = ({ added, moved, removed }) => added.length + moved.length + removed.length;
  const isEmpty = (scenario) => count(scenario) === 0;

  function freeNumber({ added }) {
    return 1 + Math.max(0, ...added.map(({ id }) => Number((NEW.exec(id) || [])[1] || 0)));
  }

  function add(scenario, { lon, lat, name, opening_hours: hours }) {
    const number = freeNumber(scenario);
    const one = { id: `new-${number}`, lon: rounded(lon), lat: rounded(lat), name: name || t('新站点 {number}', { number }) };
    if (hours) one.opening_hours = hours;
    return Object.assign({}, scenario, { added: scenario.added.concat(one) });
  }

  function move(scenario, id, lon, lat) {
    const to = { lon: rounded(lon), lat: rounded(lat) };
    if (scenario.added.some((one) => one.id === id)) {
      return Object.assign({}, scenario, { added: scenario.added.map((one) => (one.id === id ? Object.assign({}, one, to) : one)) });
    }
    const moved = without(scenario.moved, id).concat(Object.assign({ id }, to));
    return Object.assign({}, scenario, { moved, removed: without(scenario.removed, id) });
  }

  function remove(scenario, id) {
    const undone = undo(scenario, id);
    return NEW.test(id) ? undone : Object.assign({}, undone, { removed: undone.removed.concat(id) });
  }

  function undo({ added, moved, removed }, id) {
    return { added: without(added, id), moved: without(moved, id), removed: without(removed, id) };
  }

  // ——— what comes from a file or the browser's memory ———

  const isDegree = (value, most) => typeof value === 'number' && Math.abs(value) <= most;
  const isId = (value) => typeof value === 'string' && value.length > 0 && value.length <= MOST_LETTERS;
  const isPlace = (one) => Boolean(one) && isId(one.id) && isDegree(one.lon, 180) && isDegree(one.lat, 90);
  const text = (value) => (typeof value === 'string' ? value.slice(0, MOST_LETTERS) : '');

  // The same scenario with nothing in it that is not one's; null where it is none.
  function checked(told) {
    if (!told || ![told.added, told.moved, told.removed].every(Array.isArray)) return null;
    const isWhole = told.added.every(isPlace) && told.moved.every(isPlace) && told.removed.every(isId);
    if (!isWhole || count(told) > MOST_CHANGES || !told.added.every(({ id }) => NEW.test(id))) return null;
    return { added: told.added.map(ownAdded), moved: told.moved.map(({ id, lon, lat }) => ({ id, lon, lat })), removed: told.removed.slice() };
  }

  function ownAdded({ id, lon, lat, name, opening_hours: hours }) {
    const one = { id, lon, lat, name: text(name) };
    return text(hours) ? Object.assign(one, { opening_hours: text(hours) }) : one;
  }

  window.page.planner = Object.assign(window.page.planner || {}, {
    scenario: { EMPTY, add, move, remove, undo, count, isEmpty, checked },
  });
})();
