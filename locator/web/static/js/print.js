// The button that opens the browser's own print window.
(function () {
  'use strict';

  document.getElementById('print').addEventListener('click', () => window.print());
})();
