// Marks that one takes hold of: proposed sites, added stations, the one that was chosen. Each can be dragged; what a drag
// does, the forms do for a keyboard.
(function () {
  'use strict';

  const { element } = window.page.elements;

  // `kind`: 'site', 'new', 'chosen' or 'moved'; `on`: {press, move(lon, lat)}.
  function mark(map, { kind, lon, lat, words, label }, on) {
    const face = element('span', `plan-mark plan-mark--${kind}`, element('span', 'plan-mark__words', words));
    face.tabIndex = 0;
    face.setAttribute('role', 'button');
    face.setAttribute('aria-label', label);
    face.title = label;
    const icon = window.L.divIcon({ html: face, className: 'mark-place', iconSize: [44, 44] });
    const made = window.L.marker([lat, lon], { icon, keyboard: false, draggable: Boolean(on.move), autoPan: true, riseOnHover: true }).addTo(map);
    made.on('click', (event) => {
      window.L.DomEvent.stopPropagation(event);
      on.press();
    });
    made.on('dragend', () => {
      const at = made.getLatLng().wrap();
      on.move(at.lng, at.lat);
    });
    face.addEventListener('focus', () => map.panInside(made.getLatLng(), { padding: [44, 44] }));
    face.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      on.press();
    });
    return made;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { marks: { mark } });
})();
