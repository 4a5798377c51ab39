// @ts-check
'use strict';

/*
 * The filters of the finder: checkboxes for all tags, and a chip for each one that is chosen.
 */

const FaqFilters = (() => {
  const { buttonOf, make, part, questions, spoken } = FaqDom;

  /** Below this width the filters start folded, so that the questions are visible. */
  const WIDE = '(min-width: 48em)';

  /**
   * Turn the lists of links into checkboxes.
   * @param {Element} root
   * @param {Index} index
   * @param {(key: string) => void} toggle
   * @returns {Show}
   */
  function boxes(root, index, toggle) {
    const place = part(root, '.faq-facets', HTMLElement);
    /** @type {Map<string, (chosen: boolean, count: number) => void>} */
    const updates = new Map();
    /** @type {Map<Facet, Element>} */
    const lists = new Map(index.facets.map((facet) => [facet, make('ul', {})]));
    for (const known of index.tags.values()) {
      const { item, update } = choice(known);
      lists.get(known.facet)?.append(item);
      updates.set(known.key, update);
    }
    place.replaceChildren(...Array.from(lists, ([facet, list]) => fieldset(facet, list)));
    place.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) toggle(event.target.value);
    });
    return (query, { counts }) => {
      for (const [key, update] of updates) update(query.chosen.has(key), counts.get(key) ?? 0);
    };
  }

  /** @param {Facet} facet @param {Element} list */
  function fieldset(facet, list) {
    const look = { class: `faq-facet faq-color-${facet.color}` };
    return make('fieldset', look, make('legend', {}, facet.label), list);
  }

  /** @param {FacetTag} known */
  function choice({ key, tag }) {
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = key;
    // Firefox would restore the boxes of the last visit over those of the address.
    box.autocomplete = 'off';
    const name = make('span', { class: 'faq-choice-label' }, tag.label);
    const number = make('span', { class: 'faq-count' });
    const unit = spoken('');
    const item = make('li', { class: 'faq-choice', 'data-tag': key });
    item.append(make('label', {}, box, ' ', name, ' ', number, unit));
    /** @param {boolean} chosen @param {number} count */
    function update(chosen, count) {
      box.checked = chosen;
      number.textContent = String(count);
      unit.textContent = ` ${questions(count)}`;
      item.toggleAttribute('data-chosen', chosen);
      item.toggleAttribute('data-empty', count === 0 && !chosen);
    }
    return { item, update };
  }

  /**
   * Fold the filters on narrow screens and while there are words, so that the results are visible,
   * unless tags are chosen or the reader has folded or unfolded them.
   * @param {Element} root
   * @returns {Show}
   */
  function fold(root) {
    const details = part(root, '.faq-filters', HTMLDetailsElement);
    const wide = matchMedia(WIDE);
    let decided = false;
    part(details, 'summary', HTMLElement).addEventListener('click', () => {
      decided = true;
    });
    return (query) => {
      if (decided || details.contains(document.activeElement)) return;
      details.open = query.chosen.size > 0 || (wide.matches && !FaqQuery.hasText(query));
    };
  }

  /**
   * Show the chosen tags, each with a button that removes it.
   * @param {Element} root
   * @param {Index} index
   * @param {(key: string) => void} drop
   * @returns {Show}
   */
  function chips(root, index, drop) {
    const place = part(root, '.faq-chosen', HTMLElement);
    const list = part(place, '.faq-chips', HTMLUListElement);
    list.addEventListener('click', (event) => {
      const item = buttonOf(event)?.closest('li');
      if (!item) return;
      const next = item.nextElementSibling ?? item.previousElementSibling;
      drop(item.dataset.tag ?? '');
      next?.querySelector('button')?.focus();
    });
    return (query) => {
      place.hidden = FaqQuery.isEverything(query);
      const chosen = FaqQuery.chosenIn(index, query.chosen);
      for (const item of [...list.children]) {
        if (!query.chosen.has(item.getAttribute('data-tag') ?? '')) item.remove();
      }
      // The remaining chips are in order. Moving one would take the focus away.
      chosen.forEach((known, at) => {
        const item = list.children[at] ?? null;
        if (item?.getAttribute('data-tag') !== known.key) list.insertBefore(chip(known), item);
      });
    };
  }

  /** @param {FacetTag} known */
  function chip({ key, facet, tag }) {
    const look = { type: 'button', class: 'faq-chip' };
    const cross = make('span', { 'aria-hidden': 'true' }, '\u00d7');
    const button = make('button', look, spoken(`Remove ${facet.label}: `), tag.label, ' ', cross);
    return make('li', { 'data-tag': key }, button);
  }

  return Object.freeze({ boxes, chips, fold });
})();
