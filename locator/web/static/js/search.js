// The address box: an address becomes a spot with its radius, or a choice of spots, or a sentence beside the box.
(function () {
  'use strict';

  const { latest, post } = window.page.api;
  const { both, button, element, fill } = window.page.elements;

  const EMPTY = ['请先写一个地点,如“三亚市吉阳区”。', 'Type a place first.'];
  const NOWHERE = ['没找到这个地点。写上区县和街道再试,或点地图。', 'No such place found. Add district and street, or tap the map.'];
  const UNREACHED = ['现在查不了地址,请稍后再试,或点地图。', 'Addresses can’t be looked up just now. Try later, or tap the map.'];
  const PARTS = ['province', 'city', 'district', 'township', 'street', 'number', 'name'];

  function search(form, onSpot) {
    const box = form.querySelector('input');
    const fault = form.querySelector('.ask__fault');
    const choices = form.querySelector('.ask__candidates');
    const ask = latest();

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      find(box.value.trim());
    });
    box.addEventListener('input', quiet);

    async function find(address) {
      quiet();
      if (!address) return complain(EMPTY);
      const asked = ask();
      form.setAttribute('aria-busy', 'true');
      try {
        const found = await post('/api/v1/locate', { address }, asked.signal);
        if (!asked.isStale()) answer(found, address);
      } catch (error) {
        if (!asked.isStale() && error.name !== 'AbortError') complain(error.kind === 'unknown' ? NOWHERE : UNREACHED);
      } finally {
        if (!asked.isStale()) form.removeAttribute('aria-busy');
      }
    }

    function answer(found, address) {
      if (found.candidates.length > 1) offer(found.candidates);
      else take(found, nameOf(found.parts) || address);
    }

    function take(place, name) {
      quiet();
      box.blur();
      onSpot({ lon: place.lon, lat: place.lat, radius: place.uncertainty_m }, name);
    }

    function offer(candidates) {
      const items = candidates.map((place) =>
        element('li', '', button([place.name, ''], 'button', () => take(place, place.name), 'pin')),
      );
      fill(choices, element('li', 'ask__which', both(['您是说', 'Did you mean'])), ...items);
      choices.hidden = false;
      choices.querySelector('button').focus();
    }

    function complain(words) {
      fill(fault, both(words));
      fault.hidden = false;
      box.setAttribute('aria-invalid', 'true');
      box.focus();
    }

    function quiet() {
      fault.hidden = true;
      choices.hidden = true;
      box.removeAttribute('aria-invalid');
    }
  }

  function nameOf(parts) {
    return PARTS.map((key) => parts[key] || '').filter((word, at, all) => all.indexOf(word) === at).join('');
  }

  window.page = Object.assign(window.page || {}, { search: { search } });
})();
