// @ts-check
'use strict';

/*
 * On every page: opens the finder at `/` or Ctrl-K, and loads the files of the finder only then,
 * or at once on pages that contain it. The element of this script names them.
 */

(() => {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL('.', own.src);
  const { files = '', version = '' } = own.dataset;
  const root = document.querySelector('[data-faq-browse]');
  /** @type {Set<string>} */
  const loaded = new Set();
  /** @type {Promise<void> | undefined} */
  let loading;

  function load() {
    loading ??= loadAll().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  async function loadAll() {
    for (const name of files.split(' ')) {
      // A page that contains the finder has its style from the start.
      if (loaded.has(name) || (root && name.endsWith('.css'))) continue;
      // One after the other: a script must not run without those it builds on.
      await add(name);
      loaded.add(name);
    }
  }

  /** @param {string} name @returns {Promise<void>} */
  function add(name) {
    return new Promise((resolve, reject) => {
      const element = elementFor(`${new URL(name, folder).href}?v=${version}`, name);
      element.onload = () => resolve();
      element.onerror = () => reject(new Error(`${name} could not be loaded`));
      document.head.append(element);
    });
  }

  /** @param {string} address @param {string} name */
  function elementFor(address, name) {
    if (name.endsWith('.css')) {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      return link;
    }
    const script = document.createElement('script');
    script.src = address;
    return script;
  }

  /** @param {Error} error */
  function showFailure(error) {
    const message = root?.querySelector('.faq-failed');
    if (message instanceof HTMLElement) message.hidden = false;
    throw error;
  }

  async function open() {
    await load();
    const box = document.querySelector('.faq-browse .faq-words');
    if (box instanceof HTMLTextAreaElement && box.checkVisibility()) {
      box.focus();
      box.select();
    } else {
      FaqDialog.open();
    }
  }

  /** @param {KeyboardEvent} event */
  function isShortcut(event) {
    const { key, target } = event;
    if (event.altKey || event.isComposing || event.defaultPrevented) return false;
    if (event.ctrlKey || event.metaKey) return key.toLowerCase() === 'k' && !event.shiftKey;
    const typing =
      target instanceof HTMLElement &&
      (target.isContentEditable || /^(?:input|textarea|select)$/iu.test(target.tagName));
    return key === '/' && !typing;
  }

  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    // Sphinx's own script would focus the box of the sidebar.
    event.stopImmediatePropagation();
    open();
  });

  if (root) load().then(() => FaqFinder.start(root), showFailure);
})();
