// Where answers come from: our server first, and what this phone keeps where nobody answers.
//
//   answers.nearest(question, signal) → {features, kept?: {at, isComplete}}   question: the API's, in WGS84
//   answers.station(id, signal)       → a feature like nearest's, without a distance; null where it is not known
//   answers.places(text, signal, near)→ the places of that name; where nobody answers, kept stations
//
// `kept.at` is the moment the kept data were right; `kept.isComplete` is false where a nearer one may be missing.
(function () {
  'use strict';

  const { get, post } = window.page.api;
  const { lang } = window.page.text;
  const { ground, kept } = window.page;

  const PATIENCE_MS = 6000; // where an answer is at hand on the phone
  const SHORT_PATIENCE_MS = 1500; // where the phone says it is offline, or the last question went unanswered
  const IDLE_MS = 5000;
  const MOST_FAVOURITES = 6; // a dozen packs are kept in all
  const LATE = {};

  let isAway = false;

  function nearest(asked, signal) {
    const question = Object.assign({ lang }, asked);
    return askedOrKept(
      () => post('/api/v1/nearest', question, signal).then((found) => keepRound(question, found)),
      () => kept.nearest(question),
      (answer) => answer.kept.isComplete,
    );
  }

  function station(id, signal) {
    return askedOrKept(
      () => get(cardPath(id), signal),
      () => kept.station(id),
      () => true,
    );
  }

  function places(text, signal, near) {
    const spot = near ? { near: { lon: near.lon, lat: near.lat } } : {};
    return askedOrKept(
      () => post('/api/v1/places', Object.assign({ text, lang }, spot), signal).then((found) => found.places),
      () => kept.places(text, near),
      () => false,
    );
  }

  function cardPath(id) {
    return `/api/v1/stations/${encodeURIComponent(id)}/card?lang=${lang}`;
  }

  // The server's answer. Where the phone has one that will do, the server gets a little time only.
  async function askedOrKept(ask, keptAnswer, willDo) {
    const asked = ask().then(heard);
    const early = await Promise.race([asked.catch(missed), later(patience())]);
    if (early !== LATE && !early.missed) return early;
    const known = await keptAnswer().catch(() => null);
    if (known && (early.missed || willDo(known))) return known;
    return asked;
  }

  function heard(answer) {
    isAway = false;
    return answer;
  }

  function missed(error) {
    if (error.kind !== 'offline') throw error;
    isAway = true;
    return { missed: true };
  }

  function patience() {
    return isAway || navigator.onLine === false ? SHORT_PATIENCE_MS : PATIENCE_MS;
  }

  function later(milliseconds) {
    return new Promise((resolve) => {
      setTimeout(resolve, milliseconds, LATE);
    });
  }

  // In the background, once the answer is on the screen: the packs of the spot and of the favourites, and the ground.
  function keepRound({ lon, lat }, found) {
    const idle = window.requestIdleCallback || ((work) => setTimeout(work, IDLE_MS));
    idle(() => kept.keep(lon, lat).then((middle) => middle && ground.keep(...middle)).then(keepFavourites).catch(() => {}), { timeout: IDLE_MS });
    return found;
  }

  async function keepFavourites() {
    for (const { id } of window.page.mine.favourites().slice(0, MOST_FAVOURITES)) {
      if (await kept.station(id)) continue;
      const { geometry } = await get(cardPath(id));
      if (geometry) await kept.keep(...geometry.coordinates);
    }
  }

  window.page = Object.assign(window.page || {}, { answers: { nearest, station, places } });
})();
