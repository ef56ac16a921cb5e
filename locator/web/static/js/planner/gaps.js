// The gaps as a ranked list: a press shows one on the map, another adds a station there.
(function () {
  'use strict';

  const { byId, button, element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { words } = window.page.planner;

  const SHOWN_FIRST = 6;

  // `on`: {show(gap, at), add(gap)}.
  function gaps(document, on) {
    const all = document.gaps;
    const rows = all.map((gap, at) => row(gap, at, on));
    fill(byId('gaps'), ...rows);
    fold(rows, SHOWN_FIRST);
    byId('gaps-said').textContent = said(document);
  }

  function said({ gaps: all, bands, uncovered_elsewhere: elsewhere }) {
    const reach = words.reach(bands[bands.length - 1]);
    if (!all.length) return t('{reach}以外没有成片的人。', { reach });
    return elsewhere > 0 ? t('离站点超过 {reach}的人。列出的以外还有 {people}。', { reach, people: words.people(elsewhere) }) : t('离站点超过 {reach}的人。', { reach });
  }

  function row(gap, at, on) {
    const name = gap.near || words.place(gap.lon, gap.lat);
    const words_ = element('span', 'row__words', element('span', 'row__name', name), element('span', 'row__more quiet', more(gap)));
    const face = element('button', 'row__face', element('span', 'row__rank', String(at + 1)), words_, element('strong', 'row__figure', words.number(gap.people)));
    face.type = 'button';
    face.addEventListener('click', () => on.show(gap, at));
    const add = button(t('加一处'), 'link-button row__add', () => on.add(gap));
    add.setAttribute('aria-label', t('在{name}加一处站点', { name }));
    const made = element('li', 'row', face, add);
    made.tabIndex = -1;
    return made;
  }

  function more({ largest_empty_circle: circle, near_m: near }) {
    const said_ = [near > 500 && t('{far}外', { far: words.metres(near) }), circle && t('最近的站点在 {far}外', { far: words.metres(circle.radius_m) })];
    return said_.filter(Boolean).join(' · ');
  }

  function fold(rows, most) {
    const more_ = byId('more-gaps');
    rows.slice(most).forEach((one) => {
      one.hidden = true;
    });
    more_.hidden = rows.length <= most;
    more_.onclick = () => {
      rows.forEach((one) => {
        one.hidden = false;
      });
      more_.hidden = true;
      rows[most].focus();
    };
  }

  function select(at) {
    Array.from(byId('gaps').children).forEach((one, number) => one.classList.toggle('is-selected', number === at));
    const chosen = byId('gaps').children[at];
    if (chosen) {
      chosen.hidden = false;
      chosen.scrollIntoView({ block: 'nearest' });
    }
  }

  window.page.planner = Object.assign(window.page.planner || {}, { gaps: { gaps, select } });
})();
