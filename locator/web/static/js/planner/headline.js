// The three large numbers, each with its change from the registry as it is, and what they rest on.
(function () {
  'use strict';

  const { byId, element, fill } = window.page.elements;
  const { t, lang } = window.page.text;
  const { words } = window.page.planner;

  // `before`: of the same question without changes; null where there are none or it is still being reckoned.
  function headline(document, question, before) {
    const [outer, inner] = [document.bands[document.bands.length - 1], document.bands[0]];
    const [outerBefore, innerBefore] = before ? [before.bands[before.bands.length - 1], before.bands[0]] : [];
    const isHour = Boolean(question.day);
    const near = (band) => {
      const reach = words.reach(band);
      return isHour ? t('{reach}内有开着的站点', { reach }) : t('{reach}内有站点', { reach });
    };
    fill(
      byId('headline'),
      figure(near(outer), words.percent(outer.share), words.people(outer.people), outerBefore && words.points(outer.share - outerBefore.share)),
      figure(near(inner), words.percent(inner.share), words.people(inner.people), innerBefore && words.points(inner.share - innerBefore.share)),
      figure(t('没有覆盖到'), words.number(outer.uncovered), t('人,离最近的超过 {reach}', { reach: words.reach(outer) }), outerBefore && words.morePeople(outer.uncovered - outerBefore.uncovered)),
    );
    fill(byId('base'), ...base(document, question));
  }

  function figure(name, value, more, change) {
    const told = element('dd', 'headline__value', element('strong', 'headline__figure', value), ' ', element('span', 'headline__more quiet', more));
    if (change) told.append(element('span', 'headline__change', t('比现状:{change}', { change })));
    return element('div', 'headline__one', element('dt', 'headline__name', name), told);
  }

  // What the numbers are of: whom, how far, when, which stations.
  function base({ demand, stations, method, bands, districts }, question) {
    const said = [
      t('按 {people}算', { people: words.people(demand.inside) }),
      how(method, bands),
      words.moment(question),
      counted(stations, districts),
    ];
    if (bands[bands.length - 1].unknown_hours_share > 0 && question.day) {
      said.push(t('另有 {share} 的人只有开放时间未知的站点', { share: words.percent(bands[bands.length - 1].unknown_hours_share) }));
    }
    const line = said.join(' · ');
    if (!demand.is_indicative) return [line];
    return [element('span', 'badge', t('示意')), ' ', t('只有城镇点位,不是人口格网。'), lang === 'en' ? ' ' : '', line];
  }

  function how({ streets_people: streets, straight_line_people: straight }, bands) {
    if (bands[0].kind === 'radius') return t('直线距离');
    if (!streets) return t('没有路网:步行时间按直线估计');
    return straight ? t('沿街步行,没有路网处按直线估计') : t('沿街步行');
  }

  // In an area the stations outside of it count too, near its edge; those inside are told.
  function counted({ counted: all, open, coarse, coarse_counted: isWith }, districts) {
    const inside = Math.round(districts.reduce((sum, { stations }) => sum + stations, 0));
    if (districts.length) return t('区内 {count} 处站点', { count: words.number(inside) });
    const said = open === undefined ? t('{count} 处站点', { count: words.number(all) }) : t('{count} 处站点,那时开着 {open} 处', { count: words.number(all), open: words.number(open) });
    return coarse && !isWith ? said + t('(另有 {coarse} 处位置粗略,没有算)', { coarse: words.number(coarse) }) : said;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { headline: { headline } });
})();
