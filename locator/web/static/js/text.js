// The page's texts. A text's id is its Chinese wording; in English the catalog that was loaded before this has the
// rest.
//
//   t('还有 {minutes} 分钟关门', { minutes })                        → a string
//   pieces('步行 {minutes} 分钟', { minutes: strong })             → strings and elements, for an element's append
(function () {
  'use strict';

  const PLACE = /\{(\w+)\}/;
  const catalog = window.pageTexts || {};
  const lang = document.documentElement.lang === 'en' ? 'en' : 'zh';

  function pieces(zh, values = {}) {
    const parts = (catalog[zh] || zh).split(PLACE); // every second part is the name of a place
    return parts.map((part, at) => (at % 2 ? values[part] : part)).filter((part) => part !== '');
  }

  function t(zh, values) {
    return values ? pieces(zh, values).join('') : catalog[zh] || zh;
  }

  window.page = Object.assign(window.page || {}, { text: { t, pieces, lang } });
})();
