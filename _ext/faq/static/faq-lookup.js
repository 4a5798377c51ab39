// @ts-check
'use strict';

/*
 * Above a table of its own record: a field that finds its rows, as by "I have CANN 8.1". Without
 * scripts, the whole table is shown.
 */

(() => {
  /** Rows that are shown before anything is typed. */
  const FIRST = 8;

  /**
   * Return the values that a row needs, each with the heading of its column if that is said. Words
   * with digits are values; without any, all words are.
   * @param {string} query
   * @param {string[]} headings
   */
  function wanted(query, headings) {
    /** @type {string[]} */
    const words = query.toLowerCase().match(/[\p{L}\d][\p{L}\d.-]*/gu) ?? [];
    const values = words.some((word) => /\d/u.test(word))
      ? words.filter((word) => /\d/u.test(word))
      : words.filter((word) => !headings.includes(word));
    return values.map((value) => {
      const [, name = '', rest = ''] = /^(\p{L}+)(\d.*)$/u.exec(value) ?? [];
      const before = words[words.indexOf(value) - 1] ?? '';
      return headings.includes(name)
        ? { value: rest, column: headings.indexOf(name) }
        : { value, column: headings.indexOf(before) };
    });
  }

  /** @param {Element} cell */
  function textOf(cell) {
    const copy = /** @type {Element} */ (cell.cloneNode(true));
    copy.querySelector('.faq-label')?.remove();
    return copy.textContent.trim();
  }

  /** @param {Element} box */
  function addLookup(box) {
    const [head, ...rows] = box.querySelectorAll('tr');
    if (!head || rows.length <= FIRST) return;
    const titles = [...head.cells].map(textOf);
    const headings = titles.map((title) => title.toLowerCase());
    const texts = rows.map((row) => [...row.cells].map(textOf));
    const parts = texts.map((cells) => cells.map((text) => text.toLowerCase().split(/[\s,]+/u)));
    let isWhole = false;

    const label = document.createElement('label');
    label.className = 'faq-lookup-field';
    label.textContent = _('Look up');
    const input = document.createElement('input');
    input.type = 'search';
    input.placeholder = `${titles[1] ?? ''} ${texts[0]?.[1] ?? ''}`.trim();
    label.append(input);
    const status = document.createElement('p');
    status.className = 'faq-lookup-status';
    status.setAttribute('role', 'status');
    const all = document.createElement('button');
    all.type = 'button';
    all.className = 'faq-button';
    all.textContent = _('Show all {count} rows').replace('{count}', `${rows.length}`);
    box.prepend(label);
    box.append(status, all);

    function update() {
      const values = wanted(input.value, headings);
      let count = 0;
      for (const [index, row] of rows.entries()) {
        const cells = parts[index] ?? [];
        const fits = values.every(({ value, column }) =>
          (column < 0 ? cells : cells.slice(column, column + 1)).some((words) =>
            words.some((word) => word.startsWith(value)),
          ),
        );
        row.hidden = !fits || (values.length === 0 && !isWhole && index >= FIRST);
        count += Number(fits);
      }
      status.textContent = values.length > 0 ? _('Rows: {count}').replace('{count}', `${count}`) : '';
      all.hidden = isWhole || values.length > 0;
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
