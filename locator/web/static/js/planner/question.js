// The question that the form asks, as plain values, and as the API wants it.
//
// A question: {kind: 'radius' | 'minutes', limit, day: 'workday' | … | '', hour, areas, demand: [names], coarse}.
(function () {
  'use strict';

  const { byId, element, fill } = window.page.elements;
  const { t, lang } = window.page.text;
  const { clock, number } = window.page.planner.words;

  const KIND_OF = { metres: 'radius', minutes: 'minutes' };
  const NAME_OF = { radius: 'metres', minutes: 'minutes' };
  const INNER = { radius: (limit) => limit / 2, minutes: (limit) => Math.max(1, Math.round(limit * (2 / 3))) };

  // Two bands: the one that is asked for, and a nearer one for comparison.
  function bands({ kind, limit }) {
    return [INNER[kind](limit), limit];
  }

  function asked(question, scenario) {
    const reach = question.kind === 'radius' ? { radii_m: bands(question) } : { minutes: bands(question) };
    return Object.assign(reach, {
      demand: question.demand,
      areas: question.areas || null,
      day: question.day || null,
      hour: question.day ? question.hour : null,
      include_coarse: question.coarse,
      scenario,
    });
  }

  // ——— the form ———

  function form(onChange) {
    const place = byId('question');
    const hour = byId('hour');
    let offered = []; // areas

    function read() {
      const [unit, limit] = byId('reach').value.split(':');
      const day = place.querySelector('[name=day]:checked').value;
      const demand = Array.from(place.querySelectorAll('[name=demand]:checked'), ({ value }) => value);
      return {
        kind: KIND_OF[unit], limit: Number(limit), day, hour: Number(hour.value), areas: byId('areas').value, demand, coarse: byId('coarse').checked,
      };
    }

    // A question that was kept; whatever of it is no longer asked so is left as it is.
    function write(question) {
      if (!question || !Array.isArray(question.demand)) return;
      choose(byId('reach'), `${NAME_OF[question.kind]}:${question.limit}`);
      choose(byId('areas'), question.areas || '');
      place.querySelectorAll('[name=day]').forEach((one) => {
        one.checked = one.value === (question.day || '');
      });
      hour.value = String(question.hour);
      place.querySelectorAll('[name=demand]').forEach((one) => {
        one.checked = question.demand.includes(one.value);
      });
      keepOne();
      byId('coarse').checked = Boolean(question.coarse);
      tell();
    }

    function keepOne() {
      const boxes = Array.from(place.querySelectorAll('[name=demand]'));
      if (boxes.length && !boxes.some(({ checked }) => checked)) boxes[0].checked = true;
    }

    function tell() {
      const { day } = read();
      hour.disabled = !day;
      byId('hour-told').textContent = day ? clock(hour.value) : '';
      hour.setAttribute('aria-valuetext', clock(hour.value));
    }

    function setHour(value) {
      hour.value = String(value);
      tell();
      onChange(read());
    }

    place.addEventListener('submit', (event) => event.preventDefault());
    place.addEventListener('input', ({ target }) => {
      if (target.name === 'demand') keepOne();
      tell();
      onChange(read());
    });
    tell();
    // The corners of an area, or null.
    function boxOf(name) {
      const [area] = offered.filter((one) => one.name === name);
      if (!area) return null;
      const [west, south, east, north] = area.box;
      return [{ lon: west, lat: south }, { lon: east, lat: north }];
    }

    return { read, write, setHour, offer: (told) => { offered = told.areas; offer(told); }, boxOf };
  }

  // A value that is no longer offered leaves the choice as it is.
  function choose(select, value) {
    if (Array.from(select.options).some((option) => option.value === value)) select.value = value;
  }

  // What may be asked, as GET /api/v1/planner tells it.
  function offer({ demand, areas, candidates, amounts }) {
    byId('demand').append(...demand.map(demandTick));
    [byId('areas'), byId('forbidden')].forEach((select) => select.append(...areas.map(areaOption)));
    fill(byId('candidates'), ...candidates.map((one) => option(one.name, titleOf(one))));
    byId('coarse-told').textContent = t('({count} 处)', { count: number(amounts.coarse) });
  }

  const titleOf = ({ name, title_zh: zh, title_en: en }) => (lang === 'en' ? en : zh) || name;

  function demandTick(layer, at) {
    const { name, total } = layer;
    const box = element('input', '');
    Object.assign(box, { type: 'checkbox', name: 'demand', value: name, checked: at === 0 });
    const words = element('span', '', titleOf(layer));
    if (total) words.append(' ', element('span', 'quiet', number(total)));
    return element('label', 'tick', box, words);
  }

  const areaOption = ({ name, count }) => option(name, t('{name}({count} 个区)', { name, count }));

  function option(value, words) {
    const made = element('option', '', words);
    made.value = value;
    return made;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { question: { asked, bands, form } });
})();
