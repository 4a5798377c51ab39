// @ts-check
'use strict';

/*
 * The filters of the finder: pull-downs with checkboxes for all tags, which are a sheet on narrow
 * screens, and a chip for each tag that is chosen.
 */

const FaqFilters = (() => {
  const { buttonOf, make, part } = FaqDom;

  /** Where the filters are a sheet, as in `faq-filters.css`. */
  const NARROW = '(width <= 48em)';

  /**
   * Turn the lists of links into checkboxes. The pull-downs stay, as a reader may be in one.
   * @param {Element} root
   * @param {Index} index
   * @param {(key: string) => void} toggle
   * @returns {Show}
   */
  function boxes(root, index, toggle) {
    const place = part(root, '.faq-facets', HTMLElement);
    const done = part(root, '.faq-sheet-done', HTMLButtonElement);
    const choices = [...index.tags.values()].map(choice);
    index.facets.forEach((facet, at) => {
      // A page that is older than the data can have other facets.
      const details = place.children[at] ?? place.appendChild(pullDown());
      const [summary, list] = details.children;
      details.className = `faq-facet faq-color-${facet.color}`;
      summary.textContent = facet.label;
      const items = choices.filter((each) => each.facet === facet).map(({ item }) => item);
      list.replaceWith(make('ul', { 'aria-label': facet.label }, ...items));
    });
    [...place.children].slice(index.facets.length).forEach((child) => child.remove());
    place.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) toggle(event.target.value);
    });
    return (query, { matches, counts }) => {
      for (const { key, update } of choices) update(query.chosen.has(key), counts.get(key) ?? 0);
      done.textContent = _('Show results ({number})').replace('{number}', `${matches.length}`);
    };
  }

  function pullDown() {
    return make('details', { name: 'faq-facet' }, make('summary', {}), make('ul', {}));
  }

  /** @param {FacetTag} known */
  function choice({ key, facet, tag }) {
    // Firefox would restore the boxes of the last visit over those of the address.
    const look = { type: 'checkbox', value: key, autocomplete: 'off' };
    const box = Object.assign(document.createElement('input'), look);
    const name = make('span', { class: 'faq-choice-label' }, tag.label);
    const number = make('span', { class: 'faq-count' });
    const item = make('li', { class: 'faq-choice', 'data-tag': key });
    const spoken = make('span', { class: 'faq-visually-hidden' }, _('Questions: '));
    item.append(make('label', {}, box, ' ', name, ' ', spoken, number));
    /** @param {boolean} chosen @param {number} count */
    function update(chosen, count) {
      box.checked = chosen;
      number.textContent = String(count);
      item.toggleAttribute('data-chosen', chosen);
      item.toggleAttribute('data-empty', count === 0 && !chosen);
    }
    return { key, facet, item, update };
  }

  /**
   * Close a pull-down at Escape, at a click beside it, and once the focus leaves it. Where the filters
   * are a sheet, the browser closes that, but doesn't always hand the focus back.
   * @param {Element} root
   */
  function close(root) {
    const filters = part(root, '.faq-filters', HTMLElement);
    const button = part(root, '.faq-sheet-button', HTMLButtonElement);
    const narrow = matchMedia(NARROW);
    const opened = () => (narrow.matches ? null : filters.querySelector('details[open]'));
    /** @param {EventTarget | null} target what the reader went to */
    const leave = (target) => {
      const details = opened();
      if (target instanceof Node && !details?.contains(target)) details?.removeAttribute('open');
    };
    document.addEventListener('click', ({ target }) => leave(target));
    filters.addEventListener('focusout', ({ relatedTarget }) => leave(relatedTarget));
    filters.addEventListener('keydown', (event) => {
      const details = opened();
      if (event.key !== 'Escape' || !details) return;
      event.preventDefault();
      part(details, 'summary', HTMLElement).focus();
      details.removeAttribute('open');
    });
    filters.addEventListener('toggle', () => {
      if (narrow.matches && document.activeElement === document.body) button.focus();
    });
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
      place.hidden = query.chosen.size === 0;
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
    const label = _('Remove {facet}: ').replace('{facet}', () => facet.label) + tag.label;
    const look = { type: 'button', class: 'faq-chip', 'aria-label': label };
    return make('li', { 'data-tag': key }, make('button', look, `${tag.label} \u00d7`));
  }

  return Object.freeze({ boxes, chips, close });
})();
