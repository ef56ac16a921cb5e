// Favourite and recently seen stations, kept on this phone and nowhere else. Of a station only what a list shows is
// kept; where storage is refused (private mode) or full, it holds as long as the page.
(function () {
  'use strict';

  const KEY = 'my-stations';
  const MOST = { favourites: 50, recent: 20 };
  const LONGEST = { id: 100, name: 500, where: 500 };

  let held = read();
  const listeners = [];

  window.addEventListener('storage', (event) => {
    if (event.key !== null && event.key !== KEY) return; // null: another tab forgot everything
    held = parsed(event.key === null ? null : event.newValue);
    tell();
  });

  function isFavourite(id) {
    return held.favourites.some((kept) => kept.id === id);
  }

  // Keeps the station as a favourite, or lets it go; tells which.
  function toggle(feature) {
    const others = held.favourites.filter((kept) => kept.id !== feature.id);
    const isNew = others.length === held.favourites.length;
    change('favourites', isNew ? [brief(feature)].concat(others) : others);
    return isNew;
  }

  function sawRecently(feature) {
    change('recent', [brief(feature)].concat(held.recent.filter((kept) => kept.id !== feature.id)));
  }

  function forget() {
    held = { favourites: [], recent: [] };
    try {
      window.localStorage.removeItem(KEY);
    } catch (refused) {
      // nothing was kept there
    }
    tell();
  }

  // Calls `heard` after every change, also one made in another tab; what it returns ends that.
  function onChange(heard) {
    listeners.push(heard);
    return () => listeners.splice(listeners.indexOf(heard), 1);
  }

  function change(list, stations) {
    held = Object.assign({}, held, { [list]: stations.slice(0, MOST[list]) });
    try {
      window.localStorage.setItem(KEY, JSON.stringify(held));
    } catch (refused) {
      // full, or not allowed: it holds as long as the page
    }
    tell();
  }

  function tell() {
    listeners.slice().forEach((heard) => heard());
  }

  function brief({ id, properties }) {
    return shortened({ id, name: properties.name, where: properties.where || properties.address || '' });
  }

  function shortened(station) {
    const cut = (key) => String(station[key] || '').slice(0, LONGEST[key]);
    return { id: cut('id'), name: cut('name'), where: cut('where') };
  }

  function read() {
    try {
      return parsed(window.localStorage.getItem(KEY));
    } catch (refused) {
      return parsed(null);
    }
  }

  // What is kept may be of another version or broken: every list is one of stations, or empty.
  function parsed(text) {
    let kept = null;
    try {
      kept = JSON.parse(text);
    } catch (broken) {
      // as if nothing were kept
    }
    const list = (key) => (kept && Array.isArray(kept[key]) ? kept[key] : []).filter(isStation).slice(0, MOST[key]);
    return { favourites: list('favourites').map(shortened), recent: list('recent').map(shortened) };
  }

  function isStation(kept) {
    return Boolean(kept) && typeof kept.id === 'string' && kept.id !== '' && typeof kept.name === 'string';
  }

  const favourites = () => held.favourites.slice();
  const recent = () => held.recent.slice();

  window.page = Object.assign(window.page || {}, {
    mine: { isFavourite, toggle, favourites, sawRecently, recent, forget, onChange },
  });
})();
