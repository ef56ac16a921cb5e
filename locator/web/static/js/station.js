// A station's own page: its mark on the map, the way there in one tap, favourite, share, copy. Every answer to a press
// is written into the live region, so that it is both seen and heard.
(function () {
  'use strict';

  const { byId } = window.page.elements;
  const { t, lang } = window.page.text;
  const { go, mine } = window.page;

  const page = byId('station');
  const feature = JSON.parse(byId('feature').textContent);
  const address = byId('address').textContent;

  let mark = drawMark(feature.properties);
  window.page.verdict.verdict((told) => {
    if (mark) mark.remove();
    mark = drawMark(Object.assign({}, feature.properties, told));
  });
  if (byId('way')) go.offer(byId('way'), byId('way-apps'), feature.properties);
  mine.sawRecently(feature);
  mine.onChange(showFavourite);
  showFavourite();
  byId('favourite').addEventListener('click', () => say(mine.toggle(feature) ? t('已收藏,只存在这部手机上。') : t('已取消收藏。')));
  byId('copy').addEventListener('click', () => copy(address, t('地址已复制。')));
  byId('share').addEventListener('click', share);

  function drawMark(properties) {
    if (!window.stationMap || !window.stationMarks || !feature.geometry) return null;
    return window.stationMarks.draw(window.stationMap, Object.assign({}, feature, { properties }), { lang });
  }

  function showFavourite() {
    byId('favourite').setAttribute('aria-pressed', String(mine.isFavourite(feature.id)));
  }

  function share() {
    const shared = { title: feature.properties.name, text: `${feature.properties.name}\n${address}`, url: page.dataset.url };
    if (!navigator.share) {
      copy(shared.url, t('网址已复制,可以粘贴给别人。'));
      return;
    }
    navigator.share(shared).catch((error) => {
      if (error.name !== 'AbortError') copy(shared.url, t('网址已复制,可以粘贴给别人。'));
    });
  }

  // The clipboard is refused without HTTPS and in some apps' browsers; then the old way, and at last the person's own hand.
  function copy(text, done) {
    const asked = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'));
    asked.then(
      () => say(done),
      () => (copySelected(text) ? say(done) : say(t('复制不了,请长按选中:{text}', { text }))),
    );
  }

  function copySelected(text) {
    const before = document.activeElement;
    const box = document.createElement('textarea');
    box.value = text;
    box.readOnly = true;
    box.className = 'hidden';
    document.body.append(box);
    box.select();
    let isCopied = false;
    try {
      isCopied = document.execCommand('copy');
    } catch (refused) {
      // told to the person by the caller
    }
    box.remove();
    if (before) before.focus();
    return isCopied;
  }

  // The same words twice are a change too, or nobody would hear the second time.
  function say(words) {
    const said = byId('said');
    said.textContent = '';
    setTimeout(() => {
      said.textContent = words;
    }, 50);
  }
})();
