// @ts-check
'use strict';

/*
 * On every page: the drawers, and the dialog that `/`, Ctrl-K and the search boxes open. The finder's
 * scripts, which this script's element names, are loaded when a reader is about to search, or at once on
 * pages that contain the finder.
 */

const FaqOpen = (() => {
  const FAILURE = 'The search could not be loaded. Check your connection and reload the page.';
  const OPENERS = '.faq-open, .sidebar-search';

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL('.', own.src);
  const { files = '', version = '' } = own.dataset;
  const root = document.querySelector('[data-faq-browse]');
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector('.faq-dialog'));
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
    const ahead = document.createElement('link');
    Object.assign(ahead, { rel: 'preload', as: 'script', href: new URL('finder/index.js', folder).href });
    document.head.append(ahead);
    await Promise.all(files.split(' ').filter((name) => !loaded.has(name)).map(add));
    return FaqStore.open();
  }

  /** @param {string} name @returns {Promise<void>} */
  function add(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${new URL(name, folder).href}?v=${version}`;
      // They arrive in any order, but run in this one.
      script.async = false;
      const fail = () => reject(new Error(`${name} could not be loaded`));
      script.onload = () => {
        // A truncated script, or the page of a captive portal, arrives without an error. Each
        // bundle ends with a line that marks its element.
        if (!script.dataset.complete) return fail();
        loaded.add(name);
        resolve();
      };
      script.onerror = fail;
      document.head.append(script);
    });
  }

  /** Report a failure where the number of matches would be. @param {Error} error */
  function showFailure(error) {
    document.documentElement.removeAttribute('data-faq-asked');
    const status = (dialog ?? root)?.querySelector('.faq-status');
    if (status) status.textContent = FAILURE;
    throw error;
  }

  /** Load what a search needs, because a reader seems to be about to search. */
  function prepare() {
    // Opening the dialog reports what fails.
    load().catch(() => {});
  }

  /** Focus the box of the page, or show the dialog at once and fill it when its scripts are there. */
  function open() {
    const box = (dialog ?? root)?.querySelector('textarea');
    if (dialog && !dialog.open) dialog.showModal();
    box?.focus();
    box?.select();
    if (dialog) load().then((index) => FaqDialog.start(dialog, index)).catch(showFailure);
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

  /**
   * Move the focus into a drawer that opens, and close it once the reader has left it.
   * @param {HTMLElement} drawer
   */
  function connect(drawer) {
    drawer.addEventListener('toggle', () => {
      if (drawer.matches(':popover-open')) drawer.querySelector('button')?.focus();
    });
    drawer.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !drawer.contains(relatedTarget)) drawer.hidePopover();
    });
    drawer.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('a')) drawer.hidePopover();
    });
  }

  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    // Sphinx's own script would focus the sidebar's search box.
    event.stopImmediatePropagation();
    open();
  });
  for (const opener of document.querySelectorAll(OPENERS)) {
    opener.addEventListener('pointerenter', prepare);
    opener.addEventListener('focus', prepare);
    opener.addEventListener('click', (event) => {
      event.preventDefault();
      open();
    });
  }
  dialog?.addEventListener('keydown', (event) => {
    // Before the session's own keys: one press closes the dialog, whatever is in its box.
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    dialog.close();
  });
  for (const drawer of document.querySelectorAll('nav[popover]')) {
    if (drawer instanceof HTMLElement) connect(drawer);
  }

  if (root) load().then((index) => FaqFinder.start(root, index)).catch(showFailure);

  return Object.freeze({ FAILURE });
})();
