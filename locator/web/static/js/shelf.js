// The phone's shelf for packs: IndexedDB, and where the browser refuses that, this page's memory.
(function () {
  'use strict';

  const NAME = 'stations';
  const STORE = 'packs';

  const memory = new Map();
  let base = null;
  let stored = null;

  function open() {
    base = base || new Promise((resolve, reject) => {
      const asked = window.indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'cell' });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
      asked.onblocked = () => reject(new Error('blocked'));
    });
    return base;
  }

  async function inStore(mode, work) {
    const store = (await open()).transaction(STORE, mode).objectStore(STORE);
    return new Promise((resolve, reject) => {
      const asked = work(store);
      store.transaction.oncomplete = () => resolve(asked.result);
      store.transaction.onabort = () => reject(store.transaction.error);
    });
  }

  // Whatever goes wrong with the store: the page goes on with what it has in memory.
  function put(entry) {
    memory.set(entry.cell, entry);
    return inStore('readwrite', (store) => store.put(entry)).catch(() => {});
  }

  function remove(cell) {
    memory.delete(cell);
    return inStore('readwrite', (store) => store.delete(cell)).catch(() => {});
  }

  // Read once; from then on the memory has all that this page put there.
  async function all() {
    stored = stored || inStore('readonly', (store) => store.getAll()).catch(() => []);
    (await stored).splice(0).forEach((entry) => memory.has(entry.cell) || memory.set(entry.cell, entry));
    return Array.from(memory.values());
  }

  window.page = Object.assign(window.page || {}, { shelf: { all, put, remove } });
})();
