// The list of cards and the marks on the map, each the other's twin: what is chosen in one is shown in the other.
(function () {
  'use strict';

  const { element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { mine } = window.page;

  // `map`: what picture.js gives. `onChoose(id)`: a station was chosen, by focus or on the map.
  function list(node, map, onChoose) {
    node.addEventListener('focusin', (event) => choose(event.target.closest('.card')));
    node.addEventListener('mouseover', (event) => mark(event.target.closest('.card')));
    node.addEventListener('click', (event) => {
      const star = event.target.closest('[data-slot="star"]');
      if (star) mine.toggle(featureOf(star.closest('.card')));
      else if (event.target.closest('[data-app]')) mine.sawRecently(featureOf(event.target.closest('.card')));
    });
    mine.onChange(stars);
    stars();

    function cards() {
      return Array.from(node.querySelectorAll('.card'));
    }

    // Closed doors stand last, below a divider that says so.
    function show(made, closedWords) {
      const held = focused();
      const first = made.findIndex(({ dataset }) => dataset.state === 'closed');
      const divider = first > 0 ? [element('li', 'divider', closedWords)] : [];
      fill(node, ...made.slice(0, Math.max(first, 0)), ...divider, ...made.slice(Math.max(first, 0)));
      stars();
      if (held) focus(held);
    }

    // A list drawn anew keeps the keyboard's place.
    function focused() {
      const item = node.contains(document.activeElement) && document.activeElement.closest('.card');
      return item ? { id: item.dataset.id, slot: document.activeElement.dataset.slot || 'link' } : null;
    }

    function focus({ id, slot }) {
      const item = cards().find(({ dataset }) => dataset.id === id);
      if (item) item.querySelector(`[data-slot="${slot}"]`).focus({ preventScroll: true });
    }

    // What a list needs to show the station again; a card from the server has no more than that.
    function featureOf(item) {
      const text = (name) => item.querySelector(`[data-slot="${name}"]`).textContent;
      return { id: item.dataset.id, properties: { name: text('name'), where: text('place') } };
    }

    function stars() {
      cards().forEach((item) => {
        const star = item.querySelector('[data-slot="star"]');
        star.setAttribute('aria-pressed', String(mine.isFavourite(item.dataset.id)));
        star.querySelector('.hidden').textContent = t('收藏 {name}', { name: featureOf(item).properties.name });
      });
    }

    function mark(item) {
      if (!item) return;
      cards().forEach((other) => other.classList.toggle('is-selected', other === item));
      map.select(item.dataset.id);
    }

    function choose(item) {
      if (!item) return;
      mark(item);
      onChoose(item.dataset.id);
    }

    // Leads to a station's card, or to its page where the list has none; tells whether there is a card.
    function goTo(id, { isFocused }) {
      const item = cards().find(({ dataset }) => dataset.id === id);
      if (!item) return false;
      if (isFocused) item.querySelector('[data-slot="link"]').focus({ preventScroll: true });
      choose(item);
      item.scrollIntoView({ block: 'nearest' });
      return true;
    }

    return { show, cards, stars, goTo };
  }

  window.page = Object.assign(window.page || {}, { list: { list } });
})();
