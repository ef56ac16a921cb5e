// Figures as people say them, in the page's language. Pure: values in, words out.
(function () {
  'use strict';

  const { t, lang } = window.page.text;

  const UNITS = lang === 'en' ? [[1e6, '{n} million', 2]] : [[1e8, '{n} 亿', 2], [1e5, '{n} 万', 1]];
  const TEXTS = { '{n} million': '{n} million', '{n} 亿': '{n} 亿', '{n} 万': '{n} 万' };
  const DAYS = { workday: t('工作日'), weekend: t('周末'), holiday: t('节假日') };
  const LEAST_SHARE = 0.0005; // less than what one digit shows
  const TEN_THOUSAND = 10000;
  const MANY = 1000; // from here on a decimal is noise

  function grouped(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  }

  function number(value) {
    const [size, text, digits] = UNITS.find(([least]) => Math.abs(value) >= least) || [];
    if (!size) return grouped(value);
    const scaled = value / (text === '{n} 万' ? TEN_THOUSAND : size);
    return TEXTS[text].replace('{n}', Math.abs(scaled) >= MANY ? grouped(scaled) : String(Number(scaled.toFixed(digits))));
  }

  function people(value) {
    const count = number(value);
    return /\d$/.test(count) ? t('{count} 人', { count }) : t('{count}人', { count });
  }

  function percent(share) {
    if (share === null || share === undefined) return '—';
    if (share > 0 && share < LEAST_SHARE) return '<0.1%';
    return `${(share * 100).toFixed(1)}%`;
  }

  const signed = (value, words) => `${value > 0 ? '+' : '−'}${words}`;

  // The change of a share, in percentage points; empty where none can be seen.
  function points(change) {
    const shown = Math.abs(change * 100).toFixed(Math.abs(change) < 0.01 ? 2 : 1);
    if (!Number(shown)) return change ? t('变化不到 0.01 个百分点') : t('没有变化');
    return t('{points} 个百分点', { points: signed(change, shown) });
  }

  function morePeople(change) {
    return Math.round(change) === 0 ? t('没有变化') : signed(change, people(Math.abs(change)));
  }

  // How near a band is: {kind: 'radius' | 'minutes', limit}.
  function reach({ kind, limit }) {
    if (kind === 'minutes') return t('步行 {minutes} 分钟', { minutes: limit });
    return limit < 1000 ? t('{metres} 米', { metres: limit }) : t('{kilometres} 公里', { kilometres: Number((limit / 1000).toFixed(2)) });
  }

  function metres(value) {
    return value < 995 ? t('{metres} 米', { metres: Math.round(value / 10) * 10 }) : t('{kilometres} 公里', { kilometres: (value / 1000).toFixed(value < 9950 ? 1 : 0).replace(/\.0$/, '') });
  }

  const clock = (hour) => `${String(hour).padStart(2, '0')}:00`;

  // Of a question: the kind of day and the hour, or any time.
  function moment({ day, hour }) {
    return day ? `${DAYS[day]} ${clock(hour)}` : t('不分时间');
  }

  const place = (lon, lat) => `${Number(lon).toFixed(5)}, ${Number(lat).toFixed(5)}`;

  window.page.planner = Object.assign(window.page.planner || {}, {
    words: { DAYS, grouped, number, people, percent, points, morePeople, reach, metres, clock, moment, place },
  });
})();
