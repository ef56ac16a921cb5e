// The search box: while somebody types, stations, divisions and places are suggested (a combobox as in ARIA 1.2);
// Enter without a choice looks up the whole text as an address.
(function () {
  'use strict';

  const { latest, post } = window.page.api;
  const { fill } = window.page.elements;
  const { option } = window.page.options;
  const { t } = window.page.text;

  const PAUSE_MS = 150;
  const PARTS = ['province', 'city', 'district', 'township', 'street', 'number', 'name'];

  // `onSpot(spot, name, id)` hears of the spot {lon, lat, radius}; `id` is there when a station was chosen. `near()`
  // tells the spot that is now in use, or null: of two places of one name the nearer comes first. Gives `show(name)`.
  function search(form, onSpot, near) {
    const box = form.querySelector('input');
    const fault = form.querySelector('.ask__fault');
    const list = form.querySelector('.ask__candidates');
    const ask = latest();
    let isComposing = false; // a Chinese word is being put together, which is nothing to look up yet
    let pause = null;
    let options = [];
    let active = -1;

    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', list.id);
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', t('搜索建议'));
    close();

    box.addEventListener('compositionstart', () => {
      isComposing = true;
    });
    box.addEventListener('compositionend', () => {
      isComposing = false;
      typed();
    });
    box.addEventListener('input', () => isComposing || typed());
    box.addEventListener('keydown', (event) => {
      const isTyping = event.isComposing || event.keyCode === 229; // the key belongs to the input method
      if (!isTyping && KEYS[event.key] && KEYS[event.key]()) event.preventDefault();
    });
    box.addEventListener('blur', close);
    list.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener('click', (event) => {
      const item = event.target.closest('[role=option]');
      if (item) choose(Array.from(list.children).indexOf(item));
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      find(box.value.trim());
    });

    const KEYS = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => active >= 0 && choose(active),
      Escape: () => !list.hidden && close(),
      Tab: () => close() && false,
    };

    return { show: named };

    // The box tells the place that the list is measured from, if it has a name; what is being typed stays.
    function named(name) {
      if (document.activeElement !== box) box.value = name;
    }

    // ——— suggestions ———

    function typed() {
      clearTimeout(pause);
      quiet();
      const text = box.value.trim();
      const asked = ask(); // what was asked before is of no use any more
      if (!text) return close();
      pause = setTimeout(() => suggest(text, asked), PAUSE_MS);
      return true;
    }

    async function suggest(text, asked) {
      try {
        const found = await window.page.answers.places(text, asked.signal, near && near());
        if (!asked.isStale()) show(found);
      } catch (error) {
        if (!asked.isStale()) close(); // without suggestions the box works all the same
      }
    }

    function show(found) {
      options = found;
      active = -1;
      fill(list, ...found.map((place, at) => option(place, `${list.id}-${at}`)));
      list.hidden = found.length === 0;
      box.setAttribute('aria-expanded', String(!list.hidden));
      box.removeAttribute('aria-activedescendant');
      list.scrollTop = 0;
    }

    function close() {
      clearTimeout(pause);
      show([]);
      return true;
    }

    // One step through the options; the box itself lies between the last and the first.
    function move(step) {
      if (list.hidden) return typed();
      const places = options.length + 1;
      active = ((active + 1 + step + places) % places) - 1;
      Array.from(list.children).forEach((item, at) => item.setAttribute('aria-selected', String(at === active)));
      const item = list.children[active];
      if (!item) box.removeAttribute('aria-activedescendant');
      else {
        box.setAttribute('aria-activedescendant', item.id);
        item.scrollIntoView({ block: 'nearest' });
      }
      return true;
    }

    function choose(at) {
      const place = options[at];
      box.value = place.name;
      if (place.lon === null) window.location.assign(`/stations/${encodeURIComponent(place.id)}`);
      else take(place, place.name);
      return true;
    }

    // ——— a whole address ———

    async function find(address) {
      quiet();
      close();
      if (!address) return complain(t('请先写一个地点,如“三亚市吉阳区”。'));
      const asked = ask();
      form.setAttribute('aria-busy', 'true');
      try {
        const found = await post('/api/v1/locate', { address }, asked.signal);
        if (!asked.isStale()) answer(found, address);
      } catch (error) {
        if (!asked.isStale() && error.name !== 'AbortError') await insteadOf(error, address, asked);
      } finally {
        if (!asked.isStale()) form.removeAttribute('aria-busy');
      }
      return undefined;
    }

    function answer(found, address) {
      if (found.candidates.length < 2) return take(found, nameOf(found.parts) || address);
      const which = found.candidates.map((place) => Object.assign({ kind: 'place', where: t('您是说这里吗?') }, place));
      show(which);
      box.focus();
      return move(1);
    }

    // Where no address is found, or nobody answers, what has that name will do.
    async function insteadOf(error, text, asked) {
      const named = await window.page.answers.places(text, asked.signal, near && near()).catch(() => []);
      if (asked.isStale()) return;
      if (named.length) {
        show(named);
        box.focus();
        move(1);
      } else if (error.kind === 'unknown' || error.kind === 'wrong') {
        complain(t('没找到这个地点。写上区县和街道再试,或点地图。'));
      } else {
        complain(t('现在查不了地址,请稍后再试,或点地图。'));
      }
    }

    function take(place, name) {
      quiet();
      close();
      ask(); // a suggestion on its way comes too late
      form.removeAttribute('aria-busy');
      box.blur();
      onSpot({ lon: place.lon, lat: place.lat, radius: place.uncertainty_m || 0 }, name, place.id);
    }

    function complain(words) {
      fault.textContent = words;
      fault.hidden = false;
      box.setAttribute('aria-invalid', 'true');
      box.focus();
    }

    function quiet() {
      fault.hidden = true;
      box.removeAttribute('aria-invalid');
    }
  }

  function nameOf(parts) {
    return PARTS.map((key) => parts[key] || '').filter((word, at, all) => all.indexOf(word) === at).join('');
  }

  window.page = Object.assign(window.page || {}, { search: { search } });
})();
