// Stations on the map. A text from data becomes an element's text, never markup.
//
//   const mark = stationMarks.draw(map, feature, { lang, label, onActivate });
//   mark.select(true); mark.crowd(true); mark.remove();
//
// `feature` is one of the API's: a WGS84 point, properties.name, open_state, precision, uncertainty_m. A position
// known to the street gets a pin (open: filled dot, closed: ring with a bar, unknown: dashed ring); a vaguer one
// gets a dashed circle of its uncertainty and a label, never a pin; from far off the label shrinks to a sign.
(function () {
  'use strict';

  const SVG = 'http://www.w3.org/2000/svg';
  const EXACT = ['rooftop', 'street'];
  const FAR_PX = 90; // a ring that is narrower on the screen carries no words
  const WORDS = {
    zh: { open: '开放中', closed: '已关门', unknown: '开放时间未知', area: (r) => `约在此区 (±${r})` },
    en: { open: 'open', closed: 'closed', unknown: 'hours unknown', area: (r) => `somewhere here (±${r})` },
  };
  const UNITS = { zh: ['米', '公里'], en: ['m', 'km'] };
  const SHAPES = {
    open: [['circle', 'mark__filled', { cx: 22, cy: 22, r: 11 }], ['circle', 'mark__core', { cx: 22, cy: 22, r: 3.5 }]],
    closed: [
      ['circle', 'mark__ring', { cx: 22, cy: 22, r: 9.5 }],
      ['line', 'mark__bar', { x1: 17.5, y1: 22, x2: 26.5, y2: 22 }],
    ],
    unknown: [['circle', 'mark__ring', { cx: 22, cy: 22, r: 9.5 }]],
  };

  const stateOf = (properties) => (properties.open_state in SHAPES ? properties.open_state : 'unknown');

  function distance(metres, lang) {
    const [m, km] = UNITS[lang];
    if (metres < 995) return `${Math.round(metres / 10) * 10} ${m}`;
    return `${(metres / 1000).toFixed(metres < 9950 ? 1 : 0).replace(/\.0$/, '')} ${km}`;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function shape(name, className, attributes) {
    const made = document.createElementNS(SVG, name);
    made.setAttribute('class', className);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  function pin(state) {
    const svg = shape('svg', 'mark__shape', { viewBox: '0 0 44 44', 'aria-hidden': 'true' });
    svg.append(shape('circle', 'mark__edge', { cx: 22, cy: 22, r: 13.5 }));
    SHAPES[state].forEach((part) => svg.append(shape(...part)));
    return svg;
  }

  function areaLabel(name, vague) {
    const label = element('span', 'mark-area__label');
    label.append(element('span', 'mark-area__name', name), element('span', 'mark-area__vague', vague));
    return label;
  }

  // ——— a mark's layers: the button (for pointer, keyboard and screen reader), and for a vague one its ring ———

  function marker(latlng, className, content, size) {
    const icon = L.divIcon({ html: content, className, iconSize: [size, size] });
    return L.marker(latlng, { icon, keyboard: false, riseOnHover: true });
  }

  function pinLayers(latlng, state) {
    const content = element('span', `mark mark--${state}`);
    content.append(pin(state));
    return { button: content, layers: [marker(latlng, 'mark-place', content, 44)] };
  }

  function areaLayers(latlng, state, radius, content) {
    content.classList.add(`mark--${state}`);
    const ring = L.circle(latlng, { radius, className: `mark-area-ring mark--${state}` });
    return { button: content, layers: [marker(latlng, 'mark-place mark-area', content, 0), ring] };
  }

  function madeOf(latlng, properties, lang, label) {
    const state = stateOf(properties);
    const words = WORDS[lang];
    const name = label || properties.name;
    const spoken = [name, words[state]];
    if (EXACT.includes(properties.precision)) return { ...pinLayers(latlng, state), spoken };
    const vague = words.area(distance(properties.uncertainty_m, lang));
    const content = areaLabel(name, vague);
    return { ...areaLayers(latlng, state, properties.uncertainty_m, content), spoken: [...spoken, vague] };
  }

  function makeButton(button, spoken) {
    button.tabIndex = 0;
    button.setAttribute('role', 'button');
    button.setAttribute('aria-label', spoken.join(', '));
  }

  function listen({ button, layers }, map, onActivate) {
    button.addEventListener('focus', () => map.panInside(layers[0].getLatLng(), { padding: [44, 44] }));
    layers.forEach((layer) =>
      layer.on('click', (event) => {
        L.DomEvent.stopPropagation(event); // or the map would take it for a click beside the station
        onActivate();
      }),
    );
    button.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      onActivate();
    });
  }

  // Words only where there is room for them, at every zoom anew; they stand on the ring's upper edge, so that rings
  // with one middle keep their words apart.
  function keepInProportion({ button, layers: [place, ring] }, map, group) {
    if (!ring) return () => {};
    const fit = () => {
      const bounds = ring.getBounds();
      const [west, east] = [bounds.getWest(), bounds.getEast()].map((lon) => map.latLngToLayerPoint([bounds.getNorth(), lon]).x);
      const isFar = east - west < FAR_PX;
      button.classList.toggle('is-far', isFar);
      const isSign = isFar || button.classList.contains('is-crowded');
      place.setLatLng(isSign ? ring.getLatLng() : [bounds.getNorth(), ring.getLatLng().lng]);
    };
    map.on('zoomend', fit);
    group.on('remove', () => map.off('zoomend', fit));
    fit();
    return fit;
  }

  // The one that is asked about lies above the others.
  function raise([marker, ring], on) {
    marker.setZIndexOffset(on ? 1000 : 0);
    if (ring && on) ring.bringToFront();
  }

  function draw(map, feature, { lang = 'zh', label, onActivate = () => {} } = {}) {
    const [lon, lat] = feature.geometry.coordinates;
    const made = madeOf(L.latLng(lat, lon), feature.properties, lang, label);
    const group = L.layerGroup(made.layers).addTo(map);
    const [place, ring] = made.layers;
    makeButton(made.button, made.spoken);
    listen(made, map, () => onActivate(feature));
    const fit = keepInProportion(made, map, group);
    return {
      layer: group,
      element: made.button,
      bounds: ring ? ring.getBounds() : L.latLngBounds([place.getLatLng()]),
      select: (on) => {
        [made.button, ...(ring ? [ring.getElement()] : [])].forEach((part) => part.classList.toggle('is-selected', on));
        raise(made.layers, on);
      },
      crowd: (on) => {
        made.button.classList.toggle('is-crowded', on); // a page finds that others need the room
        fit();
      },
      remove: () => group.remove(),
    };
  }

  window.stationMarks = { draw };
})();
