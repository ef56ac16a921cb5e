// Long work on the server: a question starts a job, which is asked after until it is done. What was answered once is
// remembered for as long as the page is open.
//
//   const work = jobs.start('coverage', ask, (share, told) => …);
//   await work.done;   the document; a Failure, or {name: 'AbortError'} once it was cancelled
//   work.cancel();
(function () {
  'use strict';

  const { Failure } = window.page.api;
  const { lang } = window.page.text;

  const FIRST_WAIT_MS = 250;
  const LONGEST_WAIT_MS = 2000;
  const KIND_OF = { 400: 'wrong', 404: 'unknown', 422: 'wrong' };
  const MOST_KEPT = 60;
  const known = new Map();

  const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  const cancelled = () => Object.assign(new Error('cancelled'), { name: 'AbortError' });

  async function fetched(path, options) {
    let answer = null;
    try {
      answer = await fetch(path, Object.assign({ credentials: 'same-origin', cache: 'no-store' }, options));
    } catch (error) {
      throw new Failure('offline');
    }
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) return { body, at: answer.headers.get('Location') };
    throw failure(KIND_OF[answer.status] || 'server', body);
  }

  function failure(kind, problem) {
    const what = (lang === 'en' && problem.detail) || problem.title; // the detail says the same in the other language
    const told = [what, problem.remedy].filter((one) => typeof one === 'string' && one);
    return Object.assign(new Failure(kind, told.join(' · ')), { field: problem.field || problem.parameter });
  }

  function start(kind, ask, onProgress) {
    const key = JSON.stringify([kind, ask]);
    const work = { isOver: false, at: null };
    const done = known.has(key) ? Promise.resolve(known.get(key)) : run(work, kind, ask, onProgress || (() => {}));
    return {
      done: done.then((document) => remember(key, document)),
      cancel: () => cancel(work),
    };
  }

  function remember(key, document) {
    known.delete(key);
    known.set(key, document);
    if (known.size > MOST_KEPT) known.delete(known.keys().next().value);
    return document;
  }

  async function run(work, kind, ask, onProgress) {
    const options = { method: 'POST', headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' }, body: JSON.stringify(ask) };
    const { body, at } = await fetched(`/api/v1/${kind}`, options);
    work.at = at;
    if (work.isOver) leave(work);
    if (work.isOver) throw cancelled();
    return at ? follow(work, onProgress) : body;
  }

  async function follow(work, onProgress) {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.4)) {
      const { body: job } = await fetched(work.at, {});
      if (work.isOver || job.state === 'cancelled') throw cancelled();
      if (job.state === 'failed') throw failure('wrong', job.problem || {});
      if (job.state === 'done') return Object.assign({ job: job.id }, job.result);
      onProgress(job.state === 'waiting' ? null : job.progress, job.told || '');
      await pause(wait);
      if (work.isOver) throw cancelled();
    }
  }

  function cancel(work) {
    if (work.isOver) return;
    work.isOver = true;
    leave(work);
  }

  function leave(work) {
    if (work.at) fetch(work.at, { method: 'DELETE', credentials: 'same-origin', keepalive: true }).catch(() => {});
  }

  const layer = (id, name) => fetched(`/api/v1/jobs/${encodeURIComponent(id)}/${name}.geojson`, { cache: 'default' }).then(({ body }) => body);

  window.page.planner = Object.assign(window.page.planner || {}, { jobs: { start, layer } });
})();
