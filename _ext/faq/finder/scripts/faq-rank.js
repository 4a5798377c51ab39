// @ts-check
'use strict';

/*
 * How well each entry answers a text. Pure: no page, no loading. Tokens come from `FaqTokens`, what
 * an unknown word may mean from `FaqVocabulary`, postings from `FaqStore`. `kb search` runs the same
 * files.
 *
 * 82.4 % of the queries of stackfaq, 67.0 % of banking77, 81.0 % of a Chinese collection, 93 % of our
 * own and 43.9 % of nl2bash find the right entry first. The weights were chosen by the likelihood of the
 * right entry, which is less a matter of chance. Comments give the first four percentages for other
 * weights; where there are three, they are those of stackfaq, banking77 and nl2bash with the weights of
 * an earlier version, which found 81.7, 66.6 and 43.2 %.
 */

/** @typedef {{entries: Int32Array, title: Uint8Array, body: Uint16Array, places: Uint8Array}} Posting */
/** @typedef {{title: Float32Array, body: Float32Array}} Norms what counts are weighed against */
/** @typedef {{term: string, weight: number}} Reading a token of the index, or several in one text */
/**
 * @typedef {{token: string, weight: number, readings: Reading[], names: Reading[]}} Want a word of a
 *   query, with the tokens that it may mean and with other names of the term that it is part of
 */
/** @typedef {{scores: Float64Array, most: number}} Scored `most` is what a full answer scores */

const FaqRank = (() => {
  /**
   * For each field, how fast a repeated token saturates and how much the length weakens its tokens
   * (BM25's k1 and b), and the tokens of a field of normal length. Constants rather than the means
   * of the collection, as in BM25: the title outweighs a long answer but not a short one, and the
   * length of one entry doesn't change the score of another. With k1 and b of a title in a body,
   * 79.3 % of the Chinese queries. A usual title of 7: 81.4, 63.8, 43.0; of 28: 81.9, 66.1, 41.3.
   * A usual body of 40: 78.5, 66.6, 43.4; of 160: 80.2, 66.6, 42.7.
   */
  const TITLE = { k1: 1.7, b: 0.75, usual: 14 };
  const BODY = { k1: 1.4, b: 0.85, usual: 90 };
  /** Power of BM25's rarity, so that one rare word outweighs fewer others. 1: 82.9, 66.3, 80.2, 94.5. */
  const RARITY = 0.93;
  /**
   * How much of the rarity of a word in a title is that among titles: many answers mention words that
   * say much in a question. None: 82.9, 67.0, 80.2, 94.3.
   */
  const AMONG_TITLES = 0.3;
  /**
   * Bonus for two words that are adjacent both in the query and in the title. None: 80.8, 65.9,
   * 42.7; 0.3: 81.0, 66.6, 42.7.
   */
  const ADJACENT = 0.2;
  /**
   * Weight of function words, which don't say what a question is about. None: 80.3, 64.0, 43.4;
   * 0.5: 81.7, 66.6, 43.0; 1: 80.8, 65.4, 42.0. A list without pronouns of the third person,
   * contractions and further auxiliaries, with 0.5: 81.5, 66.3, 43.2. `I'm` and `I'd` are left out
   * because their tokens are those of `IM` and `ID`. The list is of tokens (`whi` is `why`): making
   * them from words would take a third of the time in which the scripts start.
   */
  const SHAPING_WEIGHT = 0.4;
  const SHAPING = new Set(
    (
      'a an the of to in into on at by for with from about as and or not if than then so it this ' +
      'that these those there i me my we our us you your he him his she her they them their who how ' +
      'what whi when where which be been is are was were am do doe did done have has had can could ' +
      'will would shall should may might must ani also just pleas ive dont doesnt didnt isnt arent ' +
      'wasnt werent havent hasnt hadnt cant couldnt wont wouldnt shouldnt'
    ).split(' '),
  );
  /** Chinese characters that shape a question, as do pairs that contain one. */
  const SHAPING_HAN =
    /[的了吗呢吧啊么呀嘛是在我你他它这那就也都还和与或及而且但被把让怎什如何哪谁为请]/u;
  /**
   * Weight of a pair of Chinese characters: a word of three is two pairs. With 0.8, 79.9 % of the
   * Chinese queries and 94.0 % of our own in Chinese; with 0.65, 80.2 and 94.7 %.
   */
  const PAIR_WEIGHT = 0.65;
  const { PAIR } = FaqVocabulary;
  /**
   * How much a query favors entries that have more of it, in English and with Chinese: a word that
   * is common in an entry doesn't make up for others that the entry lacks. Without: 82.5, 66.6,
   * 78.0, 94.4. 0.5 with Chinese: 79.3 % of the Chinese queries; 2.5: 79.9, and 94.1 instead of
   * 94.7 % of our own in Chinese.
   */
  const COVERAGE = 0.1;
  const CHINESE_COVERAGE = 1.5;
  /** The share of the query that leaves the score of an entry as it is. */
  const USUAL_COVERAGE = 0.2;
  /**
   * Weight of a term's name in another language, and of another name in the same language. With 0.7,
   * 79.3 % of the Chinese queries; with 0.9, a phrasing of ours doesn't find its own entry first.
   */
  const TRANSLATED = 0.85;
  const RENAMED = 0.4;
  /**
   * Words that a pair counts as where the words of a query are counted. With 1/2, 28 % of the
   * questions without an answer in stackfaq count as answered.
   */
  const PAIR_LENGTH = 1 / 3;
  /** Least certainty of an answer, and of an entry that may help. */
  const BEST = 0.5;
  const MAYBE = 0.25;
  /** Least share of a query's words in an entry that may help, if they are not few. */
  const LEAST_COVERED = 0.2;
  const FEW_WORDS = 4;
  /** Most distinct words of a question or phrasing that is a term as a whole. */
  const MOST_IN_WHOLE = 5;
  /** Most distinct words of a query that are searched for. */
  const MOST_WORDS = 64;

  /**
   * Return the words of a query, each with itself as its only reading.
   * @param {string[]} tokens
   * @param {string[][]} synonyms names of each term, as tokens
   * @returns {Want[]}
   */
  function wants(tokens, synonyms) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const token of tokens) {
      if (counts.has(token) || counts.size < MOST_WORDS) {
        counts.set(token, (counts.get(token) ?? 0) + 1);
      }
    }
    const text = ` ${tokens.join(' ')} `;
    const mentioned = synonyms.flatMap((names) => {
      return names.filter((name) => text.includes(` ${name} `)).map((name) => {
        return { tokens: name.split(' '), others: names.filter((other) => other !== name) };
      });
    });
    return Array.from(counts, ([token, count]) => {
      const terms = mentioned.flatMap((name) => (name.tokens.includes(token) ? name.others : []));
      return {
        token,
        weight: shape(token) * Math.sqrt(count),
        readings: [{ term: token, weight: 1 }],
        names: terms.map((term) => {
          return { term, weight: PAIR.test(term) === PAIR.test(token) ? RENAMED : TRANSLATED };
        }),
      };
    });
  }

  /** @param {string} token */
  function shape(token) {
    return (tells(token) ? 1 : SHAPING_WEIGHT) * (PAIR.test(token) ? PAIR_WEIGHT : 1);
  }

  /**
   * Prepare the lengths of the fields of all entries.
   * @param {number[]} title
   * @param {number[]} body
   * @returns {Norms}
   */
  function norms(title, body) {
    /** @param {number[]} lengths @param {typeof TITLE} field */
    const of = (lengths, { k1, b, usual }) => {
      return Float32Array.from(lengths, (length) => k1 * (1 - b + (b * length) / usual));
    };
    return { title: of(title, TITLE), body: of(body, BODY) };
  }

  /**
   * Return the weight of a token: a power of BM25's inverse document frequency.
   * @param {number} entries entries that contain it
   * @param {number} size entries in all
   */
  function rarity(entries, size) {
    return Math.log(1 + (size - entries + 0.5) / (entries + 0.5)) ** RARITY;
  }

  /**
   * Score every entry. Linear in the postings.
   * @param {string[]} tokens
   * @param {Want[]} wanted
   * @param {Map<string, Posting>} postings
   * @param {Norms} norms
   * @returns {Scored}
   */
  function score(tokens, wanted, postings, norms) {
    const size = norms.title.length;
    const scores = new Float64Array(size);
    const covered = new Float64Array(size);
    let most = 0;
    for (const want of wanted) most += addWord(scores, covered, want, postings, norms);
    const isChinese = wanted.some(({ token }) => PAIR.test(token));
    const strength = isChinese ? CHINESE_COVERAGE : COVERAGE;
    for (let entry = 0; entry < size; entry += 1) {
      scores[entry] *= 1 + strength * (covered[entry] / most - USUAL_COVERAGE);
    }
    addNeighbours(scores, tokens, postings);
    return { scores, most };
  }

  /**
   * Add to the score of each entry the gain of one word in its best reading.
   * @param {Float64Array} scores
   * @param {Float64Array} covered the same, but no word counts more than `most`
   * @param {Want} want
   * @param {Map<string, Posting>} postings
   * @param {Norms} norms
   * @returns {number} the gain of an entry that has the word once in a title of normal length; a
   *   word that the index lacks counts as the rarest
   */
  function addWord(scores, covered, { token, weight, readings, names }, postings, norms) {
    const size = scores.length;
    const gains = new Float64Array(size);
    const known = readings.length === 1 && readings[0].term === token;
    let most = known ? 0 : weight * rarity(0, size);
    for (const { term, weight: share } of [...readings, ...names]) {
      const all = term.split(' ').flatMap((part) => postings.get(part) ?? []);
      if (all.length === 0 || all.length < term.split(' ').length) continue;
      const factor = weight * share;
      most = Math.max(most, factor * rarity(all[0].entries.length, size));
      const [first, ...others] = all.map((posting) => gainsOf(posting, norms));
      for (const entry of all[0].entries) {
        let gain = first[entry];
        // An entry that lacks a part of a name gains nothing from the others.
        for (const part of others) gain = Math.min(gain, part[entry]);
        gains[entry] = Math.max(gains[entry], factor * gain);
      }
    }
    for (let entry = 0; entry < size; entry += 1) {
      scores[entry] += gains[entry];
      covered[entry] += Math.min(gains[entry], most);
    }
    return most;
  }

  /** Gain of each entry from a token. @param {Posting} posting @param {Norms} norms */
  function gainsOf({ entries, title, body }, norms) {
    const size = norms.title.length;
    const gains = new Float64Array(size);
    const titles = title.reduce((sum, count) => sum + Math.min(count, 1), 0);
    const amongAll = rarity(entries.length, size);
    const amongTitles = AMONG_TITLES * rarity(titles, size) + (1 - AMONG_TITLES) * amongAll;
    entries.forEach((entry, at) => {
      const inTitle = title[at] / (title[at] + norms.title[entry]);
      const inBody = body[at] / (body[at] + norms.body[entry]);
      gains[entry] = (TITLE.k1 + 1) * (amongTitles * inTitle + amongAll * inBody);
    });
    return gains;
  }

  /**
   * Add a bonus for each two adjacent words of the query that are adjacent in a title too.
   * @param {Float64Array} scores
   * @param {string[]} tokens
   * @param {Map<string, Posting>} postings
   */
  function addNeighbours(scores, tokens, postings) {
    const size = scores.length;
    /** The last place seen in each title, and the number of its token in the query. */
    const places = new Uint8Array(size);
    const turns = new Uint32Array(size);
    let before = 0;
    tokens.forEach((token, at) => {
      const posting = postings.get(token);
      const own = posting ? ADJACENT * shape(token) * rarity(posting.entries.length, size) : 0;
      posting?.entries.forEach((entry, index) => {
        const place = posting.places[index];
        if (place > 1 && turns[entry] === at && places[entry] === place - 1) {
          scores[entry] += before + own;
        }
        places[entry] = place;
        turns[entry] = at + 1;
      });
      before = own;
    });
  }

  /**
   * Return the term for a question or phrasing about exactly these words, as `wholes` in
   * `schema/index.py` makes it; empty if there are too many words for one.
   * @param {string[]} tokens
   */
  function whole(tokens) {
    const telling = tokens.filter(tells);
    const distinct = [...new Set(telling.length > 0 ? telling : tokens)].sort();
    return distinct.length > MOST_IN_WHOLE ? '' : `\uffff${distinct.join(' ')}`;
  }

  /**
   * Put the entries of a posting before all others.
   * @param {Float64Array} scores
   * @param {Posting} [posting]
   */
  function putFirst(scores, posting) {
    const best = largest(scores);
    for (const entry of posting?.entries ?? []) scores[entry] += best;
  }

  /** @param {Float64Array} scores */
  function largest(scores) {
    return scores.reduce((a, b) => Math.max(a, b), 0);
  }

  /**
   * Return whether the best entry answers the query, may help, or does neither.
   *
   * A logistic model of three facts decides. It was trained on stackfaq and on a Chinese collection:
   * three sites each, without every third document. `BEST` calls 85 % of the right first answers an
   * answer in both, and 26 % of the first entries of questions that have none. Trained without the
   * strength, it does so for 33 % in both, without the runner-up for 28 % and 33 %.
   * @param {Want[]} wanted
   * @param {Map<string, Posting>} postings
   * @param {Float64Array} scores
   * @returns {Level}
   */
  function level(wanted, postings, scores) {
    const size = scores.length;
    let [best, next] = [0, -1];
    for (let entry = 1; entry < size; entry += 1) {
      if (scores[entry] > scores[best]) [next, best] = [best, entry];
      else if (next < 0 || scores[entry] > scores[next]) next = entry;
    }
    if (!(scores[best] > 0)) return 'none';
    const content = wanted.filter(({ token }) => tells(token));
    let [words, missing] = [0, 0];
    for (const want of content.length > 0 ? content : wanted) {
      const length = PAIR.test(want.token) ? PAIR_LENGTH : 1;
      words += length;
      missing += length * (1 - presence(want, postings, best));
    }
    const strength = Math.log((scores[best] + 0.3) / rarity(0, size));
    const runnerUp = next < 0 ? 0 : scores[next] / scores[best];
    const coverage = Math.log((words + 0.25) / (missing + 0.25));
    const logit = 1.95 * strength - 3.55 * runnerUp + coverage - 0.25;
    const certainty = 1 / (1 + Math.exp(-logit));
    if (certainty >= BEST) return 'best';
    // In a small collection every word is rare, so one of many says nothing; all of them may help.
    const isCovered = words <= FEW_WORDS || words - missing >= LEAST_COVERED * words;
    return (certainty >= MAYBE && isCovered) || missing === 0 ? 'maybe' : 'none';
  }

  /**
   * Return how far an entry has a word, from 0 to 1: itself, what it is a misspelling of or another name
   * of it, but nothing else that an unknown word may mean.
   * @param {Want} want
   * @param {Map<string, Posting>} postings
   * @param {number} entry
   */
  function presence({ token, readings, names }, postings, entry) {
    const corrected = FaqVocabulary.correction(token, readings);
    const certain = [...readings.filter(({ term }) => term === token || term === corrected), ...names];
    const there = certain.filter(({ term }) => {
      return term.split(' ').every((part) => postings.get(part)?.entries.includes(entry));
    });
    return Math.max(0, ...there.map(({ weight }) => weight));
  }

  /** Return whether a token says what a text is about. @param {string} token */
  function tells(token) {
    return !SHAPING.has(token) && !SHAPING_HAN.test(token);
  }

  return Object.freeze({ largest, level, norms, putFirst, score, tells, wants, whole });
})();
