// A station's card, made from the pattern that the server's own cards are made from (cards.py says the same).
(function () {
  'use strict';

  const { element, fill, icon } = window.page.elements;
  const { t, pieces } = window.page.text;
  const { VAGUE_SPOT_M, checked, distance, isExact, range, state, until, walkMinutes } = window.page.words;
  const { go } = window.page;

  const QUICK_AMENITIES = ['drinking_water', 'microwave', 'phone_charging', 'toilet', 'cooling'];
  const MOST_AMENITIES = 6;
  const MINUTE_MS = 60 * 1000;

  // `view`: { spot, at, isNow }, from where and for which moment.
  function card(pattern, feature, view) {
    const made = pattern.content.firstElementChild.cloneNode(true);
    const slot = (name) => made.querySelector(`[data-slot="${name}"]`);
    const { id, properties } = feature;
    const page = `/stations/${encodeURIComponent(id)}`;
    made.dataset.id = id;
    made.dataset.state = properties.open_state;
    slot('name').textContent = properties.name;
    slot('link').setAttribute('href', page);
    slot('details').setAttribute('href', page);
    show(slot('reach'), reach(properties, view.spot));
    fillState(slot('state'), properties, view);
    show(slot('notices'), late(properties, view).concat((properties.notices || []).map(({ text }) => text)).map(notice));
    fill(slot('entry'), ...entry(properties));
    show(slot('audience'), audience(properties));
    fill(slot('amenities'), ...amenities(properties));
    fill(slot('place'), ...place(properties));
    fillChecked(slot('checked'), properties, view);
    go.offer(slot('go'), slot('apps'), properties);
    return made;
  }

  function show(node, children) {
    fill(node, ...children);
    node.hidden = children.length === 0;
  }

  // The numbers that matter. What is known only roughly, be it the station or the spot, is told as a range.
  function reach(properties, spot) {
    if (!spot || properties.distance_m === undefined) return [];
    if (!isExact(properties) || spot.radius > VAGUE_SPOT_M) {
      const least = Math.max(0, properties.distance_min_m - spot.radius);
      return [element('strong', 'card__range', range(least, properties.distance_max_m + spot.radius))];
    }
    const minutes = walkMinutes(properties);
    const metres = properties.walk_by === 'streets' ? properties.walk_m : properties.distance_m;
    const far = element('span', 'card__far', ...largeFigure(distance(metres)));
    return minutes === null ? [far] : [...walking(minutes, properties.walk_by), ' · ', far];
  }

  function walking(count, by) {
    const minutes = element('strong', '', String(count));
    return by === 'streets' ? pieces('步行 {minutes} 分钟', { minutes }) : pieces('步行约 {minutes} 分钟(估计)', { minutes });
  }

  function largeFigure(words) {
    const [, before, figure, after] = /^(\D*)([\d.]+)(.*)$/.exec(words);
    return [before, element('strong', '', figure), after];
  }

  function fillState(node, properties, { at, isNow }) {
    const words = state(properties.open_state, isNow);
    const end = until(properties, at, isNow);
    node.className = `card__state state state--${properties.open_state}`;
    fill(node, icon(properties.open_state), element('span', '', end ? `${words} · ${end}` : words));
  }

  // Open now, but not any more when one gets there on foot.
  function late(properties, { spot, at, isNow }) {
    const { open_state: key, open_until: end } = properties;
    if (!isNow || !spot || spot.radius > VAGUE_SPOT_M || key !== 'open' || !end) return [];
    const minutes = walkMinutes(properties);
    return minutes !== null && new Date(end) - at < minutes * MINUTE_MS ? [t('走过去大概已经关门了。')] : [];
  }

  function notice(text) {
    return element('li', 'card__line card__line--notice', icon('warning'), element('span', '', text));
  }

  function entry(properties) {
    const registration = { true: t('要先登记'), false: t('不用登记') }[properties.registration_required];
    const words = [properties.entry_name, registration, properties.entry_note].filter(Boolean).join(' · ');
    const said = words ? element('span', '', words) : element('span', 'unknown', t('进门方式未知'));
    return [icon(properties.entry ? `entry_${properties.entry}` : 'door'), said];
  }

  function audience({ audience: keys = [], audience_names: names = {} }) {
    if (!keys.length) return [];
    const people = keys.map((key) => names[key]).join(t('、'));
    const words = keys.includes('public') ? t('谁都可以进') : t('服务对象:{people}', { people });
    return [icon('people'), element('span', '', words)];
  }

  function amenities(properties) {
    const there = Object.keys(properties.amenities).filter((key) => properties.amenities[key] === 'yes');
    const sorted = QUICK_AMENITIES.filter((key) => there.includes(key)).concat(there.filter((key) => !QUICK_AMENITIES.includes(key)));
    const made = sorted.slice(0, MOST_AMENITIES).map((key) => amenity(key, properties));
    const count = sorted.length - MOST_AMENITIES;
    return count > 0 ? made.concat(element('li', 'amenity amenity--more', t('还有 {count} 样', { count }))) : made;
  }

  function amenity(key, { amenity_names: names, broken = [] }) {
    const isBroken = broken.includes(key);
    const words = isBroken ? t('{amenity}坏了', { amenity: names[key] }) : names[key];
    return element('li', isBroken ? 'amenity amenity--broken' : 'amenity', icon(key), element('span', '', words));
  }

  function place(properties) {
    const where = [properties.address, properties.landmark].filter(Boolean).join(',');
    if (isExact(properties)) return [where];
    const vague = t('约在此区 (±{radius})', { radius: distance(properties.uncertainty_m) });
    return [element('span', 'vague', icon('area'), vague), ' ', where];
  }

  function fillChecked(node, properties, { at }) {
    const { words, isOld } = checked(properties.verified_on, at);
    node.textContent = words;
    node.classList.toggle('is-old', isOld);
  }

  window.page = Object.assign(window.page || {}, { card: { card } });
})();
