// What the map's signs mean; each layer can be left out.
(function () {
  'use strict';

  const { byId, element, fill } = window.page.elements;
  const { t } = window.page.text;

  const STEPS = [t('没有人'), t('不到 25%'), '25–50%', '50–75%', '75–100%']; // shown as a strip, read out one by one

  function legend(onToggle) {
    const layers = [
      ['cells', t('近处有站点的人'), steps()],
      ['dots', t('站点'), states()],
      ['gaps', t('空白区'), swatch('gap')],
      ['catchments', t('新站点管到的地方'), swatch('catchment')],
    ];
    fill(byId('legend'), ...layers.map(([name, words, sign]) => row(name, words, sign, onToggle)));
  }

  function row(name, words, sign, onToggle) {
    const box = element('input', '');
    Object.assign(box, { type: 'checkbox', checked: true });
    box.addEventListener('change', () => onToggle(name, box.checked));
    const made = element('div', `legend__row legend__row--${name}`, element('label', 'legend__name', box, element('span', '', words)), sign, element('p', 'legend__note quiet'));
    made.dataset.layer = name;
    return made;
  }

  function steps() {
    const strip = STEPS.map((words, at) => element('li', `legend__share swatch--${at}`, element('span', 'hidden', words)));
    const end = (words) => {
      const made = element('span', '', words);
      made.setAttribute('aria-hidden', 'true');
      return made;
    };
    return element('div', 'legend__strip', end(t('没有人')), element('ul', 'legend__shares', ...strip), end(t('全部')));
  }

  function states() {
    const words = { open: t('开着'), closed: t('关着'), unknown: t('未知') };
    return element('ul', 'legend__steps', ...Object.keys(words).map((key) => element('li', 'legend__step', element('span', `dot dot--${key}`), words[key])));
  }

  const swatch = (key) => element('span', `swatch swatch--${key}`);

  // Why a layer is not drawn, or nothing; `isThere` false leaves its row out.
  function note(name, words, isThere) {
    const place = byId('legend').querySelector(`[data-layer=${name}]`);
    place.hidden = isThere === false;
    place.querySelector('.legend__note').textContent = words;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { legend: { legend, note } });
})();
