// Scenarios that were given a name. They stay in this browser; a file carries them to another one.
(function () {
  'use strict';

  const { checked } = window.page.planner.scenario;

  const KEY = 'planner-scenarios';
  const DRAFT = 'planner-draft';
  const KIND = 'station-locator scenarios';
  const VERSION = 1;
  const MOST = 50;
  const MOST_LETTERS = 60;

  function read(key) {
    try {
      return JSON.parse(window.localStorage.getItem(key));
    } catch (refused) {
      return null;
    }
  }

  // Whether it is kept: a browser may refuse.
  function write(key, value) {
    try {
      window.localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch (refused) {
      return false;
    }
  }

  function owned(list) {
    if (!Array.isArray(list)) return [];
    const known = list.map((one) => one && { name: String(one.name || '').slice(0, MOST_LETTERS).trim(), scenario: checked(one.scenario) });
    return known.filter((one) => one && one.name && one.scenario).slice(-MOST);
  }

  const all = () => owned(read(KEY));

  // One of the same name gives way.
  function put(name, scenario) {
    return write(KEY, all().filter((one) => one.name !== name).concat({ name, scenario }).slice(-MOST));
  }

  function drop(name) {
    return write(KEY, all().filter((one) => one.name !== name));
  }

  const file = () => JSON.stringify({ kind: KIND, version: VERSION, scenarios: all() }, null, 2);

  // How many came in; null where the text is no such file.
  function takeIn(text) {
    let told = null;
    try {
      told = JSON.parse(text);
    } catch (broken) {
      return null;
    }
    if (!told || told.kind !== KIND || told.version !== VERSION || !Array.isArray(told.scenarios)) return null;
    const come = owned(told.scenarios);
    if (come.length < told.scenarios.length) return null; // all of it or nothing
    return come.every(({ name, scenario }) => put(name, scenario)) ? come.length : null;
  }

  // What is being worked on outlives a reload.
  const keepDraft = (draft) => write(DRAFT, draft);

  function draft() {
    const told = read(DRAFT);
    const scenario = told && checked(told.scenario);
    return scenario ? { question: told.question, scenario } : null;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { saved: { all, put, drop, file, takeIn, keepDraft, draft } });
})();
