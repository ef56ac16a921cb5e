// Where new stations go: the form that asks, and the proposed sites as a list with what is proved of them.
(function () {
  'use strict';

  const { byId, button, element, fill } = window.page.elements;
  const { t, lang } = window.page.text;
  const { words } = window.page.planner;

  const IS_SHARE = 'lscp';
  const OPTIONAL = ['spacing_m', 'budget', 'time_limit_s'];
  const AIMS = {
    pmedian: ({ demand, objective }) => t('平均离站点 {far}', { far: far(objective.value / demand.total, objective) }),
    pcenter: ({ objective }) => t('最远的人离站点 {far}', { far: far(objective.value, objective) }),
    backup: ({ demand, objective }) => t('有两处可去的人:{share}', { share: words.percent(objective.value / demand.total) }),
  };
  const QUOTA = /^\s*(\d{6})\s*[=::]\s*(\d+)\s*$/;

  // `onAsk` gets what the API wants beyond the question.
  function form(onAsk) {
    const place = byId('suggest');
    place.addEventListener('input', () => {
      const isShare = byId('model').value === IS_SHARE;
      byId('sites-field').hidden = isShare;
      byId('share-field').hidden = !isShare;
    });
    place.addEventListener('submit', (event) => {
      event.preventDefault();
      const [asked, fault] = read(place);
      tellFault(fault);
      if (asked) onAsk(asked);
    });
  }

  function tellFault(words_) {
    byId('suggest-fault').hidden = !words_;
    byId('suggest-fault').textContent = words_ || '';
  }

  // [what is asked, or null], [the fault, or nothing].
  function read({ elements }) {
    const model = elements.model.value;
    const asked = { model, candidates: elements.candidates.value };
    const isShare = model === IS_SHARE;
    const [field, scale] = isShare ? ['share', 100] : ['sites', 1];
    const wanted = [elements[field]].concat(OPTIONAL.map((name) => elements[name]));
    const wrong = wanted.find((one) => !one.checkValidity());
    if (wrong || elements[field].value === '') return [null, t('“{name}”要填一个合适的数。', { name: nameOf(wrong || elements[field]) })];
    asked[field] = Number(elements[field].value) / scale;
    OPTIONAL.filter((name) => elements[name].value !== '').forEach((name) => {
      asked[name] = Number(elements[name].value);
    });
    if (elements.forbidden.value) asked.forbidden = elements.forbidden.value;
    return withQuotas(asked, elements.quotas.value);
  }

  const nameOf = (field) => field.closest('.field').querySelector('.field__name').textContent;

  function withQuotas(asked, text) {
    const parts = text.split(/[,,;;]/).filter((part) => part.trim());
    const found = parts.map((part) => QUOTA.exec(part));
    if (found.some((part) => !part)) return [null, t('各区最多几处:写成 460203=2, 460204=3。')];
    found.forEach(([, code, most]) => {
      asked.quotas = Object.assign(asked.quotas || {}, { [code]: Number(most) });
    });
    return [asked, ''];
  }

  // ——— the answer ———

  // `on`: {show(at), one(at)}.
  function show(document, on) {
    byId('sites-part').hidden = false;
    fill(byId('sites-said'), ...said(document));
    fill(byId('sites-list'), ...document.sites.map((site, at) => row(site, at, on)));
    byId('adopt').hidden = !document.sites.length;
  }

  function hide() {
    byId('sites-part').hidden = true;
  }

  const far = (value, { unit }) => (unit.includes('minutes') ? t('{minutes} 分钟', { minutes: Math.round(value) }) : words.metres(value));

  function said(document) {
    const { model, sites, bands, objective, conflicts, uncovered } = document;
    const outer = bands[bands.length - 1];
    const values = { reach: words.reach(outer), before: words.percent(outer.before_share), after: words.percent(outer.after_share) };
    return [
      line('', sites.length ? t('新增 {count} 处。', { count: sites.length }) : nothing(model)),
      ...(AIMS[model.key] ? [line('said-line--main', AIMS[model.key](document))] : []),
      line('said-line--main', t('{reach}内:{before} → {after}', values)),
      ...conflicts.map((conflict) => line('fault-line', conflict[lang])),
      line('quiet', proof(objective)),
      ...(uncovered.length ? [reasons(uncovered)] : []),
    ];
  }

  const nothing = ({ key }) => (key === IS_SHARE ? t('不用新增:现在已经达到。') : t('没有可加的:再加也不会更好。'));

  const line = (className, text) => element('p', className, text);

  function proof({ status, gap, zh, en }) {
    const told = lang === 'en' ? en : zh;
    return status === 'optimal' || gap === null ? told : t('{status};离可能的最好至多差 {gap}', { status: told, gap: words.percent(gap) });
  }

  function reasons(uncovered) {
    const lines = uncovered.map((one) => element('li', '', t('{why}:{people}', { why: one[lang], people: words.people(one.people) })));
    return element('details', 'fold', element('summary', '', t('为什么还有人没有')), element('ul', 'plain quiet', ...lines));
  }

  function row(site, at, on) {
    const name = near(site);
    const words_ = element('span', 'row__words', element('span', 'row__name', name), element('span', 'row__more quiet', site.district || words.place(site.lon, site.lat)));
    const face = element('button', 'row__face', element('span', 'row__rank row__rank--site', String(site.rank)), words_, element('strong', 'row__figure', figure(site)));
    face.type = 'button';
    face.addEventListener('click', () => on.show(at));
    const one = button(t('只采用这处'), 'link-button row__add', () => on.one(at));
    one.setAttribute('aria-label', t('只采用 {name}', { name }));
    return element('li', 'row', face, one);
  }

  // Whom it newly covers; where a model looks at ways alone that may be nobody, and whom it has near is told.
  const figure = ({ people, near: all }) => (people > 0 ? `+${words.number(people)}` : t('近处 {count}', { count: words.number(all) }));

  const near = ({ name, place, lon, lat }) => name || place || words.place(lon, lat);

  function select(at) {
    Array.from(byId('sites-list').children).forEach((one, number) => one.classList.toggle('is-selected', number === at));
    const chosen = byId('sites-list').children[at];
    if (chosen) chosen.scrollIntoView({ block: 'nearest' });
  }

  window.page.planner = Object.assign(window.page.planner || {}, { suggesting: { form, show, hide, select, near, tellFault } });
})();
