// What the page says beside its figures: a notice with what to do, what is being worked on, and the live region.
(function () {
  'use strict';

  const { byId, button, element, fill, icon } = window.page.elements;
  const { t } = window.page.text;

  const LATE_MS = 400; // what is answered sooner needs no bar

  let timer = null;

  function announce(text) {
    byId('live').textContent = text;
  }

  // `more`: elements below the words.
  function show(key, words, ...more) {
    fill(byId('notice'), icon(key), element('div', 'plan-notice__words', element('p', '', words), ...more));
    byId('notice').hidden = false;
    announce(words);
  }

  function hide() {
    byId('notice').hidden = true;
  }

  function failed(error, again) {
    const words = {
      offline: t('网络断了。看到的是上一次的结果。'),
      server: t('服务暂时没有回答,请再试一次。'),
    };
    show(error.kind === 'offline' ? 'offline' : 'warning', words[error.kind] || error.message, button(t('再试一次'), 'link-button', again));
  }

  // ——— the bar of work ———

  function working(words, onCancel) {
    clearTimeout(timer);
    byId('work-words').textContent = words;
    byId('work-share').removeAttribute('value');
    byId('work-cancel').onclick = onCancel;
    timer = setTimeout(() => {
      byId('work').hidden = false;
    }, LATE_MS);
  }

  // `share`: 0 to 1, or null while it waits its turn.
  function progress(share) {
    if (share === null) byId('work-share').removeAttribute('value');
    else byId('work-share').value = share;
  }

  function rest() {
    clearTimeout(timer);
    const hadFocus = byId('work').contains(document.activeElement);
    byId('work').hidden = true;
    if (hadFocus) byId('main').focus();
  }

  window.page.planner = Object.assign(window.page.planner || {}, { notice: { announce, show, hide, failed, working, progress, rest } });
})();
