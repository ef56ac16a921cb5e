// A station's page without a network: what the packs on the phone know of it.
(function () {
  'use strict';

  const { card } = window.page.card;
  const { byId, element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { ago, distance } = window.page.words;
  const { clock, kept, mine } = window.page;

  const HOLIDAYS = { closed: t('节假日不开放。'), open: t('节假日照常开放。') };

  show(decodeURIComponent(window.location.pathname.split('/').pop())).catch(() => {});
  byId('kept-again').addEventListener('click', (event) => {
    event.preventDefault();
    window.location.reload();
  });
  window.addEventListener('online', () => {
    answered().then((yes) => yes && window.location.reload());
  });

  async function show(id) {
    const feature = window.location.pathname.startsWith('/stations/') && (await kept.station(id));
    if (!feature) return;
    const { properties } = feature;
    const now = clock.now();
    document.title = properties.name;
    fill(byId('kept-words'), t('这是手机里存的({age}的)。', { age: ago(Date.parse(feature.kept.at), Date.now()) }));
    fill(byId('cards'), card(byId('card'), feature, { spot: null, at: now, isNow: true }));
    byId('cards').querySelector('[data-slot="details"]').remove(); // they follow here
    starred(byId('cards').querySelector('[data-slot="star"]'), feature);
    fill(byId('kept-facts'), ...[].concat(...facts(properties).filter(([, value]) => value).map(fact)));
    byId('kept-facts').hidden = false;
  }

  // "Online" only says that there is some network; a reload that meets a dead one would take these words away for nothing.
  function answered() {
    return fetch(window.location.href, { method: 'HEAD', cache: 'no-store' }).then((answer) => answer.ok, () => false);
  }

  function facts(properties) {
    const named = (wanted) => Object.keys(properties.amenities)
      .filter((key) => properties.amenities[key] === wanted)
      .map((key) => properties.amenity_names[key])
      .join(t('、'));
    return [
      [t('开放时间'), properties.opening_hours_text || properties.opening_hours || t('未知')],
      [t('节假日'), HOLIDAYS[properties.holidays] || t('未知')],
      [t('有'), named('yes')],
      [t('没有'), named('no')],
      [t('位置'), properties.uncertainty_m === null ? '' : `±${distance(properties.uncertainty_m)}`],
    ];
  }

  function fact([name, value]) {
    return element('div', 'fact', element('dt', '', name), element('dd', '', value));
  }

  function starred(star, feature) {
    if (!star) return;
    const draw = () => star.setAttribute('aria-pressed', String(mine.isFavourite(feature.id)));
    star.addEventListener('click', () => mine.toggle(feature));
    mine.onChange(draw);
    draw();
  }
})();
