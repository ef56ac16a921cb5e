// One line of the search box's suggestions: what it is, its name, where it lies.
(function () {
  'use strict';

  const { element, icon } = window.page.elements;
  const { t } = window.page.text;

  const KINDS = {
    station: { icon: 'door', name: t('站点') },
    division: { icon: 'area', name: t('行政区') },
    place: { icon: 'pin', name: t('地点') },
  };

  function option({ kind, name, where }, id) {
    const known = KINDS[kind] || KINDS.place;
    const item = element('li', `option option--${kind}`, icon(known.icon));
    item.append(
      element('span', 'option__name', name),
      element('span', 'hidden', `, ${known.name}, `),
      element('span', 'option__where', where || ''),
    );
    item.id = id;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    return item;
  }

  window.page = Object.assign(window.page || {}, { options: { option } });
})();
