// Scenarios side by side: each is asked the present question, so that only the stations differ.
(function () {
  'use strict';

  const { byId, element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { jobs, words } = window.page.planner;
  const { asked: ask } = window.page.planner.question;

  const NIGHT = 22;
  const last = (list) => list[list.length - 1];

  const LINES = [
    [t('加 / 移 / 撤'), (_, { added, moved, removed }) => `${added.length} / ${moved.length} / ${removed.length}`],
    [t('算在内的站点'), ({ stations }) => words.number(stations.counted)],
    [({ bands }) => t('{reach}内', { reach: words.reach(last(bands)) }), ({ bands }) => words.percent(last(bands).share)],
    [() => t('比现状'), ({ bands }, _, before) => (before ? words.points(last(bands).share - last(before.bands).share) : '—')],
    [({ bands }) => t('{reach}内', { reach: words.reach(bands[0]) }), ({ bands }) => words.percent(bands[0].share)],
    [t('有两处可去'), ({ bands }) => words.percent(last(bands).twice_share)],
    [t('没有覆盖到(人)'), ({ bands }) => words.number(last(bands).uncovered)],
    [() => t('工作日 {clock}', { clock: words.clock(NIGHT) }), (document) => words.percent(atNight(document))],
  ];

  function atNight({ hours }) {
    const row = hours.find(({ day, hour }) => day === 'workday' && hour === NIGHT);
    return row ? last(row.bands).share : null;
  }

  // `all`: [{name, scenario}], the first is the registry as it is. Gives {done, cancel}.
  function compare(question, all, onProgress) {
    let current = null;
    let isOver = false;

    async function run() {
      const found = [];
      for (const { name, scenario } of all) {
        if (isOver) throw Object.assign(new Error('cancelled'), { name: 'AbortError' });
        onProgress(found.length / all.length, name);
        current = jobs.start('coverage', ask(question, scenario));
        found.push({ name, scenario, document: await current.done });
      }
      draw(found, question);
    }

    return {
      done: run(),
      cancel: () => {
        isOver = true;
        if (current) current.cancel();
      },
    };
  }

  function draw(found, question) {
    const before = found[0].document;
    const heads = [words.moment(question)].concat(found.map(({ name }) => name));
    const lines = LINES.map(([name, value]) => [typeof name === 'string' ? name : name(before)].concat(found.map(({ document, scenario }, at) => value(document, scenario, at ? before : null))));
    byId('comparison').hidden = false;
    const note = element('p', 'quiet', before.demand.is_indicative ? t('都按现在的问法算;需求是示意。') : t('都按现在的问法算。'));
    fill(byId('comparison'), window.page.planner.tables.table(heads, lines), note);
    byId('comparison').focus();
  }

  window.page.planner = Object.assign(window.page.planner || {}, { compare: { compare } });
})();
