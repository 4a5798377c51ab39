// @ts-check
'use strict';

/*
 * The keys that lead from a search box through its results and back.
 */

const FaqKeys = (() => {
  /** Key code of a key that an input method handles; Safari sends it after the composition. */
  const COMPOSING = 229;
  const STOPS = '.faq-row-question, .faq-recent li button';

  /**
   * Let Enter choose the first result, arrow keys walk through the results, and Escape lead back to
   * the box, then clear it.
   * @param {Element} root contains the box and the results
   * @param {HTMLTextAreaElement} box
   * @param {{
   *   choose: (question: HTMLElement) => void, clear: () => void, settle: () => Promise<void>,
   * }} calls `settle` waits until the results match the box
   */
  function connect(root, box, { choose, clear, settle }) {
    const stops = () => [box, ...root.querySelectorAll(STOPS)].filter(isVisible);

    root.addEventListener('keydown', async (event) => {
      if (!(event instanceof KeyboardEvent) || isComposing(event)) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const at = stops().findIndex((stop) => stop === document.activeElement);
      if (event.key === 'Escape' && at === 0 && box.value) {
        event.preventDefault();
        clear();
        return;
      }
      const next = target(event.key, at, box);
      if (next === at) return;
      event.preventDefault();
      if (at === 0) {
        const text = box.value;
        await settle();
        // The reader may have moved on, or typed on.
        if (document.activeElement !== box || box.value !== text) return;
      }
      const stop = stops()[next];
      if (!stop) return;
      if (event.key !== 'Enter') stop.focus();
      else if (box.value.trim()) choose(stop);
    });
  }

  /** @param {KeyboardEvent} event */
  function isComposing(event) {
    return event.isComposing || event.keyCode === COMPOSING;
  }

  /**
   * Return the number of the stop that a key leads to: 0 is the box, -1 none of them.
   * @param {string} key
   * @param {number} at
   * @param {HTMLTextAreaElement} box
   */
  function target(key, at, box) {
    const atEnd = at > 0 || (at === 0 && box.selectionEnd === box.value.length);
    if (key === 'ArrowDown' && atEnd) return at + 1;
    if (key === 'ArrowUp' && at > 0) return at - 1;
    if (key === 'Enter' && at === 0) return 1;
    return key === 'Escape' && at > 0 ? 0 : at;
  }

  /** @param {Element} element @returns {element is HTMLElement} */
  function isVisible(element) {
    return element instanceof HTMLElement && element.checkVisibility();
  }

  return Object.freeze({ connect });
})();
