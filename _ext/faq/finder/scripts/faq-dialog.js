// @ts-check
'use strict';

/*
 * The finder as a dialog, on pages that do not contain it.
 */

const FaqDialog = (() => {
  const { fromHere, make, part } = FaqDom;

  /** @type {HTMLDialogElement | undefined} */
  let dialog;

  /** @param {Index} index */
  function open(index) {
    dialog ??= build(index);
    if (!dialog.open) dialog.showModal();
    part(dialog, '.faq-words', HTMLTextAreaElement).select();
  }

  /** Add the dialog to the page. @param {Index} index */
  function build(index) {
    const words = {
      id: 'faq-dialog-words',
      class: 'faq-words',
      rows: '1',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      enterkeyhint: 'search',
      placeholder: 'A question, a few words, or a pasted error',
    };
    const label = { for: words.id, class: 'faq-visually-hidden' };
    const all = make('a', { class: 'faq-dialog-all' }, 'All questions and filters');
    const inside = make(
      'div',
      { class: 'faq-dialog-inside' },
      make('label', label, 'Find a question'),
      make('textarea', words),
      make('p', { class: 'faq-status', role: 'status', 'aria-live': 'polite' }),
      make('div', { class: 'faq-results', tabindex: '-1' }, make('ul', { class: 'faq-rows' })),
      make('button', { type: 'button', class: 'faq-more', hidden: '' }),
      make('p', { class: 'faq-dialog-foot' }, all, keys()),
    );
    const look = { class: 'faq-dialog', 'aria-label': 'Find a question' };
    const frame = /** @type {HTMLDialogElement} */ (make('dialog', look, inside));
    document.body.append(frame);
    const session = FaqSession.start(frame, index, {
      browse: false,
      show(query) {
        all.setAttribute('href', allAddress(index, query));
        all.hidden = !index.search;
      },
      choose: (question) => question.click(),
    });
    frame.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || FaqKeys.isComposing(event)) return;
      // Not left to the browser: Sphinx's own scripts handle Escape first.
      event.preventDefault();
      frame.close();
    });
    closeBeside(frame);
    session.ask(FaqQuery.EVERYTHING);
    return frame;
  }

  function keys() {
    const key = (/** @type {string} */ name) => make('kbd', {}, name);
    return make('span', {}, key('\u2193'), ' ', key('\u2191'), ' to move, ', key('Enter'),
      ' to open, ', key('Esc'), ' to close');
  }

  /**
   * Close a dialog when the reader clicks beside it: its content fills it, so a click on the dialog
   * itself is beside it. Selecting text may end there too.
   * @param {HTMLDialogElement} frame
   */
  function closeBeside(frame) {
    let beside = false;
    frame.addEventListener('pointerdown', (event) => {
      beside = event.target === frame;
    });
    frame.addEventListener('click', (event) => {
      if (beside && event.target === frame) frame.close();
    });
  }

  /** @param {Index} index @param {Query} query */
  function allAddress(index, query) {
    const parameters = FaqQuery.toParameters(index, query);
    const mark = FaqQuery.isPrivate(query.text) ? '#' : '?';
    return fromHere(index.search) + (parameters ? mark + parameters : '');
  }

  return Object.freeze({ open });
})();
