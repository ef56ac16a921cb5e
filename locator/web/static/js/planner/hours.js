// Coverage through a day as bars, for those who would rather look than read; the same as a table.
(function () {
  'use strict';

  const { byId, element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { words } = window.page.planner;

  const SVG = 'http://www.w3.org/2000/svg';
  const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [336, 168, 38, 24, 10];
  const [HOURS, EVERY] = [24, 6];
  const STEP = (WIDTH - LEFT) / HOURS;
  const SCALES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1];
  const GRID = 2;

  // `before`: the same hours without changes, as a line; `onHour` is told which bar was pressed.
  function hours(document, question, before, onHour) {
    const day = question.day || 'workday';
    const rows = document.hours.filter((row) => row.day === day);
    const old = before ? before.hours.filter((row) => row.day === day) : [];
    const top = scaleOf(rows.concat(old));
    const [inner, outer] = document.bands.length > 1 ? document.bands : [null, document.bands[0]];
    fill(byId('chart'), element('p', 'chart__what quiet', words.DAYS[day]), key(inner, outer, old.length), drawing(rows, old, top, question, onHour));
    fill(byId('hours-table'), table(rows, document.bands));
  }

  const last = (row) => row.bands[row.bands.length - 1];

  function scaleOf(rows) {
    const most = Math.max(0, ...rows.map((row) => (last(row).share || 0) + (last(row).unknown_hours_share || 0)));
    return SCALES.find((limit) => most <= limit) || 1;
  }

  function key(inner, outer, hasBefore) {
    const rows = [['outer', words.reach(outer)], ['unknown', t('开放时间未知')]];
    if (inner) rows.unshift(['inner', words.reach(inner)]);
    if (hasBefore) rows.push(['before', t('现状')]);
    return element('ul', 'chart__key', ...rows.map(([name, text]) => element('li', '', element('span', `swatch swatch--${name}`), text)));
  }

  function svg(name, className, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    made.setAttribute('class', className);
    Object.keys(attributes).forEach((key_) => made.setAttribute(key_, String(attributes[key_])));
    made.append(...children);
    return made;
  }

  function drawing(rows, old, top, question, onHour) {
    const tall = (share) => ((HEIGHT - BOTTOM - TOP) * (share || 0)) / top;
    const y = (share) => HEIGHT - BOTTOM - tall(share);
    const picture = svg('svg', 'chart__picture', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': summary(rows) });
    for (let line = 0; line <= GRID; line += 1) {
      const share = (top * line) / GRID;
      picture.append(
        svg('line', 'chart__grid', { x1: LEFT, x2: WIDTH, y1: y(share), y2: y(share) }),
        svg('text', 'chart__text chart__text--share', { x: LEFT - 5, y: y(share) + 4 }, `${Number((share * 100).toFixed(1))}%`),
      );
    }
    rows.forEach((row) => picture.append(...bar(row, y, tall, question)));
    if (old.length) picture.append(svg('path', 'chart__before', { d: stairs(old, y) }));
    picture.append(...rows.filter(({ hour }) => hour % EVERY === 0).map(({ hour }) => svg('text', 'chart__text', { x: LEFT + hour * STEP + STEP / 2, y: HEIGHT - 7 }, words.clock(hour))));
    picture.append(...rows.map(({ hour }) => press(hour, onHour)));
    return picture;
  }

  function bar({ hour, bands }, y, tall, question) {
    const outer = bands[bands.length - 1];
    const at = { x: LEFT + hour * STEP + 1, width: STEP - 2 };
    const parts = [
      svg('rect', 'chart__unknown', Object.assign({ y: y((outer.share || 0) + (outer.unknown_hours_share || 0)), height: tall(outer.unknown_hours_share) }, at)),
      svg('rect', 'chart__outer', Object.assign({ y: y(outer.share), height: tall(outer.share) }, at)),
    ];
    if (bands.length > 1) parts.push(svg('rect', 'chart__inner', Object.assign({ y: y(bands[0].share), height: tall(bands[0].share) }, at)));
    if (question.day && question.hour === hour) parts.unshift(svg('rect', 'chart__now', { x: LEFT + hour * STEP, width: STEP, y: TOP, height: HEIGHT - BOTTOM - TOP }));
    return parts;
  }

  function stairs(rows, y) {
    return rows.map((row, at) => `${at ? 'L' : 'M'}${LEFT + row.hour * STEP} ${y(last(row).share)}H${LEFT + (row.hour + 1) * STEP}`).join('');
  }

  function press(hour, onHour) {
    const area = svg('rect', 'chart__press', { x: LEFT + hour * STEP, y: 0, width: STEP, height: HEIGHT });
    area.addEventListener('click', () => onHour(hour)); // the slider does the same for a keyboard
    return area;
  }

  function summary(rows) {
    if (!rows.length) return '';
    const order = rows.slice().sort((one, other) => (last(one).share || 0) - (last(other).share || 0));
    const [worst, best] = [order[0], order[order.length - 1]];
    return t('每小时的覆盖:最高 {best}({bestHour}),最低 {worst}({worstHour})', {
      best: words.percent(last(best).share), bestHour: words.clock(best.hour), worst: words.percent(last(worst).share), worstHour: words.clock(worst.hour),
    });
  }

  function table(rows, bands) {
    const heads = [t('几点'), t('开着'), t('关着'), t('时间未知')].concat(bands.map((band) => words.reach(band)));
    const lines = rows.map((row) => [words.clock(row.hour), row.open, row.closed, row.unknown_hours].map(String).concat(row.bands.map(({ share }) => words.percent(share))));
    return window.page.planner.tables.table(heads, lines);
  }

  window.page.planner = Object.assign(window.page.planner || {}, { hours: { hours } });
})();
