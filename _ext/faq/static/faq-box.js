// @ts-check
'use strict';

/*
 * The box for words, the keys that lead from it to the results and back, and the way to ask a new
 * question: what the finder of a page and the dialog have in common.
 */

const FaqBox = (() => {
  const { fromHere, rested } = FaqDom;

  /** Milliseconds of rest in typing before the words are searched for. */
  const PAUSE = 80;
  /** Most characters of a query in the form for a new question: addresses have a limit. */
  const MOST_ASKED = 2000;
  const MOST_TITLE = 120;

  /**
   * Call back for what is typed; Enter commits, and Escape clears. Returns a way not to wait.
   * @param {HTMLTextAreaElement} box
   * @param {{typed: (text: string) => void, entered: () => void}} calls
   */
  function listen(box, { typed, entered }) {
    const pause = rested(() => {
      look(box);
      typed(box.value);
    }, PAUSE);
    box.addEventListener('input', pause.later);
    box.addEventListener('change', pause.flush);
    box.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
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

  /**
   * Let the arrow keys walk from the box through the results, and Escape lead back.
   * @param {Element} root
   * @param {HTMLTextAreaElement} box
   */
  function walk(root, box) {
    root.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || event.isComposing) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      /** @type {HTMLElement[]} */
      const stops = [box, ...root.querySelectorAll('.faq-row-question')].filter(isElement);
      const at = stops.findIndex((stop) => stop === document.activeElement);
      if (at === -1) return;
      const next = stops[target(event.key, at, box)];
      if (!next || next === stops[at]) return;
      event.preventDefault();
      next.focus();
    });
  }

  /** @param {string} key @param {number} at @param {HTMLTextAreaElement} box */
  function target(key, at, box) {
    if (key === 'ArrowDown' && (at > 0 || box.selectionEnd === box.value.length)) return at + 1;
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
  function askAddress({ ask, ...index }, query) {
    if (!ask.address) return '';
    if (!ask.title || !ask.text) return fromHere(ask.address);
    const text = query.text.trim();
    const tags = FaqQuery.chosenIn(index, query.chosen);
    const lines = tags.map(({ facet, tag }) => `- ${facet.label}: ${tag.label}`);
    const filters = lines.length ? `\n\nFilters:\n${lines.join('\n')}` : '';
    const asked = cut(text, MOST_ASKED);
    const address = new URL(ask.address);
    address.searchParams.set(ask.title, cut(text.replace(/\s+/gu, ' '), MOST_TITLE));
    address.searchParams.set(ask.text, `I searched for:\n\n${asked.replace(/^/gmu, '    ')}${filters}\n`);
    return address.href;
  }

  /** @param {string} text @param {number} most */
  function cut(text, most) {
    return text.length <= most ? text : `${Array.from(text.slice(0, most - 1)).join('')}\u2026`;
  }

  return Object.freeze({ askAddress, listen, walk });
})();
