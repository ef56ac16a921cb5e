// What the page says beside the list: a notice with what to do, and the live region that a screen reader reads out.
(function () {
  'use strict';

  const { button, byId, element, fill, icon } = window.page.elements;
  const { t, lang } = window.page.text;
  const { ago, distance } = window.page.words;

  const OLD_MS = 24 * 3600 * 1000;

  let announced = '';

  function announce(text) {
    byId('live').textContent = text;
  }

  // `action`: [words, what a press does], or nothing.
  function show(key, words, action) {
    const box = byId('notice');
    fill(box, icon(key), element('span', '', words));
    if (action) box.append(button(action[0], 'link-button', action[1]));
    box.hidden = false;
    if (announced !== words) announce(`${byId('summary').textContent} · ${words}`);
    announced = words;
  }

  function hide() {
    byId('notice').hidden = true;
    announced = '';
  }

  // An answer from what the phone keeps: how old it is, and what may be wrong with it.
  function kept({ at, isComplete }) {
    const age = Date.now() - Date.parse(at);
    const said = [t('没有网络,用的是手机里存的数据({age}的)。', { age: ago(Date.parse(at), Date.now()) })];
    if (age > OLD_MS) said.push(t('开放时间可能变了。'));
    if (isComplete === false) said.push(t('也许还有更近的没存下来。'));
    return said.join(lang === 'en' ? ' ' : '');
  }

  const vague = (radius) => t('定位不准(±{radius})。在地图上点一下您在的地方,距离就准了。', { radius: distance(radius) });
  const offline = () => t('网络断了。连上后会接着用,现在看到的是上一次的结果。');
  const failed = () => t('服务暂时没有回答,请再试一次。');
  const again = (retry) => [t('再试一次'), retry];

  window.page = Object.assign(window.page || {}, { notices: { announce, show, hide, kept, vague, offline, failed, again } });
})();
