// @ts-check
'use strict';

/*
 * Text as search tokens, here and for the index: `schema/tokens.py` runs this script. Its engine
 * copies an expression for each call of `matchAll` and `split`, which is slow, so neither is used.
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
  // Traditional characters that technical texts often use, and the simplified ones.
  const TRADITIONAL =
    '並來係個側備傳優內兩別則動務區參問啓啟單嗎噹圖執報場塊實寫將對導層屬幾庫張強後徑從態憶應戶換' +
    '據敗數斷時會條構標樣機檔檢權決沒況測為無現環產異當發確碼種稱箇節級組結絡給統經綫維網線編練緻' +
    '繫義腳臺與華處裏裝裡製見規計訓設註詢試該誌認語誤說説調請諮譯議讀變賴軟較載輸轉辦迴這進運過選' +
    '還錄錯録錶鏡鑰開間關階隨隻靜預題類騰驗體麼點' +
    '顯辦驅聯準優鎖鏈鍵長門陣難雙雲電頁頻達邊遠監盤總續術觀識質頭';
  const SIMPLIFIED =
    '并来系个侧备传优内两别则动务区参问启启单吗当图执报场块实写将对导层属几库张强后径从态忆应户换' +
    '据败数断时会条构标样机档检权决没况测为无现环产异当发确码种称个节级组结络给统经线维网线编练致' +
    '系义脚台与华处里装里制见规计训设注询试该志认语误说说调请咨译议读变赖软较载输转办回这进运过选' +
    '还录错录表镜钥开间关阶随只静预题类腾验体么点' +
    '显办驱联准优锁链键长门阵难双云电页频达边远监盘总续术观识质头';
  const SIMPLER = new Map(Array.from(TRADITIONAL, (character, at) => [character, SIMPLIFIED[at]]));
  const WORD = new RegExp(
    '(?<version>[Vv]?[0-9]+(?:\\.[0-9]+)+)' +
      '|(?<product>[A-Za-z]+)(?=[0-9]+(?:\\.[0-9]+)+)' +
      `|(?<sign>[A-Za-z][0-9A-Za-z]*(?:\\+\\+|#(?![${LETTERS}])))` +
      `|(?<word>[${LETTERS}]+(?:[_\\-]+[${LETTERS}]+)*)` +
      `|(?<cjk>[${CJK}]+)`,
    'gu',
  );
  const MARKS = /[\u0300-\u036f]/gu;
  const TO_SIMPLIFY = new RegExp(`[${TRADITIONAL}]`, 'gu');
  const APOSTROPHES = /['\u2019]/gu;
  const HUMPS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu;
  const MODELS = /(?<=[A-Za-z]{3})(?=[0-9][0-9A-Za-z]{2})/gu;
  // The stemmer treats `gpus` as a word like `bus`.
  const PROCESSORS = /^[cgnt]pus$/u;
  const ACRONYMS = /^[A-Z]{2,}s$/u;
  const LINKS = /[_\-]+/gu;
  const PLAIN = /^[a-z]+$/u;
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
    const line = folded(text);
    const tokens = [];
    for (let match = WORD.exec(line); match; match = WORD.exec(line)) tokens.push(...tokensOf(match));
    return tokens;
  }

  /** @param {RegExpMatchArray} match @returns {string[]} */
  function tokensOf(match) {
    const text = match[0];
    const { version, sign, cjk } = match.groups ?? {};
    if (cjk !== undefined) return pairs(text);
    if (sign !== undefined) return [cut(text.toLowerCase())];
    if (version !== undefined) return numbers(text.replace(/^[Vv]/u, '')).map(cut);
    return parts(text).map((part) => stem(cut(part)));
  }

  /** @param {string} text */
  function folded(text) {
    const bare = text.replace(APOSTROPHES, '');
    if (ASCII.test(bare)) return bare;
    const folded = bare.normalize('NFKD').replace(MARKS, '').normalize('NFC');
    return folded.replace(TO_SIMPLIFY, (character) => SIMPLER.get(character) ?? character);
  }

  /** @param {string} version */
  function numbers(version) {
    return [...version.split('.'), version];
  }

  /** @param {string} word */
  function parts(word) {
    if (PLAIN.test(word)) return [word];
    const split = word.replace(LINKS, ' ').split(' ').flatMap(humps);
    const lower = split.map((part) => part.toLowerCase());
    return split.length > 1 ? [...lower, split.join('').toLowerCase()] : lower;
  }

  /** @param {string} word */
  function humps(word) {
    if (ACRONYMS.test(word)) return [word.slice(0, -1)];
    const split = word.replace(HUMPS, ' ').split(' ');
    const isSplit = split.every((hump) => Array.from(hump).length >= MIN_HUMP);
    return (isSplit ? split : [word]).flatMap((hump) => hump.replace(MODELS, ' ').split(' '));
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
    if (PROCESSORS.test(token)) return token.slice(0, -1);
    let stemmed = stems.get(token);
    if (stemmed === undefined) {
      stemmed = english.stemWord(token);
      stems.set(token, stemmed);
    }
    return stemmed;
  }

  return Object.freeze({ tokenise });
})();
