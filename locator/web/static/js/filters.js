// The filter buttons: ticked boxes of a form. What is ticked stands in the address's fragment, which no server sees.
(function () {
  'use strict';

  function filters(form, onChange) {
    const boxes = Array.from(form.querySelectorAll('input[type="checkbox"]'));
    const drawn = query();
    restore();

    form.addEventListener('change', () => {
      remember();
      onChange();
    });
    form.addEventListener('submit', (event) => event.preventDefault());

    function ticked(name) {
      return boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
    }

    // What the API is asked: only what is ticked.
    function asked() {
      const names = Array.from(new Set(boxes.map((box) => box.name)));
      return Object.assign({}, ...names.filter((name) => ticked(name).length).map((name) => ({ [name]: ticked(name) })));
    }

    function query() {
      const words = asked();
      const parts = Object.keys(words).map((name) => `${name}=${words[name].join(',')}`);
      return parts.length ? `?${parts.join('&')}` : '';
    }

    function remember() {
      const fragment = query().replace('?', '#');
      window.history.replaceState(null, '', fragment || window.location.pathname);
    }

    function restore() {
      const kept = new URLSearchParams(window.location.hash.slice(1));
      boxes.forEach((box) => {
        if (kept.has(box.name)) box.checked = kept.get(box.name).split(',').includes(box.value);
      });
    }

    function clear() {
      boxes.forEach((box) => {
        box.checked = false;
      });
      remember();
      onChange();
    }

    return { asked, query, clear, differ: () => query() !== drawn };
  }

  window.page = Object.assign(window.page || {}, { filters: { filters } });
})();
