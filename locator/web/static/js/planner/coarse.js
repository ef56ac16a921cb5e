// Where every station is known by its district only, nothing can be said of 500 metres: what then leads on.
(function () {
  'use strict';

  const { button, element } = window.page.elements;
  const { t } = window.page.text;
  const { notice } = window.page.planner;

  const WAYS = [
    [t('有名单就导入'), 'locator import stations.xlsx'],
    [t('让地址变成精确位置'), 'locator geocode'],
    [t('先用演示数据试一试'), 'locator demo --stations 2000'],
  ];

  const areAll = ({ exact }) => exact === 0;

  // `onAnyway` reckons with the middles of the districts.
  function tell(onAnyway) {
    const ways = element('ul', 'ways', ...WAYS.map(([words, command]) => element('li', '', `${words}:`, element('code', '', command))));
    notice.show('warning', t('登记的站点都只知道在哪个区,位置太粗,算不出近不近。'), ways, button(t('仍用区的中心粗算一遍'), 'button', onAnyway));
  }

  window.page.planner = Object.assign(window.page.planner || {}, { coarse: { areAll, tell } });
})();
