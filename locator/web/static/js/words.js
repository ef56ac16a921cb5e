// Numbers and states as people say them, in the page's language. Pure: values in, words out. The server says the same
// with the same texts (wording.py, cards.py).
(function () {
  'use strict';

  const { t } = window.page.text;

  const EARLY_M = 995;
  const ONE_DIGIT_M = 9950;
  const LONGEST_WALK_MIN = 60;
  const VAGUE_SPOT_M = 300; // from a spot known no better, a distance is a range
  const SOON_MIN = 6 * 60;
  const MIDNIGHT = '24:00';
  const OLD_DAYS = 180;
  const WEEKDAYS = [t('周日'), t('周一'), t('周二'), t('周三'), t('周四'), t('周五'), t('周六')];
  const MONTHS = [
    t('1月'), t('2月'), t('3月'), t('4月'), t('5月'), t('6月'),
    t('7月'), t('8月'), t('9月'), t('10月'), t('11月'), t('12月'),
  ];
  const CHINA_OFFSET_MS = 8 * 3600 * 1000;
  const MINUTE_MS = 60 * 1000;
  const DAY_MS = 24 * 3600 * 1000;

  const NOW = { open: t('开放中'), closed: t('已关门'), unknown: t('开放时间未知') };
  const THEN = { open: t('那时开着'), closed: t('那时关着'), unknown: t('那时开不开未知') };

  // ——— how far ———

  // A figure and the text that gives it its unit.
  function figure(metres) {
    if (metres < EARLY_M) return { isSmall: true, value: String(Math.round(metres / 10) * 10) };
    return { isSmall: false, value: (metres / 1000).toFixed(metres < ONE_DIGIT_M ? 1 : 0).replace(/\.0$/, '') };
  }

  function distance(metres) {
    const { isSmall, value } = figure(metres);
    return isSmall ? t('{metres} 米', { metres: value }) : t('{kilometres} 公里', { kilometres: value });
  }

  // The near and the far end of where a vaguely known place may be: 约 3–37 公里.
  function range(least, most) {
    const far = distance(most);
    if (least < EARLY_M / 2) return t('{far}以内', { far });
    const isOneUnit = figure(least).isSmall === figure(most).isSmall;
    return t('约 {near}–{far}', { near: isOneUnit ? figure(least).value : distance(least), far });
  }

  function isExact(properties) {
    return properties.precision === 'rooftop' || properties.precision === 'street';
  }

  // Minutes on foot, or null where nobody knows them or nobody would walk.
  function walkMinutes(properties) {
    const minutes = properties.walk_min;
    if (typeof minutes !== 'number' || minutes > LONGEST_WALK_MIN) return null;
    return Math.max(1, Math.round(minutes));
  }

  // ——— when ———

  // When the state ends. Stations keep China's clock, whatever the phone's is set to; `isNow` false: of another moment
  // nobody says "tomorrow" or "two hours left".
  function until(properties, at, isNow) {
    const text = properties.unknown_from || properties.open_until || properties.opens_at;
    if (properties.open_state === 'unknown') return '';
    if (!text) return properties.open_state === 'open' ? t('全天开放') : '';
    const end = new Date(text);
    if (properties.opens_at) return t('{when} 开门', { when: moment(end, at, isNow, false) });
    const when = moment(end, at, isNow, true);
    if (properties.unknown_from) return t('{when} 后不确定', { when });
    const minutes = Math.floor((end - at) / MINUTE_MS);
    return isNow && end - at <= SOON_MIN * MINUTE_MS ? left(minutes, endClock(end)) : t('{when} 关门', { when });
  }

  function left(minutes, clock) {
    if (minutes < 1) return t('马上关门 ({clock})', { clock });
    if (minutes < 60) return t('还有 {minutes} 分钟关门 ({clock})', { minutes, clock });
    return t('还有 {hours} 小时关门 ({clock})', { hours: Math.floor(minutes / 60), clock });
  }

  // `isEnd`: something ends then, so that midnight is 24:00 of the day that it ends.
  function moment(when, at, isNow, isEnd) {
    const clock = isEnd ? endClock(when) : clockOf(when);
    const date = clock === MIDNIGHT ? new Date(when.getTime() - DAY_MS) : when;
    const there = inChina(date);
    const days = chinaDay(date) - chinaDay(at);
    if (days === 0) return clock;
    if (days === 1 && isNow) return t('明天 {clock}', { clock });
    if (days > 0 && days < 7) return `${WEEKDAYS[there.getUTCDay()]} ${clock}`;
    const year = there.getUTCFullYear();
    if (year === inChina(at).getUTCFullYear()) return `${day(there)} ${clock}`;
    return t('{year}年{day} {clock}', { year, day: day(there), clock });
  }

  function endClock(when) {
    const clock = clockOf(when);
    return clock === '00:00' ? MIDNIGHT : clock;
  }

  // A moment on its own: 11月24日 周二 08:30.
  function fullMoment(when) {
    const there = inChina(when);
    return t('{day} {weekday} {clock}', { day: day(there), weekday: WEEKDAYS[there.getUTCDay()], clock: clockOf(when) });
  }

  function day(there) {
    return t('{month}{day}日', { month: MONTHS[there.getUTCMonth()], day: there.getUTCDate() });
  }

  // How long ago, roughly: 3 小时前.
  function ago(when, now) {
    const minutes = Math.max(0, Math.round((now - when) / MINUTE_MS));
    if (minutes < 1) return t('刚才');
    if (minutes < 60) return t('{minutes} 分钟前', { minutes });
    if (minutes < 48 * 60) return t('{hours} 小时前', { hours: Math.round(minutes / 60) });
    return t('{days} 天前', { days: Math.round(minutes / 60 / 24) });
  }

  // When somebody last looked on the spot, and whether that is so long ago that much may have changed.
  function checked(verifiedOn, at) {
    if (!verifiedOn) return { words: t('还没有人现场核实过'), isOld: true };
    const days = chinaDay(at) - Math.floor(Date.parse(verifiedOn) / DAY_MS);
    if (days <= OLD_DAYS) return { words: t('{day} 现场核实', { day: verifiedOn }), isOld: false };
    const months = Math.floor(days / 30);
    return { words: t('{day} 现场核实,过去 {months} 个月了', { day: verifiedOn, months }), isOld: true };
  }

  function clockOf(when) {
    return inChina(when).toISOString().slice(11, 16);
  }

  function inChina(when) {
    return new Date(when.getTime() + CHINA_OFFSET_MS);
  }

  function chinaDay(when) {
    return Math.floor(inChina(when).getTime() / DAY_MS);
  }

  const state = (key, isNow) => (isNow ? NOW : THEN)[key];

  window.page = Object.assign(window.page || {}, {
    words: { VAGUE_SPOT_M, state, distance, range, isExact, walkMinutes, until, fullMoment, ago, checked, chinaDay },
  });
})();
