// What if: the forms that add, move and remove stations, and the list of what was changed.
//
//   on: {add(place), move(id, lon, lat), remove(id), undo(id), undoAll(), choose(station or null), placing(wanted)}
(function () {
  'use strict';

  const { byId, button, element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { degrees, scenario: scenarios, words } = window.page.planner;

  const ALWAYS_OPEN = '24/7';

  function changes(on) {
    let chosen = null;
    let isPlacing = false;

    function placing(wanted) {
      isPlacing = wanted;
      byId('place-one').setAttribute('aria-pressed', String(wanted));
      on.placing(wanted);
    }

    byId('place-one').addEventListener('click', () => placing(!isPlacing));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && isPlacing) placing(false);
    });
    byId('undo-all').addEventListener('click', on.undoAll);
    addForm(on);
    chosenForm(on, () => chosen);

    // The station that is to be moved or removed, or null.
    function choose(station, isFocused) {
      chosen = station;
      byId('chosen').hidden = !station;
      if (!station) return;
      byId('chosen-name').textContent = station.name || station.id;
      const form = byId('chosen');
      form.elements.lon.value = station.lon;
      form.elements.lat.value = station.lat;
      byId('chosen-fault').hidden = true;
      if (isFocused) byId('chosen-name').focus();
    }

    return { draw: (scenario, nameOf) => draw(scenario, nameOf, on), choose, placing };
  }

  function addForm(on) {
    const form = byId('add-form');
    form.elements.opening_hours.value = ALWAYS_OPEN;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const place = degrees.read(form, byId('add-fault'));
      if (!place) return;
      on.add(Object.assign(place, { name: form.elements.name.value.trim(), opening_hours: form.elements.opening_hours.value.trim() }));
      ['name', 'lon', 'lat'].forEach((name) => {
        form.elements[name].value = '';
      });
    });
  }

  function chosenForm(on, chosen) {
    const form = byId('chosen');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const place = degrees.read(form, byId('chosen-fault'));
      if (place) on.move(chosen().id, place.lon, place.lat);
    });
    byId('chosen-remove').addEventListener('click', () => on.remove(chosen().id));
    byId('chosen-close').addEventListener('click', () => {
      on.choose(null);
      byId('find-station').focus();
    });
  }

  // ——— the list ———

  function draw(scenario, nameOf, on) {
    const { added, moved, removed } = scenario;
    fill(
      byId('changes'),
      ...added.map((one) => row(t('加'), one.name, hoursOf(one), one.id, on, one)),
      ...moved.map((one) => row(t('移'), nameOf(one.id), words.place(one.lon, one.lat), one.id, on, one)),
      ...removed.map((id) => row(t('撤'), nameOf(id), '', id, on, null)),
    );
    byId('undo-all').hidden = scenarios.count(scenario) < 2;
  }

  const hoursOf = ({ opening_hours: hours }) => hours || t('开放时间未知,有钟点时不算');

  function row(what, name, more, id, on, place) {
    const face = element('span', 'change__words', element('span', 'change__name', name), element('span', 'change__more quiet', more));
    const made = element('li', 'change', element('span', 'change__what', what), face);
    if (place) made.append(named(button(t('看'), 'link-button', () => on.choose(Object.assign({ name }, place))), t('在地图上看{name}', { name })));
    made.append(named(button(t('撤销'), 'link-button', () => on.undo(id)), t('撤销:{what} {name}', { what, name })));
    return made;
  }

  function named(made, label) {
    made.setAttribute('aria-label', label);
    return made;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { changes: { changes, ALWAYS_OPEN } });
})();
