// A station's card, made from the pattern that the server's own cards are made from.
(function () {
  'use strict';

  const { both, element, fill, icon } = window.page.elements;
  const { STATES, VAGUE_SPOT_M, distance, isExact, range, until, walk } = window.page.words;

  const APPS = {
    amap: ['高德地图', 'Amap'],
    baidu: ['百度地图', 'Baidu Maps'],
    tencent: ['腾讯地图', 'Tencent Maps'],
    apple: ['苹果地图', 'Apple Maps'],
    geo: ['其他地图', 'Other map app'],
  };
  const GO = ['去这里', 'Go there'];
  const SEARCH = ['按名称搜索', 'Search by name'];

  function card(pattern, feature, spot, now) {
    const made = pattern.content.firstElementChild.cloneNode(true);
    const slot = (name) => made.querySelector(`[data-slot="${name}"]`);
    const properties = feature.properties;
    const page = `/stations/${encodeURIComponent(feature.id)}`;
    made.dataset.id = feature.id;
    made.dataset.state = properties.open_state;
    slot('name').textContent = properties.name;
    slot('link').setAttribute('href', page);
    slot('details').setAttribute('href', page);
    fill(slot('reach'), ...reach(properties, spot));
    slot('reach').hidden = false;
    fill(slot('place'), ...place(properties));
    fillState(slot('state'), properties, now);
    fill(slot('amenities'), ...amenities(properties));
    offerApps(slot('go'), slot('apps'), properties);
    return made;
  }

  // The numbers that matter. What is known only roughly, be it the station or the spot, is told as a range.
  function reach(properties, spot) {
    if (!isExact(properties) || spot.radius > VAGUE_SPOT_M) {
      const least = Math.max(0, properties.distance_min_m - spot.radius);
      return [strong(range(least, properties.distance_max_m + spot.radius)[0])];
    }
    const minutes = walk(properties.distance_m);
    const far = strong(distance(properties.distance_m)[0]);
    return minutes ? [strong(minutes[0]), ' · ', far] : [far];
  }

  function strong(text) {
    return element('strong', '', text);
  }

  function place(properties) {
    const where = [properties.address, properties.landmark].filter(Boolean).join(',');
    if (isExact(properties)) return [where];
    const vague = `约在此区 (±${distance(properties.uncertainty_m)[0]})`;
    return [element('span', 'vague', icon('area'), vague), ' ', where];
  }

  function fillState(node, properties, now) {
    const [zh, en] = STATES[properties.open_state];
    const [untilZh, untilEn] = until(properties, now);
    node.className = `card__state state state--${properties.open_state}`;
    fill(
      node,
      icon(properties.open_state),
      both([untilZh ? `${zh} · ${untilZh}` : zh, untilEn ? `${en}, ${untilEn}` : en]),
    );
  }

  function amenities(properties) {
    return Object.keys(properties.amenities)
      .filter((key) => properties.amenities[key] === 'yes')
      .map((key) => element('li', 'amenity', icon(key), properties.amenity_names[key]));
  }

  // The link leads to the station's page; with a script it opens the choice of map apps right here.
  function offerApps(link, list, properties) {
    const exact = isExact(properties);
    const opener = element('button', link.className, icon(exact ? 'go' : 'search'), both(exact ? GO : SEARCH));
    opener.type = 'button';
    opener.dataset.slot = 'go';
    opener.setAttribute('aria-expanded', 'false');
    list.setAttribute('aria-label', '选择地图 Choose a map app');
    fill(list, ...Object.keys(APPS).filter((key) => properties.navigate[key]).map((key) => appLink(key, properties)));
    opener.addEventListener('click', () => {
      list.hidden = !list.hidden;
      opener.setAttribute('aria-expanded', String(!list.hidden));
      if (!list.hidden) list.scrollIntoView({ block: 'nearest' });
    });
    link.replaceWith(opener);
  }

  function appLink(key, properties) {
    const link = element('a', 'button', both(APPS[key]));
    link.setAttribute('href', properties.navigate[key]);
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    return element('li', '', link);
  }

  window.page = Object.assign(window.page || {}, { card: { card } });
})();
