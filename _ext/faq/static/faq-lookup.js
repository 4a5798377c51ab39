// @ts-check
'use strict';

/*
 * Above a long table or list: a field that finds its rows, as by "I have CANN 8.1". Without scripts,
 * nothing is hidden but what a list keeps closed.
 */

(() => {
  /** Rows of a table of its own record that are shown before anything is typed. */
  const FIRST = 8;
  const WORDS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\d._-])+/gu;
  const HAN = /^\p{Script=Han}/u;

  /** Return the words of a query without punctuation around them. @param {string} query */
  function wordsOf(query) {
    const words = query.toLowerCase().match(WORDS) ?? [];
    return words.map((word) => word.replaceAll(/^[._-]+|[._-]+$/gu, '')).filter(Boolean);
  }

  /**
   * Return the words that a row of a table of its own record needs: those with digits, if there are any,
   * as in "I have CANN8.1", or else all that aren't headings.
   * @param {string[]} words
   * @param {string[]} headings
   */
  function wanted(words, headings) {
    const values = words.map((word) => {
      return word.replace(/^\p{L}+(?=\d)/u, (name) => (headings.includes(name) ? '' : name));
    });
    const numbers = values.filter((value) => /\d/u.test(value));
    return numbers.length > 0 ? numbers : values.filter((value) => !headings.includes(value));
  }

  /**
   * Return a pattern for words or numbers that begin with a value; Chinese words have no beginning.
   * @param {string} value
   */
  function starting(value) {
    let before = '(?<!\\d|(?!\\p{Script=Han})\\p{L})';
    if (HAN.test(value)) before = '';
    else if (/^\d/u.test(value)) before = '(?<!\\d\\.?)';
    return new RegExp(before + value.replaceAll('.', '\\.'), 'u');
  }

  /** Return the text of a row or cell without the labels that phones show. @param {Element} part */
  function textOf(part) {
    const copy = /** @type {Element} */ (part.cloneNode(true));
    for (const label of copy.querySelectorAll('.faq-label')) label.remove();
    return copy.textContent.trim();
  }

  /** Return a link to the search for what a list doesn't have. @param {string} query */
  function searchLink(query) {
    const form = document.querySelector('.sidebar-search-container');
    if (!(form instanceof HTMLFormElement)) return [];
    const link = document.createElement('a');
    link.href = `${form.action}?q=${encodeURIComponent(query)}`;
    link.textContent = _('Search all questions');
    return [' \u00b7 ', link];
  }

  /** @param {Element} box */
  function addLookup(box) {
    const table = box.querySelector('table');
    const rows = Array.from(box.querySelectorAll('tbody tr, .faq-row, .faq-titles > li'), (row) => {
      return { element: /** @type {HTMLElement} */ (row), text: textOf(row).toLowerCase() };
    });
    const total = `${rows.length}`;
    const headings = Array.from(box.querySelectorAll('thead th'), (cell) => textOf(cell).toLowerCase());
    const isRecord = box.matches('.faq-first');
    let isWhole = !isRecord || rows.length <= FIRST;
    let wasAsked = false;

    const input = document.createElement('input');
    input.type = 'search';
    const status = document.createElement('p');
    status.className = 'faq-lookup-status';
    status.setAttribute('role', 'status');
    const label = document.createElement('label');
    label.className = 'faq-lookup-field';
    if (table) {
      const value = textOf(table.rows[1]?.cells[0] ?? table);
      input.placeholder = _('For example {value}').replace('{value}', value);
      label.textContent = _('Look up');
    } else {
      input.placeholder = _('Find in these {total} questions').replace('{total}', total);
      input.setAttribute('aria-label', input.placeholder);
    }
    label.append(input);
    box.prepend(label, status);
    const all = document.createElement('button');
    if (!isWhole) {
      all.type = 'button';
      all.className = 'faq-button';
      all.textContent = _('Show all {count} rows').replace('{count}', total);
      box.append(all);
    }

    function update() {
      const words = wordsOf(input.value);
      const patterns = (isRecord ? wanted(words, headings) : words).map(starting);
      const isAsked = patterns.length > 0;
      let count = 0;
      for (const [index, { element, text }] of rows.entries()) {
        const fits = patterns.every((pattern) => pattern.test(text));
        element.hidden = !fits || (!isAsked && !isWhole && index >= FIRST);
        count += Number(fits);
      }
      if (isAsked !== wasAsked) {
        for (const rest of box.querySelectorAll('details.faq-rest')) rest.toggleAttribute('open', isAsked);
        box.querySelector('.faq-jump')?.toggleAttribute('hidden', isAsked);
      }
      for (const shelf of box.querySelectorAll('.faq-shelf')) {
        shelf.toggleAttribute('hidden', !shelf.querySelector('.faq-row:not([hidden]), .faq-titles > :not([hidden])'));
      }
      const found = _('{count} of {total}').replace('{count}', `${count}`).replace('{total}', total);
      status.replaceChildren(...(isAsked ? [found, ...(count || table ? [] : searchLink(input.value))] : []));
      all.hidden = isWhole || isAsked;
      wasAsked = isAsked;
    }

    input.addEventListener('input', update);
    all.addEventListener('click', () => {
      isWhole = true;
      update();
      input.focus();
    });
    // Going back restores what was typed.
    addEventListener('pageshow', update);
    update();
  }

  document.querySelectorAll('.faq-lookup').forEach(addLookup);
})();
