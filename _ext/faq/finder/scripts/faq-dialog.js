// @ts-check
'use strict';

/*
 * The finder as a dialog, on pages that do not contain it.
 */

const FaqDialog = (() => {
  const { fromHere, make, newest, part } = FaqDom;

  const MOST = 8;

  /** @type {(() => void) | undefined} */
  let show;

  function open() {
    show ??= build();
    show();
  }

  /** Add the dialog to the page; return what opens it. */
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
    const frame = make('dialog', { class: 'faq-dialog', 'aria-label': 'Find a question' }, inside);
    document.body.append(frame);
    const dialog = /** @type {HTMLDialogElement} */ (frame);
    const words = /** @type {HTMLTextAreaElement} */ (box);
    const { draw, settle } = results(dialog);
    FaqBox.connect(dialog, words, { typed: draw, settle, choose: (question) => question.click() });
    dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || FaqBox.isComposing(event)) return;
      // Not left to the browser: Sphinx's own scripts handle Escape first.
      event.preventDefault();
      dialog.close();
    });
    closeBeside(dialog);
    draw('');
    return () => {
      if (!dialog.open) dialog.showModal();
      words.select();
    };
  }

  function keys() {
    const key = (/** @type {string} */ name) => make('kbd', {}, name);
    return make('span', {}, key('\u2193'), ' ', key('\u2191'), ' to move, ', key('Enter'),
      ' to open, ', key('Esc'), ' to close');
  }

  /**
   * Close a dialog when the reader clicks beside it: its content fills it, so a click on the dialog
   * itself is beside it. Selecting text may end there too.
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

  /** @param {HTMLDialogElement} dialog */
  function results(dialog) {
    const list = part(dialog, '.faq-rows', HTMLUListElement);
    const all = part(dialog, '.faq-dialog-all', HTMLAnchorElement);
    const announce = FaqBox.announcer(part(dialog, '.faq-status', HTMLElement));
    return newest(prepare, () => {
      list.replaceChildren();
      announce('The search data could not be loaded. Check your connection and try again.');
    });

    /** @param {string} text */
    async function prepare(text) {
      const index = await FaqStore.open();
      const found = await FaqSearch.find(text);
      const cards = await FaqStore.cardsOf(found.entries.slice(0, MOST));
      const query = { text, chosen: new Set() };
      return () => {
        all.href = allAddress(index, query);
        all.hidden = !index.search;
        list.replaceChildren(...cards.map((card) => FaqRows.row(card, found)));
        const { entries, sure } = found;
        announce(text.trim() && FaqBox.sentence(index, query, entries.length, sure));
      };
    }
  }

  /** @param {Index} index @param {Query} query */
  function allAddress(index, query) {
    const parameters = FaqQuery.toParameters(index, query);
    const mark = FaqQuery.isPrivate(query.text) ? '#' : '?';
    return fromHere(index.search) + (parameters ? mark + parameters : '');
  }

  return Object.freeze({ open });
})();
