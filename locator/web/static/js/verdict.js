// What a station's page says of its door, kept true while it stays open, and when it comes back from the phone's copy
// hours later: the page brings the coming week's timeline along.
(function () {
  'use strict';

  const { byId, element, fill, icon } = window.page.elements;
  const { t } = window.page.text;
  const { ago, chinaDay, state, until } = window.page.words;
  const { clock, timeline } = window.page;

  const EVERY_MS = 20000;
  const LATE_MS = 2 * 60 * 1000; // from then on the page is a copy, or the phone's clock is wrong
  const OLD_MS = 3600 * 1000;
  const MINUTE_MS = 60 * 1000;

  // `onChange(properties)` hears of every other state: { open_state, open_until, opens_at }.
  function verdict(onChange) {
    if (!byId('verdict')) return; // not in use, whatever the hour
    const course = JSON.parse(byId('verdict').dataset.course);
    const made = new Date(course.from_minute * MINUTE_MS);
    let shown = null;

    function draw() {
      const now = clock.now();
      const told = timeline.openingAt(course, course.timeline, now);
      show(told, now);
      showToday(chinaDay(now) - chinaDay(made));
      showAge(now - made > OLD_MS && ago(made, now));
      if (shown !== null && shown !== told.open_state) onChange(told);
      shown = told.open_state;
    }

    setInterval(draw, EVERY_MS);
    document.addEventListener('visibilitychange', draw);
    window.addEventListener('pageshow', draw);
    if (Math.abs(clock.now() - made) < LATE_MS) draw();
    else fetch('/healthz', { cache: 'no-store' }).then(clock.hear).catch(() => {}).then(draw);
  }

  function show(told, now) {
    const key = told.open_state;
    const more = key === 'unknown' ? t('去之前最好先问一声。') : until(told, now, true);
    const box = byId('verdict');
    box.className = `verdict verdict--${key}`;
    const words = element('span', '', element('strong', '', state(key, true)));
    if (more) words.append(element('span', 'verdict__more', more));
    fill(box, icon(key), words);
  }

  function showToday(daysOn) {
    document.querySelectorAll('.week tbody tr').forEach((row, at) => {
      const isToday = at === daysOn;
      row.classList.toggle('is-today', isToday);
      if (isToday) row.setAttribute('aria-current', 'date');
      else row.removeAttribute('aria-current');
      row.querySelector('.week__today').hidden = !isToday;
    });
  }

  function showAge(age) {
    byId('age').hidden = !age;
    byId('age').textContent = age ? t('这一页是{age}的,别的可能变了。', { age }) : '';
  }

  window.page = Object.assign(window.page || {}, { verdict: { verdict } });
})();
