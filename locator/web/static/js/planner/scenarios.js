// The scenarios that were saved: their list, and the way out to a file and back.
//
//   on: {open(scenario, name), current() → scenario, compare()}
(function () {
  'use strict';

  const { byId, button, element, fill } = window.page.elements;
  const { t } = window.page.text;
  const { notice, saved, scenario: scenarios } = window.page.planner;

  const LARGEST_FILE = 2 * 1024 * 1024;
  const FILE_NAME = 'scenarios.json';

  function panel(on) {
    byId('save').addEventListener('submit', (event) => {
      event.preventDefault();
      save(on);
    });
    byId('compare').addEventListener('click', on.compare);
    byId('export-scenarios').addEventListener('click', download);
    byId('import-scenarios').addEventListener('change', ({ target }) => takeIn(target, on));
    draw(on);
    return { draw: () => draw(on) };
  }

  function save(on) {
    const field = byId('scenario-name');
    const name = field.value.trim();
    if (!name) return fault(t('先起个名字。'), field);
    if (scenarios.isEmpty(on.current())) return fault(t('还没有改动可存:先加、移或撤一处站点。'), field);
    if (!saved.put(name, on.current())) return fault(t('浏览器不让存。可以导出成文件。'), field);
    fault('');
    field.value = '';
    draw(on);
    return notice.announce(t('已保存 {name}', { name }));
  }

  function fault(words, field) {
    byId('save-fault').hidden = !words;
    byId('save-fault').textContent = words;
    if (!field) return;
    field.focus();
  }

  function draw(on) {
    const all = saved.all();
    fill(byId('saved'), ...all.map((one) => row(one, on)));
    byId('compare').disabled = all.length === 0;
    byId('export-scenarios').disabled = all.length === 0;
  }

  function row({ name, scenario }, on) {
    const { added, moved, removed } = scenario;
    const more = t('加 {added},移 {moved},撤 {removed}', { added: added.length, moved: moved.length, removed: removed.length });
    const face = element('span', 'change__words', element('span', 'change__name', name), element('span', 'change__more quiet', more));
    const open = button(t('打开'), 'link-button', () => on.open(scenario, name));
    const drop = button(t('删除'), 'link-button', () => remove(name, scenario, on));
    open.setAttribute('aria-label', t('打开 {name}', { name }));
    drop.setAttribute('aria-label', t('删除 {name}', { name }));
    return element('li', 'change', face, open, drop);
  }

  // No question beforehand: it can be taken back.
  function remove(name, scenario, on) {
    saved.drop(name);
    draw(on);
    const back = button(t('撤销'), 'link-button', () => {
      saved.put(name, scenario);
      draw(on);
      notice.hide();
    });
    notice.show('info', t('删除了 {name}。', { name }), back);
    back.focus();
  }

  function download() {
    const address = URL.createObjectURL(new Blob([saved.file()], { type: 'application/json' }));
    const link = element('a', '');
    Object.assign(link, { href: address, download: FILE_NAME });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function takeIn(field, on) {
    const [file] = field.files;
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => {
      const count = file.size > LARGEST_FILE ? null : saved.takeIn(String(reader.result));
      draw(on);
      if (count === null) notice.show('warning', t('这个文件不是规划方案,什么也没有导入。'));
      else notice.show('check', t('导入了 {count} 个方案。', { count }));
      field.value = '';
    };
    reader.readAsText(file);
  }

  window.page.planner = Object.assign(window.page.planner || {}, { scenarios: { panel } });
})();
