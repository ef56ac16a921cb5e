// Asking our own server. Positions and addresses travel in a body, never in an address that a log would keep.
(function () {
  'use strict';

  const PATIENCE_MS = 20000;

  // kind: 'offline' nobody answered, 'unknown' no such place, 'wrong' a fault in what was asked, 'server' a fault there.
  class Failure extends Error {
    constructor(kind, title) {
      super(title || kind);
      this.kind = kind;
    }
  }

  const KIND_OF = { 400: 'wrong', 404: 'unknown' };

  function post(path, body, signal) {
    return ask(path, signal, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).then((answer) => answer.json());
  }

  function get(path, signal) {
    return ask(path, signal, {}).then((answer) => answer.json());
  }

  function page(path, signal) {
    return ask(path, signal, {})
      .then((answer) => answer.text())
      .then((text) => new DOMParser().parseFromString(text, 'text/html'));
  }

  async function ask(path, signal, options) {
    const answer = await patient(fetch(path, Object.assign({ signal, credentials: 'same-origin' }, options)));
    window.page.clock.hear(answer);
    if (answer.ok) return answer;
    const problem = await answer.json().catch(() => ({}));
    throw new Failure(KIND_OF[answer.status] || 'server', problem.title);
  }

  function patient(asked) {
    let timer;
    const late = new Promise((_, refuse) => {
      timer = setTimeout(() => refuse(new Failure('offline')), PATIENCE_MS);
    });
    return Promise.race([asked.catch(unanswered), late]).finally(() => clearTimeout(timer));
  }

  function unanswered(error) {
    if (error.name === 'AbortError') throw error;
    throw new Failure('offline');
  }

  // One question at a time: a newer one takes the place of the last, whose answer is never shown.
  function latest() {
    let current = null;
    return function () {
      if (current) current.abort();
      current = typeof AbortController === 'function' ? new AbortController() : { signal: undefined, abort() {} };
      const mine = current;
      return { signal: mine.signal, isStale: () => mine !== current };
    };
  }

  window.page = Object.assign(window.page || {}, { api: { Failure, post, get, page, latest } });
})();
