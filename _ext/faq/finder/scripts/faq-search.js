// @ts-check
'use strict';

/*
 * The entries that answer what a reader typed or pasted, best first.
 */

/**
 * @typedef {{
 *   entries: number[], sure: boolean, terms: Set<string>, fragments: Map<number, string>,
 *   share: (entry: number) => number,
 * }} Ranking entries by ordinal, best first; tokens that matched; fragments of a pasted error; the
 *   share of a full answer's score that an entry has
 */

const FaqSearch = (() => {
  /** Entries that score less than this share of the best one are not shown. */
  const LEAST = 0.2;
  /** Below this share of a full answer's score, the best entry is merely the nearest one. */
  const SURE = 0.35;

  /**
   * Find the entries that answer a text.
   * @param {string} typed
   * @returns {Promise<Ranking>}
   */
  async function find(typed) {
    const index = await FaqStore.open();
    const text = FaqErrors.clip(typed);
    const fragments = new Map();
    if (FaqErrors.isPaste(text)) {
      for (const { entry, text: fragment } of FaqErrors.matches(text, await FaqStore.fragmentsOf())) {
        if (!fragments.has(entry)) fragments.set(entry, fragment);
      }
      for (const [old, successor] of index.successors) {
        const fragment = fragments.get(old);
        if (fragment && !fragments.has(successor)) fragments.set(successor, fragment);
      }
    }
    const first = withSuccessors(index, [...fragments.keys()]);
    const tokens = FaqTokens.tokenise(FaqErrors.distil(text));
    if (tokens.length === 0) {
      const share = () => 0;
      return { entries: first, sure: first.length > 0, terms: new Set(), fragments, share };
    }
    const wanted = FaqRank.wants(tokens, index.vocabulary);
    const terms = wanted.flatMap(({ readings }) => readings.map(({ term }) => term));
    const postings = await FaqStore.postingsOf(terms);
    const { scores, most } = FaqRank.score(tokens, wanted, postings, index.norms);
    raiseSuccessors(index, scores);
    const best = scores.reduce((a, b) => Math.max(a, b), 0);
    return {
      entries: [...new Set([...first, ...byScore(scores, LEAST * best)])],
      sure: first.length > 0 || best >= SURE * most,
      terms: new Set(terms.filter(FaqRank.tells)),
      fragments,
      share: (entry) => scores[entry] / most,
    };
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
    const entries = [];
    for (let entry = 0; entry < scores.length; entry += 1) {
      if (scores[entry] > 0 && scores[entry] >= least) entries.push(entry);
    }
    return entries.sort((a, b) => scores[b] - scores[a] || a - b);
  }

  /**
   * Insert before each superseded entry the one that supersedes it. No entry occurs twice.
   * @param {Index} index
   * @param {number[]} entries
   */
  function withSuccessors({ successors }, entries) {
    const next = new Map(successors);
    return [...new Set(entries.flatMap((entry) => [next.get(entry) ?? [], entry].flat()))];
  }

  return Object.freeze({ find });
})();
