// @ts-check
'use strict';

/*
 * The box for words, the keys that lead from it to the results and back, and the way to ask a new
 * question.
 */

const FaqBox = (() => {
  const { fromHere, rested } = FaqDom;

  /** Milliseconds of rest in typing before the words are searched for. */
  const PAUSE = 80;
  /** Milliseconds of rest before results are announced and a query reaches the address. */
  const REST = 250;
  const NEAREST = 'No question matches this well. These come nearest:';
  /** Longest address of the form for a new question; GitHub refuses one of 8 kB. */
  const MOST_ADDRESS = 7000;
  /** Most characters of a query in that form, and in its title. */
  const MOST_ASKED = 2000;
  const MOST_TITLE = 120;
  /** Code of a key that an input method has taken; Safari sends it after the composition. */
  const COMPOSING = 229;

  /**
   * Call back for what is typed; Enter commits, and Escape clears. Returns a way not to wait.
   * @param {HTMLTextAreaElement} box
   * @param {{typed: (text: string) => void, entered: () => void}} calls
   */
  function listen(box, { typed, entered }) {
    const pause = rested(() => {
      look(box);
      typed(FaqErrors.clip(box.value));
    }, PAUSE);
    box.addEventListener('input', pause.later);
    box.addEventListener('change', pause.flush);
    box.addEventListener('keydown', (event) => {
      if (isComposing(event)) return;
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        pause.flush();
        entered();
      } else if (event.key === 'Escape' && box.value) {
        event.preventDefault();
        pause.cancel();
        box.value = '';
        look(box);
        typed('');
      }
    });
    return pause.flush;
  }

  /** Let a pasted log look like one. @param {HTMLTextAreaElement} box */
  function look(box) {
    box.toggleAttribute('data-paste', FaqErrors.isPaste(box.value));
  }

  /** @param {KeyboardEvent} event */
  function isComposing(event) {
    return event.isComposing || event.keyCode === COMPOSING;
  }

  /**
   * Let the arrow keys walk from the box through the results, and Escape lead back.
   * @param {Element} root
   * @param {HTMLTextAreaElement} box
   * @param {() => Promise<void>} settle waits until the results are those of the box
   */
  function walk(root, box, settle) {
    root.addEventListener('keydown', async (event) => {
      if (!(event instanceof KeyboardEvent) || isComposing(event)) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const at = place(root, box);
      const next = target(event.key, at, box);
      if (next === at) return;
      event.preventDefault();
      if (at === 0) {
        await settle();
        if (document.activeElement !== box) return;
      }
      stops(root, box)[next]?.focus();
    });
  }

  /** @param {Element} root @param {HTMLElement} box @returns {HTMLElement[]} */
  function stops(root, box) {
    return [box, ...root.querySelectorAll('.faq-row-question')].filter(isElement);
  }

  /** Return which stop has the focus; -1 for none. @param {Element} root @param {HTMLElement} box */
  function place(root, box) {
    return stops(root, box).findIndex((stop) => stop === document.activeElement);
  }

  /** @param {string} key @param {number} at @param {HTMLTextAreaElement} box */
  function target(key, at, box) {
    if (key === 'ArrowDown' && (at > 0 || (at === 0 && box.selectionEnd === box.value.length))) {
      return at + 1;
    }
    if (key === 'ArrowUp' && at > 0) return at - 1;
    return key === 'Escape' && at > 0 ? 0 : at;
  }

  /** @param {unknown} thing @returns {thing is HTMLElement} */
  function isElement(thing) {
    return thing instanceof HTMLElement;
  }

  /**
   * Return the address of the form for a new question, filled with what was asked; empty for none.
   * @param {Index} index
   * @param {Query} query
   */
  function askAddress(index, query) {
    const { ask } = index;
    if (!ask.address) return '';
    if (!ask.title || !ask.text) return fromHere(ask.address);
    const text = query.text.trim();
    const tags = FaqQuery.chosenIn(index, query.chosen);
    const lines = tags.map(({ facet, tag }) => `- ${facet.label}: ${tag.label}`);
    const filters = lines.length ? `\n\nFilters:\n${lines.join('\n')}` : '';
    const address = new URL(ask.address);
    address.searchParams.set(ask.title, cut(text.replace(/\s+/gu, ' '), MOST_TITLE));
    // A Chinese character takes nine in an address.
    for (let most = MOST_ASKED; ; most = Math.floor(most / 2)) {
      const asked = cut(text, most).replace(/^/gmu, '    ');
      address.searchParams.set(ask.text, `I searched for:\n\n${asked}${filters}\n`);
      if (address.href.length <= MOST_ADDRESS || most < 2) return address.href;
    }
  }

  /** Cut a text, between characters. @param {string} text @param {number} most */
  function cut(text, most) {
    if (text.length <= most) return text;
    return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}\u2026`;
  }

  return Object.freeze({ NEAREST, REST, askAddress, cut, isComposing, listen, walk });
})();
