// The time, also on a phone whose clock is wrong: every answer of our server tells its own, and the difference is kept
// for when there is no network. A slight one is left alone: answers take their time too.
(function () {
  'use strict';

  const KEY = 'clock-ahead-ms';
  const SLIGHT_MS = 90 * 1000;
  const FIRST_DATE = /\w+, [^,]+/; // where a server behind another says it too, there are two

  let ahead = read();

  function now() {
    return new Date(Date.now() - ahead);
  }

  function hear(answer) {
    const [told] = FIRST_DATE.exec(answer.headers.get('Date')) || [];
    const difference = Date.now() - Date.parse(told);
    if (Number.isNaN(difference)) return;
    ahead = Math.abs(difference) < SLIGHT_MS ? 0 : difference;
    try {
      if (ahead) window.localStorage.setItem(KEY, String(ahead));
      else window.localStorage.removeItem(KEY);
    } catch (refused) {
      // it holds as long as the page
    }
  }

  function read() {
    try {
      return Number(window.localStorage.getItem(KEY)) || 0;
    } catch (refused) {
      return 0;
    }
  }

  window.page = Object.assign(window.page || {}, { clock: { now, hear } });
})();
