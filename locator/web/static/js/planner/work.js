// One work at a time: a new one calls off the last, whose answer is never shown.
(function () {
  'use strict';

  const { button, byId } = window.page.elements;
  const { t } = window.page.text;
  const { notice } = window.page.planner;

  let current = null;

  // `run` gets a way to tell its progress and gives {done, cancel}; `again` starts the same anew. Gives the answer, or null
  // where it failed, was cancelled or came too late.
  async function begin(words, run, again) {
    if (current) current.cancel();
    let mine = null; // a work may tell its progress while it is being begun
    mine = run((share) => mine === current && notice.progress(share));
    current = mine;
    byId('results').setAttribute('aria-busy', 'true');
    notice.working(words, () => stop(mine, again));
    try {
      const answer = await mine.done;
      return over(mine) ? answer : null;
    } catch (error) {
      if (over(mine) && error.name !== 'AbortError') notice.failed(error, again);
      return null;
    }
  }

  function stop(mine, again) {
    mine.cancel();
    if (over(mine)) notice.show('info', t('取消了。看到的是上一次的结果。'), button(t('再算一次'), 'link-button', again));
  }

  // Whether it was the current one until now.
  function over(mine) {
    if (mine !== current) return false;
    current = null;
    notice.rest();
    byId('results').setAttribute('aria-busy', 'false');
    return true;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { work: { begin, isBusy: () => current !== null } });
})();
