// @ts-check
'use strict';

/*
 * Where to go when the results do not answer: to the form for a new question, and to the search of
 * the product's documentation.
 */

const FaqWays = (() => {
  const { fromHere, make, shorten } = FaqDom;

  /** Longest address of the form for a new question; GitHub refuses one of 8 kB. */
  const MOST_ADDRESS = 7000;
  /** Most characters of a query in that form, in a title, and in a link. */
  const MOST_ASKED = 2000;
  const MOST_TITLE = 120;
  const MOST_NAMED = 40;

  /**
   * Return links to where a query may be answered.
   * @param {Index} index
   * @param {Query} query
   */
  function links(index, query) {
    const { docs } = index;
    const ask = askAddress(index, query);
    const words = shorten(FaqErrors.distil(query.text).trim().replace(/\s+/gu, ' '), MOST_TITLE);
    const links = [];
    if (ask) links.push(make('a', { href: ask }, _('Ask a new question')));
    if (docs) {
      const text = _('Search the {product} docs for “{words}”')
        .replace('{product}', () => docs.name)
        .replace('{words}', () => shorten(words, MOST_NAMED));
      links.push(make('a', { href: docs.address + FaqQuery.encode(words) }, text));
    }
    return links;
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
    const filters = lines.length ? ['', _('Filters:'), ...lines] : [];
    const address = new URL(ask.address);
    address.searchParams.set(ask.title, shorten(text.replace(/\s+/gu, ' '), MOST_TITLE));
    // A Chinese character takes nine in an address.
    for (let most = MOST_ASKED; ; most = Math.floor(most / 2)) {
      const body = shorten(text, most).replace(/^/gmu, '    ');
      const report = [_('I searched for:'), '', body, ...filters, ''];
      address.searchParams.set(ask.text, report.join('\n'));
      if (address.href.length <= MOST_ADDRESS || most < 2) return address.href;
    }
  }

  return Object.freeze({ askAddress, links });
})();
