// The planner: a question and a scenario go in, and out come figures, map, lists. Whatever changes is asked at once; an
// older answer on its way is called off.
(function () {
  'use strict';

  const { get } = window.page.api;
  const { byId } = window.page.elements;
  const { t } = window.page.text;
  const { planner } = window.page;
  const { jobs, notice, saved, work, scenario: scenarios } = planner;
  const { asked: askOf } = planner.question;

  const PAUSE_MS = 350;
  const NARROW = '(max-width: 1079px)'; // there the map comes after the forms, which are folded

  let question = null;
  let scenario = scenarios.EMPTY;
  let shown = null; // the answer on the page
  let shownOf = null; // and the question that it answers
  let proposal = null;
  let chosen = null;
  let timer = null;
  let isBehind = false; // what is shown answers an older question
  const names = new Map(); // of stations, as far as any answer told them

  const picture = planner.picture.picture({
    place: (lon, lat) => add({ lon, lat, opening_hours: planner.changes.ALWAYS_OPEN }),
    station: (station) => choose(station, false),
    press: (id) => choose(changed(id), false),
    move,
    site: (at) => sites.show(at),
    moveSite: (at, lon, lat) => sites.adopt(at, lon, lat),
    gap: (at) => showGap(shown.gaps[at], at),
  });
  const form = planner.question.form(asked);
  const panel = planner.changes.changes({
    add: (place) => add(place, true), move, remove, undo, undoAll: () => change(scenarios.EMPTY), choose: (station) => choose(station, true), placing: picture.placing,
  });
  const sites = planner.newsites.newsites(picture, { ask, adopt, changed: proposed, over: catchUp });
  planner.scenarios.panel({ open: (told) => change(told), current: () => scenario, compare });
  planner.finding.finding((station) => choose(station, true));
  planner.legend.legend(picture.toggle);
  planner.legend.note('catchments', '', false);
  document.addEventListener('DOMContentLoaded', begin);

  // ——— what is asked ———

  async function begin() {
    if (window.matchMedia(NARROW).matches) document.querySelectorAll('.part').forEach((part) => part.removeAttribute('open'));
    try {
      const offered = await get('/api/v1/planner');
      form.offer(offered);
      restore();
      if (planner.coarse.areAll(offered.amounts) && !question.coarse && scenarios.isEmpty(scenario)) {
        byId('results').setAttribute('aria-busy', 'false');
        planner.coarse.tell(anyway);
      } else refresh();
    } catch (error) {
      byId('results').setAttribute('aria-busy', 'false');
      notice.failed(error, () => window.location.reload());
    }
  }

  function restore() {
    const draft = saved.draft();
    if (draft) {
      form.write(draft.question);
      scenario = draft.scenario;
    }
    question = form.read();
    draw();
  }

  function anyway() {
    byId('coarse').checked = true;
    asked(form.read());
  }

  function ask() {
    clearTimeout(timer);
    return askOf(question, scenario);
  }

  function asked(wanted) {
    question = wanted;
    sites.drop();
    later();
  }

  function change(next) {
    scenario = next;
    panel.placing(false);
    sites.drop();
    choose(null);
    draw();
    later();
  }

  function draw() {
    panel.draw(scenario, (id) => names.get(id) || id);
    picture.changes(scenario, chosen);
  }

  function later() {
    saved.keepDraft({ question, scenario });
    isBehind = true;
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE_MS);
  }

  // Another work may have called off the answer to what was changed last.
  function catchUp() {
    if (isBehind && !work.isBusy()) refresh();
  }

  async function refresh() {
    const of = question;
    const wanted = ask();
    isBehind = true;
    const found = await work.begin(t('正在算覆盖…'), (progress) => jobs.start('coverage', wanted, progress), refresh);
    if (!found) return;
    isBehind = false;
    notice.hide();
    show(found, of);
    if (!scenarios.isEmpty(scenario)) tellChange(found, of);
  }

  // ——— what is shown ———

  function show(found, of) {
    const isElsewhere = !shownOf || shownOf.areas !== of.areas;
    [shown, shownOf] = [found, of];
    byId('results').classList.add('has-answer');
    tell(found, of, null);
    planner.tables.districts(found);
    planner.gaps.gaps(found, { show: showGap, add: addInGap });
    downloads();
    layers(found, isElsewhere).catch(() => planner.legend.note('cells', t('图层没有取到'), true));
    const last = found.bands[found.bands.length - 1];
    notice.announce(t('{reach}内覆盖 {share}', { reach: planner.words.reach(last), share: planner.words.percent(last.share) }));
  }

  function tell(found, of, before) {
    planner.headline.headline(found, of, before);
    planner.hours.hours(found, of, before, (hour) => of.day && form.setHour(hour));
  }

  // The same question without changes, so that the difference can be told.
  async function tellChange(found, of) {
    const before = await jobs.start('coverage', askOf(of, scenarios.EMPTY)).done.catch(() => null);
    if (before && shown === found) tell(found, of, before);
  }

  async function layers(found, isElsewhere) {
    const stations = await planner.layers.show(found, picture, () => shown !== found);
    if (shown !== found) return;
    stations.forEach(({ id, name }) => names.set(id, name));
    picture.stations(stations.filter(({ id }) => !changed(id)));
    draw();
    const box = form.boxOf(shownOf.areas);
    if (isElsewhere && box) picture.fit(box);
    else if (isElsewhere) picture.fitPeople();
  }

  function proposed(document) {
    proposal = document;
    downloads();
  }

  function downloads() {
    if (shown) planner.downloads.downloads(shown, proposal ? [[t('建议的新站点'), proposal]] : []);
  }

  function showGap(gap, at) {
    planner.gaps.select(at);
    if (gap.largest_empty_circle) picture.goRound(gap.largest_empty_circle);
    else picture.goTo(gap.lon, gap.lat);
  }

  // ——— what if ———

  // What the scenario makes of a station, or null where it leaves it alone.
  function changed(id) {
    const one = scenario.added.concat(scenario.moved).find((each) => each.id === id);
    return one ? Object.assign({ name: names.get(id) || id }, one) : null;
  }

  function choose(station, isSeen) {
    chosen = station;
    if (chosen && chosen.name) names.set(chosen.id, chosen.name);
    panel.choose(chosen, isSeen);
    picture.changes(scenario, chosen);
    if (chosen && isSeen) picture.goTo(chosen.lon, chosen.lat);
  }

  function add(place, isSeen) {
    change(scenarios.add(scenario, place));
    if (isSeen) picture.goTo(place.lon, place.lat);
  }

  function adopt(places) {
    change(places.reduce((before, place) => scenarios.add(before, place), scenario));
  }

  function addInGap({ lon, lat, near }) {
    add({ lon, lat, name: near && t('{place}(新)', { place: near }), opening_hours: planner.changes.ALWAYS_OPEN }, true);
  }

  function move(id, lon, lat) {
    change(scenarios.move(scenario, id, lon, lat));
    choose(changed(id), false);
  }

  function remove(id) {
    change(scenarios.remove(scenario, id));
    byId('find-station').focus();
  }

  function undo(id) {
    change(scenarios.undo(scenario, id));
    byId('place-one').focus();
  }

  // ——— side by side ———

  async function compare() {
    const now = scenarios.isEmpty(scenario) ? [] : [{ name: t('现在的改动'), scenario }];
    const all = [{ name: t('现状'), scenario: scenarios.EMPTY }].concat(saved.all(), now);
    await work.begin(t('正在比较…'), (progress) => planner.compare.compare(question, all, progress), compare);
    catchUp();
  }
})();
