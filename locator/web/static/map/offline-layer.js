// The offline base map: small vector tiles of our own server, drawn on canvas in the colours of map.css.
// A tile is described in locator/maps/basemap.py; letter sizes are those of locator/maps/labels.py.
(function () {
  'use strict';

  const TILE_PX = 256;
  const UNIT = 0.5; // px in a unit of a tile's coordinates
  const SOFT_COAST_ZOOM = 12;
  const SOFT_STEPS = 16;
  const FONT = 'system-ui, "PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
  const DOT_GAP = 6;
  // kind → colour, letter height, weight, space between letters in em, radius of the dot
  const LETTERING = [
    { ink: 'ink-water', px: 15, weight: 'italic 400', spread: 0.6, dot: 0 },
    { ink: 'ink-province', px: 13, weight: '500', spread: 0.2, dot: 0 },
    { ink: 'ink', px: 15, weight: '600', spread: 0, dot: 3.2 },
    { ink: 'ink', px: 14, weight: '500', spread: 0, dot: 2.8 },
    { ink: 'ink', px: 13, weight: '400', spread: 0, dot: 2.3 },
    { ink: 'ink-soft', px: 12, weight: '400', spread: 0, dot: 1.8 },
    { ink: 'ink-soft', px: 11, weight: '400', spread: 0, dot: 1.4 },
  ];
  const COLOURS = [
    'sea', 'land', 'coast', 'river', 'grid', 'halo', 'dot',
    'ink', 'ink-soft', 'ink-province', 'ink-water', 'ink-figures',
  ];

  function colours(element) {
    const style = getComputedStyle(element);
    return Object.assign({}, ...COLOURS.map((name) => ({ [name]: style.getPropertyValue('--map-' + name).trim() })));
  }

  // Flat [x, y, dx, dy, …] lists as one path.
  function path(lists, closed) {
    const shape = new Path2D();
    for (const list of lists || []) {
      let x = list[0] * UNIT;
      let y = list[1] * UNIT;
      shape.moveTo(x, y);
      for (let i = 2; i < list.length; i += 2) {
        x += list[i] * UNIT;
        y += list[i + 1] * UNIT;
        shape.lineTo(x, y);
      }
      if (closed) shape.closePath();
    }
    return shape;
  }

  // ——— land and water ———

  // Coasts are known to some hundred metres. Far out a crisp line is true; close in it fades instead.
  function drawLand(pen, tile, zoom, paint) {
    const land = path(tile.land, true);
    pen.fillStyle = paint.sea;
    pen.fillRect(0, 0, TILE_PX, TILE_PX);
    pen.lineJoin = 'round';
    pen.strokeStyle = zoom < SOFT_COAST_ZOOM ? paint.coast : paint.land;
    const widths = zoom < SOFT_COAST_ZOOM ? [2] : softWidths(zoom);
    pen.globalAlpha = zoom < SOFT_COAST_ZOOM ? 1 : 0.16;
    for (const width of widths) {
      pen.lineWidth = width;
      pen.stroke(land);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = paint.land;
    pen.fill(land, 'evenodd');
  }

  function softWidths(zoom) {
    const widest = Math.min(240, 2 * 10 * 2 ** (zoom - SOFT_COAST_ZOOM));
    return Array.from({ length: SOFT_STEPS }, (_, i) => ((i + 1) * widest) / SOFT_STEPS);
  }

  function drawWaters(pen, tile, zoom, paint) {
    const lakes = path(tile.lakes, true);
    pen.strokeStyle = paint.river;
    pen.lineCap = 'round';
    pen.lineWidth = zoom < 6 ? 0.8 : zoom < 9 ? 1.2 : 1.8;
    pen.stroke(path(tile.rivers, false));
    pen.fillStyle = paint.sea;
    pen.fill(lakes, 'evenodd');
    if (zoom < SOFT_COAST_ZOOM) {
      pen.strokeStyle = paint.coast;
      pen.lineWidth = 1;
      pen.stroke(lakes);
    }
  }

  // ——— graticule: a line every so many degrees, as on paper ———

  const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
  const LINE_PX = 190; // the least distance between two lines
  const FIRST_FIGURES_ZOOM = 12;

  function stepAt(zoom) {
    const degrees = (360 / (TILE_PX * 2 ** zoom)) * LINE_PX;
    return STEPS.filter((step) => step >= degrees).pop() || STEPS[0];
  }

  // The lines that cross a tile or its margin: [degrees, px] of each.
  function lines(first, last, step, place) {
    const found = [];
    for (let i = Math.ceil(first / step); i * step < last; i++) found.push([i * step, Math.round(place(i * step)) + 0.5]);
    return found;
  }

  function graticule(coords) {
    const side = 2 ** coords.z;
    const step = stepAt(coords.z);
    const lon = (x) => (x / side) * 360 - 180;
    const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI;
    const column = (degrees) => (((degrees + 180) / 360) * side - coords.x) * TILE_PX;
    const mercator = (degrees) => (1 - Math.asinh(Math.tan((degrees * Math.PI) / 180)) / Math.PI) / 2;
    const row = (degrees) => (mercator(degrees) * side - coords.y) * TILE_PX;
    return {
      step,
      columns: lines(lon(coords.x - 0.5), lon(coords.x + 1), step, column),
      rows: lines(lat(coords.y + 1.1), lat(coords.y), step, row),
    };
  }

  function drawGraticule(pen, coords, paint) {
    const { step, columns, rows } = graticule(coords);
    pen.strokeStyle = paint.grid;
    pen.lineWidth = 1;
    pen.beginPath();
    columns.forEach(([, x]) => (pen.moveTo(x, 0), pen.lineTo(x, TILE_PX)));
    rows.forEach(([, y]) => (pen.moveTo(0, y), pen.lineTo(TILE_PX, y)));
    pen.stroke();
    if (coords.z >= FIRST_FIGURES_ZOOM) {
      columns.forEach(([lon, x]) => rows.forEach(([lat, y]) => drawFigures(pen, lon, lat, step, x, y, paint)));
    }
  }

  // The degrees of a crossing, where close in there may be little else to hold on to.
  function drawFigures(pen, lon, lat, step, x, y, paint) {
    const digits = Math.max(0, Math.ceil(-Math.log10(step)));
    const figure = (degrees, letters) => `${Math.abs(degrees).toFixed(digits)}°${letters[degrees < 0 ? 1 : 0]}`;
    pen.font = `400 10px ${FONT}`;
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
    pen.fillStyle = paint['ink-figures'];
    pen.fillText(`${figure(lon, 'EW')} ${figure(lat, 'NS')}`, x + 4, y - 4);
  }

  // ——— names ———

  function letter(pen, text, x, y, paint, ink) {
    pen.lineJoin = 'round';
    pen.lineWidth = 3.5;
    pen.strokeStyle = paint.halo;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink;
    pen.fillText(text, x, y);
  }

  function drawDot(pen, x, y, radius, paint) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fillStyle = paint.halo;
    pen.fill();
    pen.strokeStyle = paint.dot;
    pen.lineWidth = 1.6;
    pen.stroke();
  }

  // Widths are reckoned (a character is one em), not measured: both tiles under a name draw it alike.
  function drawLabel(pen, [x, y, kind, side, name], paint) {
    const style = LETTERING[kind];
    const ink = paint[style.ink];
    const halo = { ...paint, halo: kind === 0 ? paint.sea : paint.halo };
    pen.font = `${style.weight} ${style.px}px ${FONT}`;
    pen.textBaseline = 'middle';
    if (side) {
      drawDot(pen, x, y, style.dot, paint);
      pen.textAlign = side > 0 ? 'left' : 'right';
      letter(pen, name, x + side * DOT_GAP, y, halo, ink);
      return;
    }
    const letters = Array.from(name);
    const advance = style.px * (1 + style.spread);
    pen.textAlign = 'center';
    letters.forEach((sign, i) => letter(pen, sign, x + (i - (letters.length - 1) / 2) * advance, y, halo, ink));
  }

  // An arm of a signpost: an arrow that points the way, then the words.
  function drawArm(pen, [azimuth, words], x, y, paint) {
    const left = x - pen.measureText(words).width / 2;
    pen.save();
    pen.translate(left - 9, y);
    pen.rotate((azimuth * Math.PI) / 180);
    pen.beginPath();
    [[0, -6], [4, 4], [0, 1.5], [-4, 4]].forEach(([px, py]) => pen.lineTo(px, py));
    pen.closePath();
    pen.fillStyle = paint['ink-province'];
    pen.fill();
    pen.restore();
    pen.textAlign = 'left';
    letter(pen, words, left, y, paint, paint['ink-province']);
  }

  function drawSign(pen, [x, y, arms], paint) {
    pen.font = `400 12px ${FONT}`;
    pen.textBaseline = 'middle';
    arms.forEach((arm, i) => drawArm(pen, arm, x + 7, y + (i - (arms.length - 1) / 2) * 20, paint));
  }

  function drawTile(canvas, tile, coords, paint) {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.height = Math.round(TILE_PX * ratio);
    const pen = canvas.getContext('2d');
    pen.scale(canvas.width / TILE_PX, canvas.height / TILE_PX);
    drawLand(pen, tile, coords.z, paint);
    drawWaters(pen, tile, coords.z, paint);
    drawGraticule(pen, coords, paint);
    (tile.labels || []).forEach((label) => drawLabel(pen, label, paint));
    (tile.signs || []).forEach((sign) => drawSign(pen, sign, paint));
  }

  // ——— the layer ———

  L.OfflineLayer = L.GridLayer.extend({
    options: { tileSize: TILE_PX, minZoom: 0, maxZoom: 18, keepBuffer: 3, updateWhenZooming: false },

    initialize: function (url, options) {
      this._url = url;
      L.setOptions(this, options);
    },

    // what it is drawn from, in the page's language
    getAttribution: function () {
      return window.page ? window.page.text.t('概略图 Natural Earth · 地名 GeoNames CC BY') : this.options.attribution;
    },

    onAdd: function (map) {
      this._theme = matchMedia('(prefers-color-scheme: dark)');
      this._repaint = () => this.repaint();
      this._theme.addEventListener('change', this._repaint);
      this._paint = colours(map.getContainer());
      this.on('tileunload', this._abort, this);
      L.GridLayer.prototype.onAdd.call(this, map);
    },

    onRemove: function (map) {
      this._theme.removeEventListener('change', this._repaint);
      L.GridLayer.prototype.onRemove.call(this, map);
      this.off('tileunload', this._abort, this);
    },

    // Draws all tiles at hand again: the colours have changed.
    repaint: function () {
      this._paint = colours(this._map.getContainer());
      for (const { el } of Object.values(this._tiles)) {
        if (el.drawn) drawTile(el, ...el.drawn, this._paint);
      }
    },

    createTile: function (coords, done) {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = TILE_PX;
      canvas.abort = new AbortController();
      fetch(L.Util.template(this._url, coords), { signal: canvas.abort.signal })
        .then((answer) => {
          if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
          return answer.json();
        })
        .then((tile) => {
          canvas.drawn = [tile, coords];
          drawTile(canvas, tile, coords, this._paint);
          done(null, canvas);
        })
        .catch((error) => done(error, canvas));
      return canvas;
    },

    _abort: function (event) {
      event.tile.abort.abort();
    },
  });

  L.offlineLayer = (url, options) => new L.OfflineLayer(url, options);
})();
