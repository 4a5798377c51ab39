// @ts-check
'use strict';

/*
 * Where to go when the results do not answer: to fewer tags, to the form for a new question, and to
 * the search of the product's documentation.
 */

const FaqWays = (() => {
  const { buttonOf, fromHere, make, part, shorten } = FaqDom;

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
    if (ask) links.push(make('a', { href: ask }, 'Ask a new question'));
    if (docs) {
      const text = `Search the ${docs.name} docs for \u201c${shorten(words, MOST_NAMED)}\u201d`;
      links.push(make('a', { href: docs.address + FaqQuery.encode(words) }, text));
    }
    return links;
  }

  /**
   * Offer to drop a chosen tag when nothing matches.
   * @param {Element} root
   * @param {Index} index
   * @param {(key: string) => void} drop
   * @returns {Show}
   */
  function offers(root, index, drop) {
    const list = part(root, '.faq-offers', HTMLUListElement);
    list.addEventListener('click', (event) => {
      const button = buttonOf(event);
      if (button) drop(button.value);
    });
    return (query, { matches, ranking }) => {
      const ways = matches.length ? [] : FaqQuery.waysOut(index, query, ranking.entries);
      const useful = ways.filter((way) => way.entries > 0);
      list.replaceChildren(...useful.map(({ tag, entries }) => {
        const look = { type: 'button', class: 'faq-offer', value: tag.key };
        return make('li', {}, make('button', look, `Without ${tag.tag.label}: ${entries}`));
      }));
    };
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
    const filters = lines.length ? `\n\nFilters:\n${lines.join('\n')}` : '';
    const address = new URL(ask.address);
    address.searchParams.set(ask.title, shorten(text.replace(/\s+/gu, ' '), MOST_TITLE));
    // A Chinese character takes nine in an address.
    for (let most = MOST_ASKED; ; most = Math.floor(most / 2)) {
      const body = shorten(text, most).replace(/^/gmu, '    ');
      address.searchParams.set(ask.text, `I searched for:\n\n${body}${filters}\n`);
      if (address.href.length <= MOST_ADDRESS || most < 2) return address.href;
    }
  }

  return Object.freeze({ askAddress, links, offers });
})();
