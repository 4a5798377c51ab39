// @ts-check
'use strict';

/*
 * Text as search tokens. `schema/tokens.py` makes the same tokens for the index; a test compares
 * the two.
 */

const FaqTokens = (() => {
  const MAX_TOKEN = 32;
  const MIN_HUMP = 3;

  const CJK =
    '\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf' +
    '\\u4e00-\\u9fff\\uac00-\\ud7af\\u{20000}-\\u{3ffff}';
  // Spelled out, because Python and browsers have different versions of Unicode.
  const LETTERS =
    '0-9A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u037d\\u037f-\\u0386\\u0388-\\u0559' +
    '\\u0560-\\u0588\\u058a-\\u060b\\u060d-\\u061a\\u061c-\\u061e\\u0620-\\u0669\\u066e-\\u06d3' +
    '\\u06d5-\\u0963\\u0966-\\u1fff\\u2c00-\\u2dff\\ua000-\\uabff';
  const WORD = new RegExp(
    '(?<version>[Vv]?[0-9]+(?:\\.[0-9]+)+)' +
      `|(?<sign>[A-Za-z][0-9A-Za-z]*(?:\\+\\+|#(?![${LETTERS}])))` +
      `|(?<word>[${LETTERS}]+(?:[_\\-]+[${LETTERS}]+)*)` +
      `|(?<cjk>[${CJK}]+)`,
    'gu',
  );
  const MARKS = /[\u0300-\u036f]/gu;
  const APOSTROPHES = /['\u2019]/gu;
  const HUMPS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/u;
  const ACRONYMS = /^[A-Z]{2,}s$/u;
  const LINKS = /[_\-]+/u;
  const STEMMED = /^[a-z]{3,}$/u;
  const ASCII = /^[\0-\x7f]*$/u;

  const english = new EnglishStemmer();
  /** @type {Map<string, string>} */
  const stems = new Map();

  /**
   * Return the tokens of a text, in order: lower-case stems without accents.
   * @param {string} text
   * @returns {string[]}
   */
  function tokenise(text) {
    return Array.from(folded(text).matchAll(WORD)).flatMap(tokensOf);
  }

  /** @param {RegExpMatchArray} match @returns {string[]} */
  function tokensOf(match) {
    const text = match[0];
    const groups = match.groups ?? {};
    let tokens;
    if (groups.version !== undefined) tokens = numbers(text.replace(/^[Vv]/u, ''));
    else if (groups.sign !== undefined) tokens = [text.toLowerCase()];
    else if (groups.word !== undefined) tokens = parts(text);
    else tokens = pairs(text);
    return tokens.map((token) => stem(cut(token)));
  }

  /** @param {string} text */
  function folded(text) {
    const bare = text.replace(APOSTROPHES, '');
    if (ASCII.test(bare)) return bare;
    return bare.normalize('NFKD').replace(MARKS, '').normalize('NFC');
  }

  /** @param {string} version */
  function numbers(version) {
    return [...version.split('.'), version];
  }

  /** @param {string} word */
  function parts(word) {
    const split = word.split(LINKS).flatMap(humps);
    const lower = split.map((part) => part.toLowerCase());
    return split.length > 1 ? [...lower, split.join('').toLowerCase()] : lower;
  }

  /** @param {string} word */
  function humps(word) {
    // The stemmer treats `gpus` as a word like `bus`.
    if (ACRONYMS.test(word)) return [word.slice(0, -1)];
    const split = word.split(HUMPS);
    return split.every((hump) => Array.from(hump).length >= MIN_HUMP) ? split : [word];
  }

  /** @param {string} run */
  function pairs(run) {
    const characters = Array.from(run);
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, at) => characters[at] + character);
  }

  /** Cut by characters, as Python does, not by halves of surrogate pairs. @param {string} token */
  function cut(token) {
    return token.length <= MAX_TOKEN ? token : Array.from(token).slice(0, MAX_TOKEN).join('');
  }

  /** @param {string} token */
  function stem(token) {
    if (!STEMMED.test(token)) return token;
    let stemmed = stems.get(token);
    if (stemmed === undefined) {
      stemmed = english.stemWord(token);
      stems.set(token, stemmed);
    }
    return stemmed;
  }

  return Object.freeze({ tokenise });
})();
