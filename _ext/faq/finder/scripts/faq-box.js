// @ts-check
'use strict';

/*
 * The search box: typing, the keys that lead from it to the results and back, the number of
 * results, and the form for a new question.
 */

const FaqBox = (() => {
  const { fromHere, questions, rested } = FaqDom;

  /** Milliseconds without a key before the words are searched for. */
  const PAUSE = 80;
  /** Milliseconds without a key before results are announced and a query reaches the address. */
  const REST = 250;
  /** Longest address of the form for a new question; GitHub refuses one of 8 kB. */
  const MOST_ADDRESS = 7000;
  /** Most characters of a query in that form, and in its title. */
  const MOST_ASKED = 2000;
  const MOST_TITLE = 120;
  /** Key code of a key that an input method handles; Safari sends it after the composition. */
  const COMPOSING = 229;

  /**
   * Connect a box with its results: Enter chooses the first one, arrow keys walk through them, and
   * Escape leads back to the box, then clears it. Return a function that ends the pause in typing.
   * @param {Element} root contains the box and the results
   * @param {HTMLTextAreaElement} box
   * @param {{
   *   typed: (text: string) => void, settle: () => Promise<void>,
   *   choose: (question: HTMLElement) => void,
   * }} calls `settle` waits until the results match the box
   */
  function connect(root, box, { typed, settle, choose }) {
    const pause = rested(() => {
      look(box);
      typed(FaqErrors.clip(box.value));
    }, PAUSE);

    async function enter() {
      const text = box.value;
      await settle();
      // The reader may have moved on, or typed on.
      if (document.activeElement !== box || box.value !== text || !text.trim()) return;
      const [, first] = stops(root, box);
      if (first) choose(first);
    }

    box.addEventListener('input', pause.later);
    box.addEventListener('change', pause.flush);
    box.addEventListener('keydown', (event) => {
      if (isComposing(event)) return;
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        pause.flush();
        enter();
      } else if (event.key === 'Escape' && box.value) {
        event.preventDefault();
        pause.cancel();
        box.value = '';
        look(box);
        typed('');
      }
    });
    walk(root, box, async () => {
      pause.flush();
      await settle();
    });
    return pause.flush;
  }

  /** Style a pasted log as one. @param {HTMLTextAreaElement} box */
  function look(box) {
    box.toggleAttribute('data-paste', FaqErrors.isPaste(box.value));
  }

  /** @param {KeyboardEvent} event */
  function isComposing(event) {
    return event.isComposing || event.keyCode === COMPOSING;
  }

  /**
   * @param {Element} root
   * @param {HTMLTextAreaElement} box
   * @param {() => Promise<void>} settle
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
   * Show the number of results, at once the first time and then after a rest: a screen reader would
   * read each number of a growing word.
   * @param {HTMLElement} place
   */
  function announcer(place) {
    let text = place.textContent;
    let isFirst = true;
    const { flush, later } = rested(() => {
      place.textContent = text;
    }, REST);
    /** @param {string} sentence */
    return (sentence) => {
      text = sentence;
      later();
      if (isFirst) flush();
      isFirst = false;
    };
  }

  /**
   * Return how many entries match a query, or that the ones shown are only the nearest.
   * @param {Index} index
   * @param {Query} query
   * @param {number} matches
   * @param {boolean} sure
   */
  function sentence(index, query, matches, sure) {
    // Words find superseded entries too, which lists leave out.
    const size = FaqQuery.hasText(query) ? index.size : index.listed;
    const total = `${size} ${questions(size)}`;
    if (FaqQuery.isEverything(query)) return total;
    if (matches === 0) return 'No question matches.';
    return sure ? `${matches} of ${total}` : 'No question matches well. These come nearest:';
  }

  /**
   * Return the address of the form for a new question, filled in; empty if there is no form.
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

  return Object.freeze({ REST, announcer, askAddress, connect, cut, isComposing, sentence });
})();
