// @ts-check
'use strict';

/*
 * Entries as result rows, with the matching words marked.
 */

const FaqRows = (() => {
  const { fromHere, make } = FaqDom;

  /** Elements of the styles of a text, by their number in the data. */
  const ELEMENTS = ['', 'code', 'em', 'strong'];
  /** A run of Chinese, Japanese or Korean characters, or a word with its inner punctuation. */
  const WORDS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\s,;:!?()[\]{}"`<>=/\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]+/gu;
  const PAIRED = /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

  /**
   * Return the row that the macro `rows` renders.
   * @param {Card} card
   * @param {Pick<Ranking, "terms" | "fragments">} ranking
   */
  function row(card, { terms, fragments }) {
    const fragment = fragments.get(card.entry);
    const look = { class: 'faq-row-question', href: fromHere(card.address) };
    const question = make('a', look, ...styled(card.question, terms));
    const parts = [question];
    if (!card.listed) parts.push(make('span', { class: 'faq-row-status' }, 'Superseded'));
    if (fragment) {
      const words = [make('span', {}, 'Matches your error: '), make('code', {}, fragment)];
      parts.push(make('p', { class: 'faq-row-fragment' }, ...words));
    }
    parts.push(make('p', { class: 'faq-row-summary' }, ...styled(card.summary, terms)));
    const tags = { class: 'faq-badges', 'aria-label': 'Tags' };
    parts.push(make('ul', tags, ...card.tags.map(badge)));
    return make('li', { class: 'faq-row' }, ...parts);
  }

  /** @param {FacetTag} known */
  function badge({ facet, tag }) {
    const look = { class: `faq-badge faq-color-${facet.color}`, href: fromHere(tag.address) };
    return make('li', {}, make('a', look, tag.label));
  }

  /** @param {Inline} inline @param {Set<string>} terms @returns {(Node | string)[]} */
  function styled(inline, terms) {
    if (typeof inline === 'string') return marked(inline, terms);
    return inline.flatMap(([style, text]) => {
      const name = ELEMENTS[style];
      const words = marked(text, terms);
      return name ? [make(name, {}, ...words)] : words;
    });
  }

  /**
   * Mark the words of a text whose tokens match.
   * @param {string} text
   * @param {Set<string>} terms
   * @returns {(Node | string)[]}
   */
  function marked(text, terms) {
    if (terms.size === 0) return [text];
    /** @type {(Node | string)[]} */
    const parts = [];
    let done = 0;
    /** @type {HTMLElement | undefined} */
    let mark;
    for (const [start, end] of hits(text, terms)) {
      if (!mark || start >= done) {
        mark = make('mark', {});
        parts.push(text.slice(done, start), mark);
      }
      mark.append(text.slice(Math.max(start, done), end));
      done = end;
    }
    if (done < text.length) parts.push(text.slice(done));
    return parts;
  }

  /** @param {string} text @param {Set<string>} terms @returns {Generator<[number, number]>} */
  function* hits(text, terms) {
    for (const match of text.matchAll(WORDS)) {
      const [word] = match;
      if (PAIRED.test(word)) {
        for (let at = 0; at + 2 <= word.length; at += 1) {
          if (terms.has(word.slice(at, at + 2))) yield [match.index + at, match.index + at + 2];
        }
      } else if (FaqTokens.tokenise(word).some((token) => terms.has(token))) {
        const bare = word.replace(/[.'\u2019]+$/u, '');
        yield [match.index, match.index + bare.length];
      }
    }
  }

  return Object.freeze({ row });
})();
