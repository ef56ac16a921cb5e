// Making elements. A text from data only ever becomes an element's text, never markup.
(function () {
  'use strict';

  const SVG = 'http://www.w3.org/2000/svg';
  const SPRITE = document.documentElement.dataset.icons;

  function byId(id) {
    return document.getElementById(id);
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function icon(key) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `${SPRITE}#${key}`);
    svg.append(use);
    return svg;
  }

  function fill(node, ...children) {
    node.textContent = '';
    node.append(...children);
  }

  function button(words, className, onClick, key) {
    const made = element('button', className);
    made.type = 'button';
    if (key) made.append(icon(key));
    made.append(element('span', '', words));
    made.addEventListener('click', onClick);
    return made;
  }

  window.page = Object.assign(window.page || {}, { elements: { byId, element, icon, fill, button } });
})();
