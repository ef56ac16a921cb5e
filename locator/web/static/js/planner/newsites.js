// Proposed sites from the question to the scenario: asked for, shown on the map and as a list, adopted or dropped.
//
//   const sites = newsites.newsites(picture, {ask() → the question as the API wants it, adopt(places),
//     changed(document or null), over()})
(function () {
  'use strict';

  const { byId } = window.page.elements;
  const { t } = window.page.text;
  const { changes, jobs, legend, notice, suggesting, work } = window.page.planner;

  function newsites(picture, on) {
    let proposed = null;

    suggesting.form(suggest);
    byId('adopt').addEventListener('click', () => adopt());
    byId('drop-sites').addEventListener('click', drop);

    async function suggest(wishes) {
      const ask = Object.assign(on.ask(), wishes);
      const found = await work.begin(t('正在找新站点…'), (progress) => jobs.start('suggest', ask, progress), () => suggest(wishes));
      if (!found) return on.over();
      notice.hide();
      drop();
      proposed = found;
      suggesting.show(found, { show, one: (at) => on.adopt([placeOf(found.sites[at])]) });
      const sites = found.sites.map((site) => Object.assign({}, site, { words: suggesting.near(site) }));
      picture.sites(sites);
      picture.fitMarks(sites);
      on.changed(found);
      byId('sites-head').focus();
      on.over();
      const { features } = await jobs.layer(found.job, 'catchments').catch(() => ({ features: [] }));
      if (proposed !== found) return undefined;
      picture.catchments(features);
      return legend.note('catchments', '', features.length > 0);
    }

    function drop() {
      if (!proposed) return;
      proposed = null;
      suggesting.hide();
      picture.sites([]);
      picture.catchments([]);
      legend.note('catchments', '', false);
      on.changed(null);
    }

    function show(at) {
      const { lon, lat } = proposed.sites[at];
      suggesting.select(at);
      picture.goTo(lon, lat);
    }

    // All of them; one that was dragged stands where it was let go.
    function adopt(dragged, lon, lat) {
      on.adopt(proposed.sites.map((site, at) => placeOf(at === dragged ? Object.assign({}, site, { lon, lat }) : site)));
    }

    return { drop, show, adopt };
  }

  function placeOf(site) {
    return { lon: site.lon, lat: site.lat, name: t('{place}(新)', { place: suggesting.near(site) }), opening_hours: changes.ALWAYS_OPEN };
  }

  window.page.planner = Object.assign(window.page.planner || {}, { newsites: { newsites } });
})();
