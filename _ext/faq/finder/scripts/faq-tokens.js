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
  // Traditional characters that technical texts often use, and the simplified ones.
  const TRADITIONAL =
    '並佈併來係個們側備傢傳僅優內兩冊凍別刪則剛創劃動務區協參員唸問啓啟單嗎嘗噹圍圖執報場塊夠學實' +
    '寫寬將專對導層屬帶幾庫廢張強彆後徑從復態慮憶應戶拋捲採換損擇據擴敗數斷昇時暫會條棄棧業極構標' +
    '樣機檔檢權歸殘決沒沖況減測滿瀏為無牆狀獨獲現環產異當發盤確碼礎種稱積箇節範簡簽約級細紹終組結' +
    '絡給統經綫維網綴線緣編緩練緻縮總繫續義習腦腳臺與舉舊華薦處號術衝裏裝裡製複見規視覽觸計訓記訪' +
    '設許註証詞詢試該詳誌認語誤說説調請論諮證識譯議讀變讓貝資賴軟較載輯輸轉辦迴這連進運過達遞適遷' +
    '選還邊釋針錄錯録錶鏈鏡鑰長閉開間閱關陣隊階際隨隻雙離難雲靈靜響頁項順須預頭題類顯飾餘騰驅驗驟' +
    '體麼點';
  const SIMPLIFIED =
    '并布并来系个们侧备家传仅优内两册冻别删则刚创划动务区协参员念问启启单吗尝当围图执报场块够学实' +
    '写宽将专对导层属带几库废张强别后径从复态虑忆应户抛卷采换损择据扩败数断升时暂会条弃栈业极构标' +
    '样机档检权归残决没冲况减测满浏为无墙状独获现环产异当发盘确码础种称积个节范简签约级细绍终组结' +
    '络给统经线维网缀线缘编缓练致缩总系续义习脑脚台与举旧华荐处号术冲里装里制复见规视览触计训记访' +
    '设许注证词询试该详志认语误说说调请论咨证识译议读变让贝资赖软较载辑输转办回这连进运过达递适迁' +
    '选还边释针录错录表链镜钥长闭开间阅关阵队阶际随只双离难云灵静响页项顺须预头题类显饰余腾驱验骤' +
    '体么点';
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
  const HAN = /[\u4e00-\u9fff]/gu;
  const APOSTROPHES = /['\u2019]/gu;
  const HUMPS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/u;
  const MODELS = /(?<=[A-Za-z]{3})(?=[0-9][0-9A-Za-z]{2})/u;
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
    else if (groups.cjk !== undefined) tokens = pairs(text);
    else tokens = parts(text);
    return tokens.map((token) => stem(cut(token)));
  }

  /** @param {string} text */
  function folded(text) {
    const bare = text.replace(APOSTROPHES, '');
    if (ASCII.test(bare)) return bare;
    const folded = bare.normalize('NFKD').replace(MARKS, '').normalize('NFC');
    return folded.replace(HAN, (character) => SIMPLER.get(character) ?? character);
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
    const isSplit = split.every((hump) => Array.from(hump).length >= MIN_HUMP);
    return (isSplit ? split : [word]).flatMap((hump) => hump.split(MODELS));
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
