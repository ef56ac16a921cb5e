// The start view: favourites and recently seen stations, which only this phone knows.
(function () {
  'use strict';

  const { byId, element, fill, icon } = window.page.elements;
  const { mine } = window.page;

  const MOST = 5;

  function start(onHere) {
    byId('start-here').addEventListener('click', onHere);
    byId('forget-mine').addEventListener('click', () => mine.forget());
    mine.onChange(draw);
    draw();
  }

  function draw() {
    list('favourites', mine.favourites());
    list('recent', mine.recent().filter(({ id }) => !mine.isFavourite(id)).slice(0, MOST));
    byId('forget-mine').hidden = byId('favourites').hidden && byId('recent').hidden;
  }

  function list(id, stations) {
    const section = byId(id);
    section.hidden = stations.length === 0;
    fill(section.querySelector('ul'), ...stations.map(row));
  }

  function row({ id, name, where }) {
    const link = element('a', 'mine__link', icon('pin'), element('span', '', element('span', 'mine__name', name), element('span', 'mine__where', where)));
    link.setAttribute('href', `/stations/${encodeURIComponent(id)}`);
    return element('li', '', link);
  }

  window.page = Object.assign(window.page || {}, { start: { start } });
})();
