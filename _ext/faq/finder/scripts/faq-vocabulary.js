// @ts-check
'use strict';

/*
 * The words that readers may mistype, and those of them that an unknown word may mean. Pure.
 */

const FaqVocabulary = (() => {
  // Without guessing, 8 of our 135 queries find nothing and 8.9 % fewer find their entry first.
  // No weight matters much alone: a third more or less changes the first result of at most two of
  // the 569 banking77 queries, and of none of ours.
  /** Weight of a token that starts with the word, reduced by the share that the word lacks. */
  const PREFIX = 0.8;
  /** Weight of a token that differs from the word by one edit. */
  const TYPO = 0.6;
  /** Weight of a token that shares all trigrams with the word, in proportion for fewer. */
  const SIMILAR = 0.6;
  /** Least such share. */
  const LEAST_SIMILAR = 0.5;
  /** Weight of each of two tokens that together are the word. */
  const HALF = 0.7;
  const LEAST_HALF = 3;
  /** Shorter words are not guessed: nearly every token is similar to them. */
  const LEAST_TYPO = 4;
  const LEAST_PREFIX = 3;
  /** A word with a number is a code or a version, and another number is another one. */
  const NUMBER = /[0-9]{3}/u;
  /** Tokens of Chinese, Japanese and Korean characters. */
  const PAIR = /^[\u3041-\u{10ffff}]/u;
  /** Most tokens that one word may mean. */
  const MOST = 8;

  /**
   * Return the tokens that an unknown word may mean, the likeliest first.
   * @param {ReadonlySet<string>} vocabulary
   * @param {string} word
   * @returns {Reading[]}
   */
  function guess(vocabulary, word) {
    if (word.length < LEAST_PREFIX) return [];
    /** @type {Map<string, number>} */
    const weights = new Map();
    for (const [term, weight] of candidates(vocabulary, word)) {
      if ((weights.get(term) ?? 0) < weight) weights.set(term, weight);
    }
    const readings = Array.from(weights, ([term, weight]) => ({ term, weight }));
    readings.sort((one, other) => other.weight - one.weight || (one.term < other.term ? -1 : 1));
    return readings.slice(0, MOST);
  }

  /**
   * Return the token that a misspelled word means; empty if it is one, or a part of one or two.
   * @param {string} word
   * @param {Reading[]} readings
   */
  function correction(word, [likeliest]) {
    if (!likeliest || likeliest.weight < TYPO) return '';
    return isPart(word, likeliest.term) ? '' : likeliest.term;
  }

  /**
   * Return the readings of a word, the likeliest first. A misspelled word keeps only one: of tokens that
   * differ as little, the one that most entries contain.
   * @param {string} word
   * @param {Reading[]} readings
   * @param {(reading: Reading) => number} common
   */
  function likely(word, readings, common) {
    const sorted = [...readings].sort((a, b) => b.weight - a.weight || common(b) - common(a));
    return correction(word, sorted) ? sorted.slice(0, 1) : sorted;
  }

  /** Return whether a word is the beginning of a token, or contains it. @param {string} word @param {string} term */
  function isPart(word, term) {
    return term.startsWith(word) || word.includes(term);
  }

  /**
   * @param {ReadonlySet<string>} vocabulary
   * @param {string} word
   * @returns {Generator<[string, number]>}
   */
  function* candidates(vocabulary, word) {
    const canBeTypo = word.length >= LEAST_TYPO && !NUMBER.test(word);
    for (const term of vocabulary) {
      if (term.startsWith(word)) {
        yield [term, PREFIX * Math.sqrt(word.length / term.length)];
      }
      if (canBeTypo && isOneEdit(term, word)) yield [term, TYPO];
    }
    if (!canBeTypo) return;
    for (const [term, share] of similar(vocabulary, word)) yield [term, SIMILAR * share];
    for (let cut = LEAST_HALF; cut <= word.length - LEAST_HALF; cut += 1) {
      const halves = [word.slice(0, cut), word.slice(cut)];
      if (halves.every((half) => vocabulary.has(half))) for (const half of halves) yield [half, HALF];
    }
  }

  /**
   * Return whether two words differ by one letter that is added, missing, different or swapped with
   * the next. Both start with the same letter: few readers mistype it.
   * @param {string} one
   * @param {string} other
   */
  function isOneEdit(one, other) {
    if (one[0] !== other[0]) return false;
    let same = 1;
    while (same < one.length && one[same] === other[same]) same += 1;
    const [left, right] = [one.slice(same), other.slice(same)];
    const swapped = right.length > 1 && left.startsWith(right[1] + right[0]);
    return (
      left.slice(1) === right ||
      left === right.slice(1) ||
      left.slice(1) === right.slice(1) ||
      (swapped && left.slice(2) === right.slice(2))
    );
  }

  /**
   * Yield the tokens that share trigrams with a word, each with Dice's coefficient. A table of the
   * trigrams of all tokens would take as long to make as looking at every token for seven words.
   * @param {ReadonlySet<string>} terms
   * @param {string} word
   * @returns {Generator<[string, number]>}
   */
  function* similar(terms, word) {
    const own = [...trigrams(word)];
    for (const term of terms) {
      const marked = `^${term}$`;
      const common = own.filter((gram) => marked.includes(gram)).length;
      // With fewer, the coefficient is too small whatever the token's own number.
      if (common < own.length / 3) continue;
      const share = (2 * common) / (own.length + trigrams(term).size);
      if (share >= LEAST_SIMILAR) yield [term, share];
    }
  }

  /** @param {string} word */
  function trigrams(word) {
    const marked = `^${word}$`;
    const grams = new Set();
    for (let at = 0; at + 3 <= marked.length; at += 1) grams.add(marked.slice(at, at + 3));
    return grams;
  }

  return Object.freeze({ PAIR, correction, guess, isPart, likely });
})();
