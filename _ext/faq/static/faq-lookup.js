// @ts-check
'use strict';

/*
 * Above a long table or list: a field that finds its rows, as by "I have CANN 8.1". Without scripts,
 * all rows are shown.
 */

/** @typedef {{element: HTMLElement, cells: string[]}} Row with the texts to look in, in lower case */
/** @typedef {{column: number, pattern: RegExp}} Wanted a value; it may be in any column if that is -1 */

(() => {
  /** Rows of a table of its own record that are shown before anything is typed. */
  const FIRST = 8;
  const WORDS = /\p{Script=Han}+|[\p{L}\d][\p{L}\d._-]*/gu;
  const HAN = /^\p{Script=Han}/u;

  /**
   * Return the values that a row needs, each with the column whose heading is said. Words with digits are
   * values; without any, all words are.
   * @param {string} query
   * @param {string[]} headings
   * @returns {Wanted[]}
   */
  function wanted(query, headings) {
    /** @type {string[]} */
    const words = query.toLowerCase().match(WORDS) ?? [];
    const values = words.some((word) => /\d/u.test(word))
      ? words.filter((word) => /\d/u.test(word))
      : words.filter((word) => !headings.includes(word));
    return values.map((value) => {
      const [, name = '', rest = ''] = /^(\p{L}+)(\d.*)$/u.exec(value) ?? [];
      const before = words[words.indexOf(value) - 1] ?? '';
      return headings.includes(name)
        ? { pattern: starting(rest), column: headings.indexOf(name) }
        : { pattern: starting(value), column: headings.indexOf(before) };
    });
  }

  /** Return a pattern for words that begin with a value; Chinese ones have no beginning. @param {string} value */
  function starting(value) {
    const letter = '(?!\\p{Script=Han})\\p{L}';
    const before = HAN.test(value) ? '' : `(?<!\\d|${letter}${/^\d/u.test(value) ? '|\\.' : ''})`;
    return new RegExp(before + value.replaceAll('.', '\\.'), 'u');
  }

  /** @param {Element} cell */
  function textOf(cell) {
    const copy = /** @type {Element} */ (cell.cloneNode(true));
    copy.querySelector('.faq-label')?.remove();
    return copy.textContent.trim();
  }

  /**
   * Return the rows of a table or list.
   * @param {Element} box
   * @param {HTMLTableElement | null} table
   * @returns {Row[]}
   */
  function rowsOf(box, table) {
    if (table) {
      return [...table.rows].slice(1).map((element) => {
        return { element, cells: [...element.cells].map((cell) => textOf(cell).toLowerCase()) };
      });
    }
    return Array.from(box.querySelectorAll('.faq-row, .faq-titles > li'), (row) => {
      return { element: /** @type {HTMLElement} */ (row), cells: [row.textContent.toLowerCase()] };
    });
  }

  /** @param {Element} box */
  function addLookup(box) {
    const table = box.querySelector('table');
    const rows = rowsOf(box, table);
    const total = `${rows.length}`;
    if (rows.length <= FIRST) return;
    const titles = table ? [...(table.rows[0]?.cells ?? [])].map(textOf) : [];
    const headings = titles.map((title) => title.toLowerCase());
    let isWhole = !box.matches('.faq-first');

    const input = document.createElement('input');
    input.type = 'search';
    const status = document.createElement('p');
    status.className = 'faq-lookup-status';
    status.setAttribute('role', 'status');
    const label = document.createElement('label');
    label.className = 'faq-lookup-field';
    if (table) {
      const [first, second] = [...(table.rows[1]?.cells ?? [])].map(textOf);
      const value = isWhole ? first : `${titles[1]} ${second}`;
      input.placeholder = _('For example {value}').replace('{value}', value);
      label.textContent = _('Look up');
    } else {
      input.placeholder = _('Find in these {total} questions').replace('{total}', total);
      input.ariaLabel = input.placeholder;
    }
    label.append(input);
    const all = document.createElement('button');
    all.type = 'button';
    all.className = 'faq-button';
    all.textContent = _('Show all {count} rows').replace('{count}', total);
    box.prepend(label, status);
    box.append(all);

    function update() {
      const values = wanted(input.value, headings);
      const isAsked = values.length > 0;
      let count = 0;
      for (const [index, { element, cells }] of rows.entries()) {
        const fits = values.every(({ column, pattern }) => {
          return (column < 0 ? cells : cells.slice(column, column + 1)).some((cell) => pattern.test(cell));
        });
        element.hidden = !fits || (!isAsked && !isWhole && index >= FIRST);
        count += Number(fits);
      }
      box.querySelector('.faq-jump')?.toggleAttribute('hidden', isAsked);
      for (const rest of box.querySelectorAll('details.faq-rest')) rest.toggleAttribute('open', isAsked);
      for (const shelf of box.querySelectorAll('.faq-shelf')) {
        shelf.toggleAttribute('hidden', !shelf.querySelector('.faq-row:not([hidden]), .faq-titles > :not([hidden])'));
      }
      status.textContent = isAsked ? _('{count} of {total}').replace('{count}', `${count}`).replace('{total}', total) : '';
      all.hidden = isWhole || isAsked;
    }

    input.addEventListener('input', update);
    all.addEventListener('click', () => {
      isWhole = true;
      update();
      input.focus();
    });
    update();
  }

  document.querySelectorAll('.faq-lookup').forEach(addLookup);
})();
