// @ts-check
'use strict';

/*
 * Entry pages: turns the permalink into a button that copies it. Without scripts, and where copying
 * is impossible, it stays a link.
 */

(() => {
  /** Milliseconds for which the result of copying is shown. */
  const SHOWN = 4000;

  /**
   * Copy a text; returns whether that worked.
   * @param {string} text
   */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Absent over plain http, or refused by the reader or the browser.
      return copySelected(text);
    }
  }

  /** Copy a text the old way, from a text area. @param {string} text */
  function copySelected(text) {
    const area = document.createElement('textarea');
    area.className = 'faq-visually-hidden';
    area.value = text;
    area.readOnly = true;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }

  /** @param {HTMLAnchorElement} link */
  function enhance(link) {
    const address = link.href;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'faq-copy';
    button.textContent = 'Copy link';
    const status = document.createElement('span');
    status.className = 'faq-copied';
    status.setAttribute('role', 'status');
    status.setAttribute('aria-live', 'polite');
    let timer = 0;
    button.addEventListener('click', async () => {
      const copied = await copy(address);
      button.focus();
      if (!copied) {
        location.assign(address);
        return;
      }
      status.textContent = 'Link copied';
      clearTimeout(timer);
      timer = setTimeout(() => {
        status.textContent = '';
      }, SHOWN);
    });
    link.replaceWith(button, status);
  }

  for (const link of document.querySelectorAll('a.faq-permalink')) {
    if (link instanceof HTMLAnchorElement && link.href) enhance(link);
  }
})();
