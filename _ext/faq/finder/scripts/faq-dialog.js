// @ts-check
'use strict';

/*
 * The finder in the dialog of a page: popular questions and recent searches first, then results.
 */

const FaqDialog = (() => {
  const { buttonOf, fromHere, make, part } = FaqDom;

  /** Where recent searches are stored once the reader has turned that on, and how many. */
  const STORE = 'faq-recent-searches';
  const MOST_RECENT = 5;

  /** @type {Promise<void> | undefined} */
  let filling;

  /** Fill the dialog, once. @param {HTMLDialogElement} dialog @param {Index} index */
  function start(dialog, index) {
    filling ??= fill(dialog, index);
    return filling;
  }

  /** @param {HTMLDialogElement} dialog @param {Index} index */
  async function fill(dialog, index) {
    const box = part(dialog, '.faq-words', HTMLTextAreaElement);
    const all = part(dialog, '.faq-dialog-all', HTMLAnchorElement);
    /** @type {Promise<void> | undefined} */
    let popular;
    const { ask } = FaqSession.start(dialog, index, {
      browse: false,
      show(query) {
        all.href = fromHere(FaqQuery.toAddress(index, query));
        // Whoever has typed already waits for an answer, not for popular questions.
        if (dialog.toggleAttribute('data-asked', FaqQuery.hasText(query))) return;
        popular ??= showPopular(dialog, index).catch(() => {
          popular = undefined;
        });
      },
      choose: (question) => question.click(),
    });
    /** @param {string} text */
    const search = (text) => ask({ ...FaqQuery.EVERYTHING, text });
    // The reader may have typed before the scripts were there.
    const drawing = search(box.value);
    connectRecent(dialog, search);
    await drawing;
    await popular;
    dialog.setAttribute('data-ready', '');
  }

  /** @param {Element} dialog @param {Index} index */
  async function showPopular(dialog, index) {
    const list = part(dialog, '.faq-popular ul', HTMLUListElement);
    const cards = await FaqStore.cardsOf(index.popular);
    const unmarked = { terms: new Set(), fragments: new Map() };
    list.append(...cards.map((card) => FaqRows.row(card, unmarked)));
    list.closest('section')?.toggleAttribute('hidden', cards.length === 0);
  }

  /**
   * Store a search when it leads to a page, if the reader wants that, and offer the last ones again.
   * @param {HTMLDialogElement} dialog
   * @param {(text: string) => void} search
   */
  function connectRecent(dialog, search) {
    const box = part(dialog, '.faq-words', HTMLTextAreaElement);
    const place = part(dialog, '.faq-recent', HTMLElement);
    const list = part(place, 'ul', HTMLUListElement);
    const wanted = part(dialog, '.faq-remember input', HTMLInputElement);

    function draw() {
      const texts = read();
      wanted.checked = texts !== null;
      place.hidden = !texts?.length;
      const buttons = (texts ?? []).map((text) => make('button', { type: 'button' }, text));
      list.replaceChildren(...buttons.map((button) => make('li', {}, button)));
    }

    /** @param {string[] | null} texts null if the reader does not want any stored */
    function write(texts) {
      try {
        if (texts) localStorage.setItem(STORE, JSON.stringify(texts));
        else localStorage.removeItem(STORE);
      } catch {
        // The browser stores nothing.
      }
      draw();
    }

    wanted.addEventListener('change', () => write(wanted.checked ? [] : null));
    place.addEventListener('click', (event) => {
      const button = buttonOf(event);
      if (!button) return;
      if (!list.contains(button)) return write([]);
      box.focus();
      search(button.textContent);
    });
    dialog.addEventListener('click', ({ target }) => {
      const texts = read();
      const text = box.value.trim();
      if (!texts || !text || FaqQuery.isPrivate(text)) return;
      if (target instanceof Element && target.closest('a')) write([...new Set([text, ...texts])].slice(0, MOST_RECENT));
    });
    draw();
  }

  /** Return the recent searches, newest first; null if none are to be stored. @returns {string[] | null} */
  function read() {
    try {
      return JSON.parse(localStorage.getItem(STORE) ?? 'null');
    } catch {
      return null;
    }
  }

  return Object.freeze({ start });
})();
