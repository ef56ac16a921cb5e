// The colours of the map and the charts, read from the style sheet, so that light and dark stay in one place. Where few
// are served it stands out from the ground, in colour and in grey.
(function () {
  'use strict';

  const STEPS = [0.001, 0.25, 0.5, 0.75, 1.0001]; // shares below each; the last is everybody

  const read = (name) => window.getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const step = (share) => STEPS.findIndex((limit) => share < limit);

  function palette() {
    return {
      shares: STEPS.map((_, at) => read(`--share-${at}`)),
      edge: read('--ground'),
      states: { open: read('--open'), closed: read('--closed'), unknown: read('--unknown') },
    };
  }

  // Calls when light becomes dark or the other way round, and round printing.
  function onChange(callback) {
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    if (media.addEventListener) media.addEventListener('change', callback);
    else media.addListener(callback);
  }

  window.page.planner = Object.assign(window.page.planner || {}, { colours: { STEPS, step, palette, onChange } });
})();
