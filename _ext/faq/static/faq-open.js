// @ts-check
'use strict';

/*
 * On every page: open the finder at `/` or Ctrl-K. The finder's files, which this script's element
 * names, are loaded then, or at once on pages that contain the finder.
 */

const FaqOpen = (() => {
  const FAILURE = 'The search could not be loaded. Check your connection and reload the page.';
  /** Milliseconds for which the failure is shown on pages without the finder. */
  const NOTICE = 8000;

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL('.', own.src);
  const { files = '', version = '' } = own.dataset;
  const root = document.querySelector('[data-faq-browse]');
  /** @type {Set<string>} */
  const loaded = new Set();
  /** @type {Promise<Index> | undefined} */
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
      // One after the other: a script needs those before it.
      await add(name);
      loaded.add(name);
    }
    return FaqStore.open();
  }

  /** @param {string} name @returns {Promise<void>} */
  function add(name) {
    return new Promise((resolve, reject) => {
      const element = elementFor(`${new URL(name, folder).href}?v=${version}`, name);
      const fail = () => reject(new Error(`${name} could not be loaded`));
      element.onload = () => {
        // A truncated script, or the page of a captive portal, arrives without an error. Each
        // bundle ends with a line that marks its element.
        if (name.endsWith('.css') || element.dataset.complete) resolve();
        else fail();
      };
      element.onerror = fail;
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

  /**
   * Report a failure where the number of matches would be, or at the edge of the page.
   * @param {Error} error
   */
  function showFailure(error) {
    const status = root?.querySelector('.faq-status');
    if (status) {
      status.textContent = FAILURE;
    } else {
      document.querySelector('.faq-notice')?.remove();
      const notice = document.createElement('p');
      notice.className = 'faq-notice';
      notice.setAttribute('role', 'alert');
      notice.textContent = FAILURE;
      document.body.append(notice);
      setTimeout(() => notice.remove(), NOTICE);
    }
    throw error;
  }

  /** @param {Index} index */
  function open(index) {
    const box = document.querySelector('.faq-browse .faq-words');
    if (box instanceof HTMLTextAreaElement && box.checkVisibility()) {
      box.focus();
      box.select();
    } else {
      FaqDialog.open(index);
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
    // Sphinx's own script would focus the sidebar's search box.
    event.stopImmediatePropagation();
    load().then(open).catch(showFailure);
  });

  if (root) load().then((index) => FaqFinder.start(root, index)).catch(showFailure);

  return Object.freeze({ FAILURE });
})();
