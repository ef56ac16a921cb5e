// Numbers and states as people say them, Chinese and English. Pure: values in, words out.
(function () {
  'use strict';

  const EARLY_M = 995;
  const ONE_DIGIT_M = 9950;
  const DETOUR = 1.3; // streets are about that much longer than the straight line
  const WALK_M_PER_MIN = 75;
  const LONGEST_WALK_MIN = 60;
  const VAGUE_SPOT_M = 300; // from a spot known no better, a distance is a range
  const SOON_MIN = 6 * 60;
  const WEEKDAYS = [['周日', 'Sun'], ['周一', 'Mon'], ['周二', 'Tue'], ['周三', 'Wed'], ['周四', 'Thu'], ['周五', 'Fri'], ['周六', 'Sat']];
  const CHINA_OFFSET_MS = 8 * 3600 * 1000;
  const DAY_MS = 24 * 3600 * 1000;

  const STATES = {
    open: ['开放中', 'Open'],
    closed: ['已关门', 'Closed'],
    unknown: ['开放时间未知', 'Hours unknown'],
  };

  function figure(metres) {
    if (metres < EARLY_M) return [String(Math.round(metres / 10) * 10), '米', 'm'];
    return [(metres / 1000).toFixed(metres < ONE_DIGIT_M ? 1 : 0), '公里', 'km'];
  }

  function distance(metres) {
    const [value, zh, en] = figure(metres);
    return [`${value} ${zh}`, `${value} ${en}`];
  }

  // The near and the far end of where a vaguely known place may be: 约 3–37 公里.
  function range(least, most) {
    const [far, farZh, farEn] = figure(most);
    if (least < EARLY_M / 2) return [`${far} ${farZh}以内`, `within ${far} ${farEn}`];
    const [near, nearZh, nearEn] = figure(least);
    if (farZh === nearZh) return [`约 ${near}–${far} ${farZh}`, `about ${near}–${far} ${farEn}`];
    return [`约 ${near} ${nearZh}–${far} ${farZh}`, `about ${near} ${nearEn} – ${far} ${farEn}`];
  }

  // The estimated walking time, or null where nobody would walk.
  function walk(metres) {
    const minutes = Math.max(1, Math.round((metres * DETOUR) / WALK_M_PER_MIN));
    if (minutes > LONGEST_WALK_MIN) return null;
    return [`步行约 ${minutes} 分钟`, `about ${minutes} min on foot`];
  }

  function isExact(properties) {
    return properties.precision === 'rooftop' || properties.precision === 'street';
  }

  // When the state ends. Stations keep China's clock, whatever the phone's is set to.
  function until(properties, now) {
    const text = properties.open_until || properties.opens_at;
    if (properties.open_state === 'unknown') return ['', ''];
    if (!text) return properties.open_state === 'open' ? ['全天开放', 'around the clock'] : ['', ''];
    const when = new Date(text);
    const [zh, en] = moment(when, now);
    if (properties.open_state === 'closed') return [`${zh} 开门`, `opens ${en}`];
    const [leftZh, leftEn] = left(Math.floor((when - now) / 60000));
    return [`${zh} 关门${leftZh}`, `until ${en}${leftEn}`];
  }

  function left(minutes) {
    if (minutes > SOON_MIN) return ['', ''];
    if (minutes < 60) return [`,只剩 ${minutes} 分钟`, `, ${minutes} min left`];
    return [`,还有 ${Math.floor(minutes / 60)} 小时`, `, ${Math.floor(minutes / 60)} h left`];
  }

  function moment(when, now) {
    const there = new Date(when.getTime() + CHINA_OFFSET_MS);
    const clock = there.toISOString().slice(11, 16);
    const days = chinaDay(when) - chinaDay(now);
    if (days === 0) return [clock, clock];
    if (days === 1) return [`明天 ${clock}`, `tomorrow ${clock}`];
    if (days < 7) return WEEKDAYS[there.getUTCDay()].map((day) => `${day} ${clock}`);
    return [`${there.getUTCMonth() + 1}月${there.getUTCDate()}日 ${clock}`, `${there.toISOString().slice(0, 10)} ${clock}`];
  }

  function chinaDay(when) {
    return Math.floor((when.getTime() + CHINA_OFFSET_MS) / DAY_MS);
  }

  window.page = Object.assign(window.page || {}, { words: { VAGUE_SPOT_M, STATES, distance, range, walk, isExact, until } });
})();
