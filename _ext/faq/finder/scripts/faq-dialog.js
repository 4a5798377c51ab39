// @ts-check
'use strict';

/*
 * The finder as a dialog, on pages that do not contain it.
 */

const FaqDialog = (() => {
  const { fromHere, make, part, questions, rested } = FaqDom;
  const { NEAREST, REST } = FaqBox;

  const MOST = 8;

  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  let turn = 0;
  /** The drawing of what was typed last. @type {Promise<void>} */
  let drawing = Promise.resolve();

  let told = '';
  // Writing it at every key would have each number read out.
  const { later } = rested(() => {
    if (dialog) part(dialog, '.faq-status', HTMLElement).textContent = told;
  }, REST);

  /** @param {string} text */
  function tell(text) {
    told = text;
    later();
  }

  function open() {
    if (!dialog) {
      dialog = build();
      show('');
    }
    if (!dialog.open) dialog.showModal();
    part(dialog, '.faq-words', HTMLTextAreaElement).select();
  }

  function build() {
    const box = make('textarea', {
      id: 'faq-dialog-words',
      class: 'faq-words',
      rows: '1',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      enterkeyhint: 'search',
      placeholder: 'A question, a few words, or a pasted error',
    });
    const label = { for: 'faq-dialog-words', class: 'faq-visually-hidden' };
    const all = make('a', { class: 'faq-dialog-all' }, 'All questions and filters');
    const inside = make(
      'div',
      { class: 'faq-dialog-inside' },
      make('label', label, 'Find a question'),
      box,
      make('p', { class: 'faq-status', role: 'status', 'aria-live': 'polite' }),
      make('ul', { class: 'faq-rows' }),
      make('p', { class: 'faq-dialog-foot' }, all, keys()),
    );
    const made = make('dialog', { class: 'faq-dialog', 'aria-label': 'Find a question' }, inside);
    document.body.append(made);
    const dialog = /** @type {HTMLDialogElement} */ (made);
    const words = /** @type {HTMLTextAreaElement} */ (box);
    const flush = FaqBox.listen(words, { typed: show, entered: follow });
    FaqBox.walk(dialog, words, async () => {
      flush();
      await drawing;
    });
    dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || FaqBox.isComposing(event)) return;
      // Not left to the browser: Sphinx's own scripts take Escape on the way.
      event.preventDefault();
      dialog.close();
    });
    closeBeside(dialog);
    return dialog;
  }

  function keys() {
    const key = (/** @type {string} */ name) => make('kbd', {}, name);
    return make('span', {}, key('\u2193'), ' ', key('\u2191'), ' to move, ', key('Enter'),
      ' to open, ', key('Esc'), ' to close');
  }

  /**
   * Close a dialog at a click beside it: its content fills it, so one on it alone is beside. The
   * selection of a text may end there too.
   * @param {HTMLDialogElement} dialog
   */
  function closeBeside(dialog) {
    let beside = false;
    dialog.addEventListener('pointerdown', (event) => {
      beside = event.target === dialog;
    });
    dialog.addEventListener('click', (event) => {
      if (beside && event.target === dialog) dialog.close();
    });
  }

  async function follow() {
    if (!dialog) return;
    const box = part(dialog, '.faq-words', HTMLTextAreaElement);
    const entered = box.value;
    await drawing;
    // The reader may have closed it, or typed on.
    if (!dialog.open || box.value !== entered) return;
    const first = dialog.querySelector('.faq-row-question');
    if (first instanceof HTMLAnchorElement) first.click();
  }

  /** @param {string} text */
  function show(text) {
    drawing = draw(text);
  }

  /** @param {string} text */
  async function draw(text) {
    if (!dialog) return;
    turn += 1;
    const own = turn;
    const list = part(dialog, '.faq-rows', HTMLUListElement);
    const all = part(dialog, '.faq-dialog-all', HTMLAnchorElement);
    try {
      const index = await FaqStore.open();
      const found = await FaqSearch.find(text);
      const cards = await FaqStore.cardsOf(found.entries.slice(0, MOST));
      if (own !== turn) return;
      all.href = allAddress(index, text);
      all.hidden = !index.search;
      list.replaceChildren(...cards.map((card) => FaqRows.row(card, detail(found, card))));
      tell(sentence(text, found));
    } catch (error) {
      if (own === turn) {
        list.replaceChildren();
        tell('The search data could not be loaded.');
      }
      throw error;
    }
  }

  /** @param {Index} index @param {string} text */
  function allAddress(index, text) {
    const parameters = FaqQuery.toParameters(index, { text, chosen: new Set() });
    const mark = FaqQuery.isPrivate(text) ? '#' : '?';
    return fromHere(index.search) + (parameters ? mark + parameters : '');
  }

  /** @param {Found} found @param {Card} card */
  function detail({ terms, fragments }, { entry }) {
    return { terms, fragment: fragments.get(entry) };
  }

  /** @param {string} text @param {Found} found */
  function sentence(text, { entries, sure }) {
    if (!text.trim()) return '';
    if (entries.length === 0) return 'No question matches.';
    return sure ? `${entries.length} ${questions(entries.length)}` : NEAREST;
  }

  return Object.freeze({ open });
})();
