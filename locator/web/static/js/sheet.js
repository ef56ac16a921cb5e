// The sheet over the map on a phone: three heights, by dragging its grip or by pressing it.
(function () {
  'use strict';

  const HEIGHTS = ['low', 'half', 'high'];
  const A_PRESS_PX = 8;
  const A_STEP_PX = 40;

  function sheet(body, grip, onChange) {
    if (!grip) return;
    let start = null;
    let dragged = false;

    function set(height) {
      body.dataset.sheet = height;
      grip.setAttribute('aria-expanded', String(height === 'high'));
      onChange();
    }

    function step(by) {
      const now = HEIGHTS.indexOf(body.dataset.sheet || 'half');
      set(HEIGHTS[Math.max(0, Math.min(HEIGHTS.length - 1, now + by))]);
    }

    grip.addEventListener('pointerdown', (event) => {
      start = event.clientY;
      dragged = false;
      grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener('pointermove', (event) => {
      if (start === null) return;
      const up = start - event.clientY;
      if (Math.abs(up) > A_PRESS_PX) dragged = true;
      if (Math.abs(up) < A_STEP_PX) return;
      step(Math.sign(up));
      start = null; // one step a drag
    });
    grip.addEventListener('click', () => {
      if (!dragged) set(body.dataset.sheet === 'high' ? 'half' : 'high');
    });
  }

  window.page = Object.assign(window.page || {}, { sheet: { sheet } });
})();
