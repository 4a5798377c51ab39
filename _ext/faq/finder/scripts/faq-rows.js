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
  const WORDS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\s,;:!?()[\]{}"`<>=/\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\u201c\u201d\uff01-\uff0f\uff1a-\uff20]+/gu;
  const PAIRED = /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

  /** What stands between two words of one phrase, as in `Out of Memory`. */
  const BETWEEN = /^ (?:[a-z]{1,3} )?$/u;

  /** Most tags that a row names, as in `macros.html`. */
  const MOST_TAGS = 2;

  /**
   * Return the row that the macro `rows` renders.
   * @param {Card} card
   * @param {Pick<Ranking, "terms" | "fragments">} ranking
   */
  function row(card, { terms, fragments }) {
    const fragment = fragments.get(card.entry);
    /** @type {Record<string, string>} */
    const lang = card.language ? { lang: card.language[0] } : {};
    const look = { class: 'faq-row-question', href: fromHere(card.address), ...lang };
    const link = make('a', look, ...styled(card.question, terms));
    const parts = [link];
    if (card.language) parts.push(make('span', { class: 'faq-row-status' }, card.language[1]));
    if (!card.listed) parts.push(make('span', { class: 'faq-row-status' }, _('Superseded')));
    if (fragment && !link.textContent.includes(fragment)) {
      parts.push(make('p', { class: 'faq-row-fragment' }, make('code', {}, fragment)));
    }
    parts.push(make('p', { class: 'faq-row-summary', ...lang }, ...styled(card.summary, terms)));
    const tags = card.tags.slice(0, MOST_TAGS).map(({ facet, tag }) => {
      return make('li', { class: `faq-badge faq-color-${facet.color}` }, tag.label);
    });
    const rest = card.tags.length - tags.length;
    if (rest > 0) tags.push(make('li', { class: 'faq-badge-rest' }, `+${rest}`));
    parts.push(make('ul', { class: 'faq-badges', 'aria-label': _('Tags') }, ...tags));
    return make('li', { class: 'faq-row' }, ...parts);
  }

  /**
   * Return the word with a token as some entries spell it; empty if they do not show it.
   * @param {Card[]} cards
   * @param {string} term
   */
  function spelling(cards, term) {
    const texts = cards.flatMap(({ question, summary, tags }) => {
      return [question, summary, ...tags.map(({ tag }) => tag.label)];
    }).map((inline) => {
      return typeof inline === 'string' ? inline : inline.map(([, text]) => text).join('');
    });
    const words = texts.flatMap((text) => text.match(WORDS) ?? []).map(bare);
    return words.find((word) => FaqTokens.tokenise(word).at(-1) === term) ?? '';
  }

  /** Return the words of a query that match, as typed. @param {string} text @param {Set<string>} terms */
  function typed(text, terms) {
    const words = (text.match(WORDS) ?? []).map(bare);
    return words.filter((word) => FaqTokens.tokenise(word).some((token) => terms.has(token)));
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
      const between = text.slice(done, start);
      if (mark && start > done && BETWEEN.test(between)) {
        mark.append(between);
        done = start;
      } else if (!mark || start >= done) {
        mark = make('mark', {});
        parts.push(between, mark);
      }
      mark.append(text.slice(Math.max(start, done), end));
      done = end;
    }
    if (done < text.length) parts.push(text.slice(done));
    return parts;
  }

  /** @param {string} text @param {Set<string>} terms @returns {Generator<[number, number]>} */
  function* hits(text, terms) {
    // The second pair of a word, such as 态图 of 静态图, also ends others, such as 动态图: it matches
    // only behind the first.
    const pairs = Array.from(terms).filter((term) => PAIRED.test(term));
    const ends = new Set(pairs.map((pair) => pair[1]));
    const inner = new Set(pairs.flatMap(([first, last]) => (ends.has(first) ? [] : [last])));
    for (const match of text.matchAll(WORDS)) {
      const [word] = match;
      const tokens = FaqTokens.tokenise(word);
      // Of a version, the parts say nothing.
      const telling = /^v?\d/iu.test(word) ? tokens.slice(-1) : tokens;
      if (PAIRED.test(word)) {
        let end = 0;
        for (let at = 0; at + 2 <= word.length; at += 1) {
          if (!terms.has(word.slice(at, at + 2)) || (inner.has(word[at]) && end !== at + 1)) continue;
          end = at + 2;
          yield [match.index + at, match.index + end];
        }
      } else if (telling.some((token) => terms.has(token))) {
        yield [match.index, match.index + bare(word).length];
      }
    }
  }

  /** Return a word without the punctuation behind it. @param {string} word */
  function bare(word) {
    return word.replace(/[.'\u2019]+$/u, '');
  }

  return Object.freeze({ row, spelling, typed });
})();
