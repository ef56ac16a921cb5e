// The ways to take the answer along: map files, a table, the report to print.
(function () {
  'use strict';

  const { byId, element, fill, icon } = window.page.elements;
  const { t, lang } = window.page.text;

  const FORMATS = [['geojson', t('地图 GeoJSON')], ['gpkg', t('地图 GeoPackage(QGIS)')], ['xlsx', t('表格 Excel')]];

  // `others`: further answers, such as the proposed sites: [[its words, document]].
  function downloads(document, others) {
    const parts = [[t('覆盖'), document]].concat(others);
    fill(byId('downloads'), ...parts.map(([words, { job }]) => row(words, job)));
    const report = byId('report');
    report.hidden = false;
    report.href = reportOf(parts[parts.length - 1][1].job);
  }

  const reportOf = (job) => `/planner/report/${encodeURIComponent(job)}?lang=${lang}`;

  function row(words, job) {
    const made = element('li', 'download', element('h3', 'download__name', words));
    FORMATS.forEach(([suffix, name]) => made.append(link(`/api/v1/jobs/${encodeURIComponent(job)}/result.${suffix}`, name, 'download')));
    made.append(link(reportOf(job), t('报告,可打印'), 'print'));
    return made;
  }

  function link(address, words, key) {
    const made = element('a', 'download__link', icon(key), element('span', '', words));
    made.href = address;
    if (key === 'download') made.setAttribute('download', '');
    return made;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { downloads: { downloads } });
})();
