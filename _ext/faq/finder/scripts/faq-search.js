// @ts-check
'use strict';

/*
 * The entries that answer what a reader typed or pasted, best first.
 */

/**
 * @typedef {object} Ranking
 * @property {number[]} entries by ordinal, best first
 * @property {number} answers how many of them, from the first, answer rather than may help
 * @property {Level} level
 * @property {Set<string>} terms tokens to mark
 * @property {Map<number, string>} fragments of a pasted error, by entry
 * @property {Map<string, string>} misspelled words of the query, with the token that each means
 * @property {string[]} missing words of the query that no entry contains
 * @property {(entry: number) => number} share of a full answer's score that an entry has
 */
/** @typedef {'best' | 'maybe' | 'none'} Level whether the first entry answers, may help, or does not */

const FaqSearch = (() => {
  /** Entries that score less than this share of the best one are not shown. */
  const LEAST = 0.2;
  /**
   * Entries that score this share of the best one answer if that one does. Of our own queries, 99 %
   * have the right entry among them, which are 1.04 on average; with 0.5, 100 % and 1.4.
   */
  const ALIKE = 0.75;
  /** A word in more than this share of all entries, and in more than a few, is marked only if all are. */
  const COMMON = 0.5;
  const FEW = 10;
  const BETWEEN_WORDS = /[\s,;:!?()、。，；：！？（）]+/u;
  const ONE_CHARACTER = /^[\u3041-\uffff]$/u;
  /** Exceptions that don't say what failed, unlike a `BrokenPipeError`. */
  const GENERAL = 'Assertion|Attribute|Import|Index|Key|Name|OS|Runtime|System|Type|User|Value';
  const EXCEPTION = new RegExp(
    `(?<![0-9A-Za-z_])(?:${GENERAL})?(?:Error|Exception|Warning)(?![0-9A-Za-z_])`,
    'gu',
  );

  /**
   * Find the entries that answer a text.
   * @param {string} typed
   * @returns {Promise<Ranking>}
   */
  async function find(typed) {
    const index = await FaqStore.open();
    const text = FaqErrors.clip(typed);
    const successors = new Map(index.successors);
    const fragments = new Map();
    if (FaqErrors.isPaste(text)) {
      for (const { entry, text: fragment } of FaqErrors.matches(text, await FaqStore.fragmentsOf())) {
        // No entry comes before the one that supersedes it.
        for (const match of [successors.get(entry) ?? entry, entry]) {
          if (!fragments.has(match)) fragments.set(match, fragment);
        }
      }
    }
    const words = FaqErrors.distil(text);
    const content = contentOf(words, index.idle);
    const all = content.length > 0 ? content : FaqTokens.tokenise(words);
    const telling = contentOf(words.replaceAll(EXCEPTION, ' '), index.idle);
    const tokens = telling.length > 0 ? telling : all;
    const wants = FaqRank.wants(tokens, index.synonyms);
    const certain = await FaqStore.postingsOf([...termsOf(wants), FaqRank.whole(all)]);
    const guessed = await Promise.all(wants.map(async (want) => {
      if (certain.has(want.token)) return want;
      return { ...want, readings: FaqVocabulary.guess(await FaqStore.vocabularyOf(), want.token) };
    }));
    const guesses = termsOf(guessed).filter((term) => !certain.has(term));
    const read = new Map([...certain, ...(await FaqStore.postingsOf(guesses))]);
    /** @param {Reading} reading */
    const common = ({ term }) => read.get(term)?.entries.length ?? 0;
    const wanted = guessed.map((want) => {
      return { ...want, readings: FaqVocabulary.likely(want.token, want.readings, common) };
    });
    const meant = new Map(wanted.map(({ token, readings }) => {
      return [token, FaqVocabulary.correction(token, readings) || token];
    }));
    const whole = FaqRank.whole(all.map((token) => meant.get(token) ?? token));
    const postings = new Map([...read, ...(read.has(whole) ? [] : await FaqStore.postingsOf([whole]))]);
    const { scores, most } = FaqRank.score(tokens, wanted, postings, index.norms);
    const least = LEAST * FaqRank.largest(scores);
    FaqRank.putFirst(scores, postings.get(whole));
    const isCertain = fragments.size > 0 || postings.has(whole);
    const level = isCertain ? 'best' : FaqRank.level(wanted, postings, scores);
    raiseSuccessors(index, scores);
    const entries = [...new Set([...fragments.keys(), ...byScore(scores, least)])];
    const alike = byScore(scores, ALIKE * FaqRank.largest(scores)).length;
    const { missing, misspelled } = doubts(words, wanted);
    const parts = new Set(tokens.filter((_token, at) => !isSeam(tokens, at, postings)));
    const separate = wanted.filter(({ token }) => parts.has(token));
    const marked = fragments.size > 0 ? [] : toMark(separate, [...misspelled.values()], index, postings);
    return {
      entries,
      answers: fragments.size || (level === 'best' ? alike : 0),
      level,
      terms: new Set(marked),
      fragments,
      missing,
      misspelled,
      share: (entry) => (most ? scores[entry] / most : 0),
    };
  }

  /**
   * Return the tokens to mark: what the reader typed or began to type, and corrections.
   * @param {Want[]} wanted
   * @param {string[]} corrections
   * @param {Index} index
   * @param {Map<string, Posting>} postings
   */
  function toMark(wanted, corrections, { idle, norms }, postings) {
    const own = wanted.flatMap(({ token, readings }) => {
      const terms = readings.map(({ term }) => term);
      return terms.filter((term) => FaqVocabulary.isPart(token, term) || corrections.includes(term));
    });
    // A digit or letter alone is a part of a version or a name.
    const telling = own.filter((term) => term.length > 1 && FaqRank.tells(term) && !idle.has(term));
    const most = Math.max(FEW, COMMON * norms.title.length);
    const rare = telling.filter((term) => (postings.get(term)?.entries.length ?? 0) <= most);
    return rare.length > 0 ? rare : telling;
  }

  /**
   * Return whether a pair of Chinese characters is only where two words meet: they are in more entries.
   * @param {string[]} tokens
   * @param {number} at
   * @param {Map<string, Posting>} postings
   */
  function isSeam(tokens, at, postings) {
    const [before, pair, after] = [at - 1, at, at + 1].map((each) => tokens[each] ?? '');
    const meet = FaqVocabulary.PAIR.test(pair) && before.endsWith(pair[0]) && after.startsWith(pair.slice(1));
    const [first, seam, last] = [before, pair, after].map((each) => postings.get(each)?.entries.length ?? 0);
    return meet && seam < Math.min(first, last);
  }

  /** Return the tokens that words may mean. @param {Want[]} wants */
  function termsOf(wants) {
    return wants.flatMap(({ readings, names }) => {
      return [...readings, ...names].flatMap(({ term }) => term.split(' '));
    });
  }

  /**
   * Return the tokens of a text without words that every question could have, such as the product's
   * name.
   * @param {string} text
   * @param {Set<string>} idle
   */
  function contentOf(text, idle) {
    return FaqTokens.tokenise(text).filter((token) => !idle.has(token));
  }

  /**
   * Return the words of a query that no entry contains, and those read as another word.
   * @param {string} words
   * @param {Want[]} wanted
   */
  function doubts(words, wanted) {
    const readings = new Map(wanted.map((want) => [want.token, want.readings]));
    const named = new Set(wanted.flatMap(({ token, names }) => (names.length ? [token] : [])));
    /** @param {string} token */
    const isUnknown = (token) => readings.get(token)?.length === 0 && !named.has(token);
    // The index has pairs of Chinese characters, and not all of those that shape a sentence.
    /** @param {string} token */
    const isTelling = (token) => FaqRank.tells(token) && !ONE_CHARACTER.test(token);
    const missing = [];
    const misspelled = new Map();
    for (const word of new Set(words.split(BETWEEN_WORDS))) {
      const tokens = FaqTokens.tokenise(word);
      const [first] = tokens.map((token) => readings.get(token) ?? []);
      const term = tokens.length === 1 && FaqVocabulary.correction(tokens[0], first);
      if (term) misspelled.set(word, term);
      else if (tokens.some(isTelling) && tokens.every(isUnknown)) missing.push(word);
    }
    return { missing, misspelled };
  }

  /**
   * Let no entry rank above the one that supersedes it.
   * @param {Index} index
   * @param {Float64Array} scores
   */
  function raiseSuccessors({ successors }, scores) {
    for (const [old, successor] of successors) {
      if (scores[old] >= scores[successor]) scores[successor] = scores[old] * (1 + 1e-9);
    }
  }

  /** @param {Float64Array} scores @param {number} least */
  function byScore(scores, least) {
    return [...scores.keys()]
      .filter((entry) => scores[entry] > 0 && scores[entry] >= least)
      .sort((a, b) => scores[b] - scores[a] || a - b);
  }

  return Object.freeze({ find });
})();
