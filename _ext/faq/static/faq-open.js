// @ts-check
'use strict';

/*
 * On every page: the drawers, and the dialog that `/`, Ctrl-K and the search boxes open. The finder's
 * script, which this script's element names, is loaded before a reader is likely to search. On pages that
 * contain the finder, the first sign of use starts it.
 */

const FaqOpen = (() => {
  const FAILURE = _('The search could not be loaded. Check your connection and reload the page.');
  const OPENERS = '.faq-open, .sidebar-search';
  /** Milliseconds after which the dialog shows more than its box, unless the reader has typed. */
  const SHORT = 150;
  /** Milliseconds after which it does so anyway, and the rest of the page is made inert. */
  const CALM = 500;

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL('.', own.src);
  const { file = '', version = '' } = own.dataset;
  const root = document.querySelector('[data-faq-browse]');
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector('.faq-dialog'));
  /** @type {Promise<Index> | undefined} */
  let loading;
  /** What had the focus before the dialog. @type {Element | null} */
  let opener = null;

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
    if (isMissing()) await addScript();
    return FaqStore.open();
  }

  /** Return whether the finder's script has not run to its end, which defines the dialog. */
  function isMissing() {
    return typeof FaqDialog === 'undefined';
  }

  /** @returns {Promise<void>} */
  function addScript() {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${new URL(file, folder).href}?v=${version}`;
      // A truncated script, or the page of a captive portal, arrives without an error.
      const end = () => (isMissing() ? reject(new Error(`${file} could not be loaded`)) : resolve());
      script.onload = end;
      script.onerror = end;
      document.head.append(script);
    });
  }

  /** Report a failure where the number of matches would be. @param {Error} error */
  function showFailure(error) {
    document.documentElement.removeAttribute('data-faq-asked');
    const status = (dialog ?? root)?.querySelector('.faq-status');
    status?.setAttribute('role', 'alert');
    if (status) status.textContent = FAILURE;
    throw error;
  }

  /** Load what a search needs, and fill the dialog. */
  async function fill() {
    const index = await load();
    if (dialog) await FaqDialog.start(dialog, index);
  }

  /** Fill the dialog ahead, because a reader seems to be about to search. */
  function prepare() {
    // Opening the dialog reports what fails.
    fill().catch(() => {});
  }

  /** Focus the box of the page, or show the dialog and fill it from its first frame on. */
  function open() {
    const box = (dialog ?? root)?.querySelector('textarea');
    // Not `showModal`, which first computes the style of the whole page anew: `enclose` does that later.
    if (dialog && !dialog.open) {
      opener = document.activeElement;
      dialog.show();
      setTimeout(() => box?.value || show(dialog), SHORT);
      setTimeout(() => {
        show(dialog);
        enclose(dialog);
      }, CALM);
    }
    box?.focus();
    // Selecting makes the browser lay out the page.
    if (box?.value) box.select();
    requestAnimationFrame(() => fill().catch(showFailure));
  }

  /** Show what is below the box. @param {HTMLDialogElement} frame */
  function show(frame) {
    frame.setAttribute('data-shown', '');
  }

  /** Keep the reader in the dialog while it is open. @param {HTMLDialogElement} frame */
  function enclose(frame) {
    for (const element of document.body.children) {
      if (element instanceof HTMLElement) element.inert = frame.open && element !== frame;
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

  /**
   * Move the focus into a drawer or sheet that opens, and close it once the reader has left it.
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

  // A click on the text of a row opens its link, as one beside the text does. Selecting is no click.
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.target.closest('a, button')) return;
    const link = event.target.closest('.faq-row')?.querySelector('a');
    if (link && getSelection()?.isCollapsed) link.dispatchEvent(new MouseEvent('click', event));
  });

  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    // Sphinx's own script would focus the sidebar's search box.
    event.stopImmediatePropagation();
    open();
  });
  // Whoever moves a mouse may search next, and is not on a phone's network.
  if (matchMedia('(hover: hover)').matches) addEventListener('pointermove', prepare, { once: true });
  for (const control of document.querySelectorAll(OPENERS)) {
    control.addEventListener('pointerenter', prepare);
    control.addEventListener('focus', prepare);
    control.addEventListener('click', (event) => {
      event.preventDefault();
      open();
    });
  }
  dialog?.addEventListener('close', () => {
    enclose(dialog);
    dialog.removeAttribute('data-shown');
    // Unless the reader has moved the focus already. The box may keep it until the next frame.
    const focused = document.activeElement;
    const isFree = focused === document.body || dialog.contains(focused);
    if (isFree && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  });
  dialog?.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') enclose(dialog);
    // Before the session's own keys: one press closes the dialog, whatever is in its box.
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    dialog.close();
  });
  for (const drawer of document.querySelectorAll('[popover]')) {
    if (drawer instanceof HTMLElement) connect(drawer);
  }

  /**
   * Start the finder of the page once it is used, or at once for a reader who asks or comes back: until
   * then, the page shows the same without it.
   * @param {Element} page
   */
  function startWithUse(page) {
    let isStarted = false;
    const start = () => {
      if (!isStarted) load().then((index) => FaqFinder.start(page, index)).catch(showFailure);
      isStarted = true;
    };
    const isAsked = document.documentElement.hasAttribute('data-faq-asked');
    // The reader may have been in the box before this script was there.
    const isUsed = page.matches(':focus-within') || page.querySelector('textarea')?.value;
    if (isAsked || history.state || isUsed) start();
    page.addEventListener('focusin', start);
    page.addEventListener('pointerdown', start);
    for (const event of ['hashchange', 'scroll']) addEventListener(event, start, { once: true });
  }

  if (root) startWithUse(root);

  // The place of the page may be far down in the sidebar.
  document.querySelector('.sidebar-tree [aria-current]')?.scrollIntoView({ block: 'nearest' });

  // Another language shows the same results.
  for (const link of document.querySelectorAll('.faq-languages a')) {
    link.addEventListener('click', () => {
      if (!(root && link instanceof HTMLAnchorElement)) return;
      link.search = location.search;
      link.hash = location.hash;
    });
  }

  return Object.freeze({ FAILURE });
})();
