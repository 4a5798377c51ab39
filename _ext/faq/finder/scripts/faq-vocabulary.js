// @ts-check
'use strict';

/*
 * All tokens of the index, and what a word that is not among them may mean. Pure.
 */

/**
 * @typedef {{
 *   terms: string[], has: (term: string) => boolean, place: (term: string) => number,
 *   grams: () => Grams, guesses: Map<string, Reading[]>,
 * }} Vocabulary sorted tokens, with the guesses made so far
 */

/** @typedef {{places: Map<string, number[]>, sizes: Uint8Array}} Grams terms by trigram */

const FaqVocabulary = (() => {
  // Without guessing, 8 of our 129 queries find nothing and 7.7 % fewer find their entry first.
  // Each weight by itself matters little: a third more or less changes what comes first by at most
  // two queries of 569 (banking77), and by none of ours.
  /** Weight of a token that the word begins; less, the more of the token is missing. */
  const PREFIX = 0.8;
  /** Weight of a token that differs from the word by one edit. */
  const TYPO = 0.6;
  /** Weight of a token by the share of trigrams that it has in common with the word. */
  const SIMILAR = 0.6;
  /** Least such share. */
  const LEAST_SIMILAR = 0.5;
  /** Weight of each of two tokens that make up the word. */
  const HALF = 0.7;
  const LEAST_HALF = 3;
  /** Shorter words are left alone: nearly every token is near them. */
  const LEAST_TYPO = 4;
  const LEAST_PREFIX = 2;
  /** Most tokens that one word may mean. */
  const MOST = 8;
  /** Most guesses that are remembered: while typing, most words of a query stay the same. */
  const MOST_KEPT = 500;

  /**
   * @param {string[]} terms sorted
   * @returns {Vocabulary}
   */
  function make(terms) {
    const places = new Map(terms.map((term, place) => [term, place]));
    /** @type {Grams | undefined} */
    let grams;
    return Object.freeze({
      terms,
      has: (/** @type {string} */ term) => places.has(term),
      place: (/** @type {string} */ term) => places.get(term) ?? -1,
      // Only a misspelt word needs them.
      grams: () => (grams ??= byTrigram(terms)),
      guesses: new Map(),
    });
  }

  /**
   * Return what a word that the index lacks may mean, likeliest first.
   * @param {Vocabulary} vocabulary
   * @param {string} word
   * @returns {Reading[]}
   */
  function guess(vocabulary, word) {
    const { guesses } = vocabulary;
    let readings = guesses.get(word);
    if (!readings) {
      if (guesses.size >= MOST_KEPT) guesses.clear();
      readings = guessAnew(vocabulary, word);
      guesses.set(word, readings);
    }
    return readings;
  }

  /** @param {Vocabulary} vocabulary @param {string} word */
  function guessAnew(vocabulary, word) {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const [term, weight] of candidates(vocabulary, word)) {
      if ((found.get(term) ?? 0) < weight) found.set(term, weight);
    }
    const readings = Array.from(found, ([term, weight]) => ({ term, weight }));
    readings.sort((one, other) => other.weight - one.weight || (one.term < other.term ? -1 : 1));
    return readings.slice(0, MOST);
  }

  /**
   * @param {Vocabulary} vocabulary
   * @param {string} word
   * @returns {Generator<[string, number]>}
   */
  function* candidates(vocabulary, word) {
    if (word.length >= LEAST_PREFIX) {
      for (const term of beginning(vocabulary.terms, word)) {
        yield [term, PREFIX * Math.sqrt(word.length / term.length)];
      }
    }
    if (word.length < LEAST_TYPO) return;
    for (const term of beginning(vocabulary.terms, word[0])) {
      if (isOneEdit(term, word)) yield [term, TYPO];
    }
    for (const [term, share] of similar(vocabulary, word)) yield [term, SIMILAR * share];
    for (let cut = LEAST_HALF; cut <= word.length - LEAST_HALF; cut += 1) {
      const halves = [word.slice(0, cut), word.slice(cut)];
      if (halves.every(vocabulary.has)) for (const half of halves) yield [half, HALF];
    }
  }

  /** @param {string[]} terms @param {string} word */
  function* beginning(terms, word) {
    let low = 0;
    let high = terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (terms[middle] < word) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < terms.length && terms[at].startsWith(word); at += 1) yield terms[at];
  }

  /**
   * Tell whether two words differ by one letter too many, too few, other or swapped with the next.
   * They begin with the same letter: few mistype it, and without it too many words are near.
   * @param {string} one
   * @param {string} other
   */
  function isOneEdit(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let [end, otherEnd] = [one.length, other.length];
    while (end > start && otherEnd > start && one[end - 1] === other[otherEnd - 1]) {
      end -= 1;
      otherEnd -= 1;
    }
    const swapped = one[start] === other[start + 1] && one[start + 1] === other[start];
    const left = Math.max(end, otherEnd) - start;
    return left <= 1 || (left === 2 && end === otherEnd && swapped);
  }

  /**
   * Yield the tokens that share trigrams with a word, and the share (Dice's coefficient).
   * @param {Vocabulary} vocabulary
   * @param {string} word
   * @returns {Generator<[string, number]>}
   */
  function* similar(vocabulary, word) {
    const { places, sizes } = vocabulary.grams();
    const own = trigrams(word);
    const common = new Uint8Array(sizes.length);
    for (const gram of own) for (const at of places.get(gram) ?? []) common[at] += 1;
    for (let at = 0; at < common.length; at += 1) {
      const share = (2 * common[at]) / (own.size + sizes[at]);
      if (share >= LEAST_SIMILAR) yield [vocabulary.terms[at], share];
    }
  }

  /** @param {string} word */
  function trigrams(word) {
    const marked = `^${word}$`;
    const grams = new Set();
    for (let at = 0; at + 3 <= marked.length; at += 1) grams.add(marked.slice(at, at + 3));
    return grams;
  }

  /** @param {string[]} terms @returns {Grams} */
  function byTrigram(terms) {
    /** @type {Map<string, number[]>} */
    const places = new Map();
    const sizes = new Uint8Array(terms.length);
    terms.forEach((term, at) => {
      const own = trigrams(term);
      sizes[at] = own.size;
      for (const gram of own) {
        const list = places.get(gram);
        if (list) list.push(at);
        else places.set(gram, [at]);
      }
    });
    return { places, sizes };
  }

  return Object.freeze({ guess, make });
})();
