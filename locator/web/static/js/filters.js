// The filter buttons and the moment asked about: the form's boxes and its field, as values and back.
(function () {
  'use strict';

  const { byId } = window.page.elements;
  const { t } = window.page.text;
  const { fullMoment } = window.page.words;

  const TYPING_MS = 600; // a time that is still being typed is no question yet

  function filters(form, onChange) {
    const boxes = Array.from(form.querySelectorAll('input[type="checkbox"]'));
    const field = byId('open-at');
    const panel = byId('moment');
    let typing = null;

    form.addEventListener('change', (event) => {
      clearTimeout(typing);
      typing = setTimeout(changed, event.target === field ? TYPING_MS : 0);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      close();
    });
    byId('moment-now').addEventListener('click', toNow);
    document.addEventListener('click', (event) => panel.contains(event.target) || close());
    panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !panel.open) return;
      close();
      byId('moment-face').focus();
    });
    draw();

    function changed() {
      draw();
      onChange();
    }

    function toNow() {
      field.value = '';
      close();
      changed();
    }

    function close() {
      panel.open = false;
    }

    function draw() {
      const when = moment();
      panel.classList.toggle('is-chosen', Boolean(when));
      byId('moment-face').lastElementChild.textContent = when ? fullMoment(when) : t('另一个时间');
      const open = form.querySelector('input[name="state"]').nextElementSibling.lastElementChild;
      open.textContent = when ? t('那时开放') : t('现在开放');
    }

    function ticked() {
      const values = {};
      boxes.forEach((box) => {
        values[box.name] = (values[box.name] || []).concat(box.checked ? box.value : []);
      });
      return values;
    }

    function set({ filters: wanted, time }) {
      boxes.forEach((box) => {
        box.checked = (wanted[box.name] || []).includes(box.value);
      });
      field.value = time || '';
      draw();
    }

    // What is typed is China's time, whatever the phone's zone; null is now.
    function moment() {
      const when = field.value ? new Date(`${field.value.slice(0, 16)}:00+08:00`) : null;
      return when && !Number.isNaN(when.getTime()) ? when : null;
    }

    // What the API is asked: only what is ticked, and the moment.
    function asked() {
      const { amenities, state, open_24h: day } = ticked();
      return Object.assign(
        {},
        amenities.length && { amenities },
        state.length && { state },
        day.length && { open_24h: true },
        moment() && { open_at: field.value.slice(0, 16) },
      );
    }

    function query() {
      const words = asked();
      const parts = Object.keys(words).map((name) => `${name}=${[].concat(words[name]).join(',')}`);
      return parts.length ? `?${parts.join('&')}` : '';
    }

    function clear() {
      set({ filters: {}, time: field.value });
      onChange();
    }

    return { asked, query, ticked, moment, set, clear, toNow, time: () => (moment() ? field.value.slice(0, 16) : null) };
  }

  window.page = Object.assign(window.page || {}, { filters: { filters } });
})();
