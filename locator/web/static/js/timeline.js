// Open states out of a timeline: when a station's doors open and close in the time to come. What a timeline looks like
// is told in locator/packs/timelines.py; `frame` says from when until when it holds: {from_minute, until_minute, states}.
(function () {
  'use strict';

  const MINUTE_MS = 60000;
  const CHINA_MS = 8 * 3600 * 1000;

  // The open state at a moment, in the API's words; unknown before and after what the timeline tells.
  function openingAt(frame, timeline, moment) {
    const minutes = moment.getTime() / MINUTE_MS - frame.from_minute;
    if (minutes < 0 || minutes >= frame.until_minute - frame.from_minute) return { open_state: 'unknown' };
    let [state, next, then] = [timeline.first, 0, null];
    for (let i = 0; i < timeline.flips.length; i += 2) {
      next += timeline.flips[i];
      then = timeline.flips[i + 1];
      if (next > minutes) return said(frame, state, next, then);
      state = then;
    }
    return said(frame, state, null, null);
  }

  function said(frame, state, minute, then) {
    const word = frame.states[state];
    const until = minute === null ? null : chinaTime((frame.from_minute + minute) * MINUTE_MS);
    const told = { open_state: word };
    if (word === 'open') told.open_until = until;
    if (word === 'closed') told.opens_at = frame.states[then] === 'open' ? until : null;
    return frame.states[then] === 'unknown' ? Object.assign(told, { unknown_from: until }) : told;
  }

  function chinaTime(milliseconds) {
    return `${new Date(milliseconds + CHINA_MS).toISOString().slice(0, 19)}+08:00`;
  }

  window.page = Object.assign(window.page || {}, { timeline: { openingAt } });
})();
