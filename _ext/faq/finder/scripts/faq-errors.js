// @ts-check
'use strict';

/*
 * Pasted error messages: what is volatile in them, which known fragments occur in them, and which
 * of their words are worth a search. Pure: no page, no loading. `schema/messages.py` explains the
 * volatile parts, and runs this script to judge the fragments of records.
 */

/** @typedef {{entry: number, text: string}} Fragment a literal piece of a message, of an entry */
/** @typedef {Map<string, Fragment[]>} Prepared fragments by their normal form */

const FaqErrors = (() => {
  /** Characters of a paste that are searched. */
  const MOST = 20000;
  /** How many of them come from the start; the message of a traceback is at the end. */
  const FROM_START = 4000;
  /** A longer text isn't a question. */
  const LONGEST_QUESTION = 200;
  /** Most characters of a message that are searched word by word. */
  const WORTH = 300;
  const HOLE = '\u00a4';

  const raw = String.raw;
  // Never part of a message: the soft hyphen, zero-width and directional characters.
  const INVISIBLE = raw`[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+`;
  const COLOR = raw`\u001b\[[0-?]*[ -/]*[@-~]`;
  const BLANK = raw`[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
  // Copied from where the escape character itself is not shown.
  const BARE_COLOR = raw`\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m(?![0-9\],])`;
  const QUOTE = raw`[\u0022\u0060\u00ab\u00b4\u00bb\u2018-\u201f\u300c-\u300f]`;

  const PROCESS = raw`[0-9]{1,10}(?:[:,][0-9a-z_.\-]{1,40}){1,3}\)`;
  const DAY = raw`[0-9]{4}[\-/][0-9]{2}[\-/][0-9]{2}`;
  const SECONDS =
    raw`:[0-9]{2}:[0-9]{2}(?:[.,:][0-9]{1,9}){0,3}(?:z|[+\-][0-9]{2}:?[0-9]{2})?`;
  const CLOCK = raw`[0-9]{1,2}${SECONDS}`;
  const ENDED = raw`(?![0-9a-z_/\\${HOLE}]|[.\-][0-9a-z${HOLE}])`;
  const NUMERIC = raw`(?:${DAY}(?:[t_\- ]${CLOCK})?|${CLOCK})${ENDED}`;
  const BRACKETED =
    raw`\[(?:(?:critical|fatal|error|warning|warn|info|debug|trace|event)\]` +
    raw`(?: ?[a-z_]{1,30}\(${PROCESS}:?)?` +
    raw`|${NUMERIC}\]` +
    raw`|[^\[\] ]{1,200}\.[a-z][0-9a-z]{0,4}:[0-9]{1,9}\](?:[0-9]{2,9}(?= ))?)`;
  const LOGGER =
    raw`[a-z_](?<![0-9a-z_${HOLE}][a-z_])[a-z_]{0,29}\(` +
    raw`(?:[0-9]{1,10}:[0-9a-fx]{1,20},[0-9a-z_.\-]{1,40}\):?|${PROCESS}:(?=${DAY}))`;
  const CALENDAR =
    raw`[adfjmnostw](?<![0-9a-z${HOLE}][a-z])` +
    raw`(?:(?:(?<=m)on|(?<=t)ue|(?<=w)ed|(?<=t)hu|(?<=f)ri|(?<=s)at|(?<=s)un),? [a-z])?` +
    raw`(?:(?<=j)an|(?<=f)eb|(?<=m)ar|(?<=a)pr|(?<=m)ay|(?<=j)u[nl]|(?<=a)ug` +
    raw`|(?<=s)ep|(?<=o)ct|(?<=n)ov|(?<=d)ec) [0-9]{1,2} ${CLOCK}(?: 20[0-9]{2})?${ENDED}`;
  const TIME =
    raw`[0-9](?<![0-9a-z_.\-/\\${HOLE}][0-9])(?:(?:[0-9]{3}[\-/][0-9]{2}[\-/][0-9]{2}` +
    raw`(?:[t_\- ]${CLOCK})?|[0-9]?${SECONDS})${ENDED})`;

  const URL = raw`(?<![0-9a-z${HOLE}])[a-z][0-9a-z+.\-]{1,15}://[^ '<>]+`;
  // In a file name, and the same with letters that only a rooted path may contain: in Chinese,
  // nothing separates a relative path from the text before it.
  const IN_WORD = raw`0-9a-z_+\-~@%$` + HOLE;
  const IN = `${IN_WORD}.`;
  const SEPARATOR = raw`/\\`;
  const ANY = raw`${IN}${SEPARATOR}\u00c0-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af`;
  const LINE = raw`:[0-9]+(?!\.*[${IN_WORD}${SEPARATOR}])`;
  const START = `(?<![${IN}${SEPARATOR}])`;
  const LIBRARY =
    raw`${START}(?:[a-z]:)?[${IN}${SEPARATOR}]*[${SEPARATOR}]` +
    raw`(?=[a-z_][${IN}]*\.(?:so|dll|dylib)(?:\.[0-9]+)*\.*(?![${IN}${SEPARATOR}]|:[0-9]))`;
  const ROOTED =
    raw`(?<![${IN}${SEPARATOR}<)\]}])(?:(?:~[0-9a-z_]*|\.\.?)?/|[a-z]:[${SEPARATOR}]|\\\\)`;
  const FILE = raw`${START}[${IN}${SEPARATOR}]*[${SEPARATOR}][${IN}]*\.[a-z][0-9a-z_]{0,9}\.*`;
  const DEEP = raw`${START}[${IN}]+(?:[${SEPARATOR}]+[${IN}]+){3,}[${SEPARATOR}]*`;
  const PATH =
    raw`(?:${ROOTED}[${ANY}]+|${FILE}(?![${IN}${SEPARATOR}])|${DEEP})(?:${LINE}){0,2}`;
  const AFTER = raw`(?<=(?<![0-9a-z_${HOLE}])`;
  const QUOTED_FILE = raw`(?<=file ')[^']{1,300}(?=', line )`;
  const FILE_AND_LINE = raw`${START}[${IN}]*\.[a-z][0-9a-z_]{0,9}(?:${LINE}){1,2}`;
  const HEXADECIMAL =
    raw`[0-9a-f](?<![0-9a-z${HOLE}][0-9a-f])(?:(?<=0)x[0-9a-f]{8,}|${AFTER}at 0)x[0-9a-f]+` +
    raw`|[0-9a-f]{7}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])|[0-9a-f]{11,}(?![0-9a-z]))`;
  // Without a port, four short numbers are a version.
  const HOST =
    raw`[0-9](?<![0-9a-z.${HOLE}][0-9])(?=[0-9.]{6})` +
    raw`(?:[0-9]{0,2}(?:\.[0-9]{1,3}){3}:[0-9]{1,5}(?!\.*[${IN_WORD}${SEPARATOR}])` +
    raw`|(?=[0-9]{2}\.|[0-9]?\.(?:[0-9]{1,2}\.){0,2}[0-9]{3}(?![0-9]))` +
    raw`[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9]|\.[0-9${HOLE}]))`;
  const NUMBER =
    raw`[0-9](?:(?<![0-9a-z${HOLE}][0-9])[0-9]{6,}` +
    raw`|(?:${AFTER}line[ :=][0-9])|${AFTER}line: [0-9])|(?<=-op[0-9])` +
    raw`|${AFTER}[pt]id[ :=\[(][0-9])|${AFTER}[pt]id[:=] [0-9]))[0-9]*` +
    raw`|(?:${AFTER}process [0-9])|${AFTER}thread [0-9]))[0-9]{2,})`;

  /** @type {[string, string][]} */
  const STEPS = [
    [INVISIBLE, ''],
    [COLOR, ''],
    [BARE_COLOR, ' '],
    [BLANK, ' '],
    [QUOTE, "'"],
    [BRACKETED, ' '],
    [LOGGER, ' '],
    [CALENDAR, ' '],
    [TIME, ' '],
    [' {2,}', ' '],
    [URL, HOLE],
    [QUOTED_FILE, HOLE],
    [LIBRARY, ''],
    [PATH, HOLE],
    [FILE_AND_LINE, HOLE],
    [HEXADECIMAL, HOLE],
    [HOST, HOLE],
    [NUMBER, HOLE],
  ];
  const IN_LOWER_CASE = compiled('gu');
  // For a search by words, which splits `saveCheckpoint` at the capital letter.
  const IN_ANY_CASE = compiled('giu');

  const UPPER = /[A-Z]+/gu;
  const ENDS = /^ +| +$/gu;
  const WORD = /[0-9a-z_]/u;
  const LINE_BREAKS = /[\r\n]+/u;
  const LETTERS = /[0-9A-Za-z\u00c0-\uffff]/u;

  const MARKS = new RegExp(
    raw`Traceback \(most recent call last\)|\[(?:CRITICAL|FATAL|ERROR|WARNING)\]` +
      raw`|[A-Za-z](?:Error|Exception): |[A-Za-z](?:Error|Exception)\s*$|[a-z]Exception\b` +
      raw`|^(?:Error|Exception|ERROR|FATAL|CRITICAL): |\bE[A-Z]?[0-9]{4,5}: ` +
      raw`|terminate called after|core dumped|what\(\): `,
    'u',
  );
  const EXCEPTION =
    /^(?:E +)?[A-Za-z_][0-9A-Za-z_.]*(?:Error|Exception|Exit|Interrupt|Warning)(?::|$)/u;
  const MARKED = new RegExp(
    raw`\b(?:ERROR|CRITICAL|FATAL)\b|(?:Error|Exception)\b|\berror: |[Ff]ailed\b|FAILED\b` +
      raw`|\bE[A-Z]?[0-9]{4,5}\b`,
    'u',
  );
  /** Traceback lines that quote the program, whatever it contains. */
  const QUOTING = /^\s*(?:File "|raise |except |Traceback \()/u;

  /** @param {string} flags @returns {[RegExp, string][]} */
  function compiled(flags) {
    return STEPS.map(([pattern, instead]) => [new RegExp(pattern, flags), instead]);
  }

  /** @param {string} text @param {[RegExp, string][]} steps */
  function reduced(text, steps) {
    return steps
      .reduce((left, [pattern, instead]) => left.replace(pattern, instead), text)
      .replace(ENDS, '');
  }

  /**
   * Return a message in lower case, on one line and without its volatile parts.
   * @param {string} text
   */
  function normalise(text) {
    return reduced(text.replace(UPPER, (letters) => letters.toLowerCase()), IN_LOWER_CASE);
  }

  /**
   * Return whether a text is a traceback or a log rather than a question.
   * @param {string} text
   */
  function isPaste(text) {
    const trimmed = text.trim();
    return trimmed.length > LONGEST_QUESTION || LINE_BREAKS.test(trimmed) || MARKS.test(trimmed);
  }

  /**
   * Return a text, without its middle if it is longer than `MOST`.
   * @param {string} text
   */
  function clip(text) {
    if (text.length <= MOST) return text;
    const end = text.slice(text.length - (MOST - FROM_START));
    return `${text.slice(0, FROM_START - 1)}\n${end}`.replace(/[\ud800-\udfff]/gu, ' ');
  }

  /** Prepare fragments for `matches`. This is slow, so it is done once. @param {Fragment[]} fragments */
  function prepare(fragments) {
    /** @type {Prepared} */
    const prepared = new Map();
    for (const fragment of fragments) {
      const text = normalise(fragment.text);
      if (text) prepared.set(text, [...(prepared.get(text) ?? []), fragment]);
    }
    return prepared;
  }

  /**
   * Return the fragments that occur in a text as whole words, the longest first. However many there
   * are, only the parts of the text that are as long as one are looked up.
   * @param {string} text
   * @param {Prepared} prepared
   */
  function matches(text, prepared) {
    const normal = normalise(clip(text));
    const borders = [...Array(normal.length).keys()].filter((at) => isBorder(normal, at));
    const lengths = new Set(Array.from(prepared.keys(), (key) => key.length));
    return [...lengths].sort((a, b) => b - a).flatMap((length) => {
      const starts = borders.filter((at) => isBorder(normal, at + length));
      const parts = new Set(starts.map((at) => normal.slice(at, at + length)));
      return [...parts]
        .flatMap((part) => prepared.get(part) ?? [])
        .sort((a, b) => a.entry - b.entry);
    });
  }

  /** Return whether a place is outside any word. @param {string} text @param {number} at */
  function isBorder(text, at) {
    return at === 0 || at === text.length || !WORD.test(text[at - 1]) || !WORD.test(text[at]);
  }

  /**
   * Return the part of a pasted error that is worth a search by words: the lines with the message,
   * without volatile parts. A question is returned unchanged.
   * @param {string} text
   */
  function distil(text) {
    if (!isPaste(text)) return text;
    const lines = clip(text).split(LINE_BREAKS).filter((line) => LETTERS.test(line));
    const messages = telling(lines);
    const rest = lines.length > 1 ? lines.slice().reverse() : lines;
    return joined(messages) || joined(rest) || cut(text, WORTH);
  }

  /** Lines with a message: the last exception first, then those marked. @param {string[]} lines */
  function telling(lines) {
    const said = lines.filter((line) => !QUOTING.test(line));
    const exceptions = said.filter((line) => EXCEPTION.test(line.trimEnd())).reverse();
    return [...exceptions, ...said.filter((line) => MARKED.test(line))];
  }

  /** Lines without volatile parts, each once, as many as fit. @param {string[]} lines */
  function joined(lines) {
    /** @type {Set<string>} */
    const chosen = new Set();
    let length = 0;
    for (const line of lines) {
      if (length >= WORTH) break;
      const words = spoken(line);
      if (LETTERS.test(words) && !chosen.has(words)) {
        chosen.add(words);
        length += words.length + 1;
      }
    }
    return cut(Array.from(chosen).join(' '), WORTH);
  }

  /** @param {string} line */
  function spoken(line) {
    return reduced(line, IN_ANY_CASE).replaceAll(HOLE, ' ').replace(/ {2,}/gu, ' ').trim();
  }

  /** Cut a text after a word. @param {string} text @param {number} most */
  function cut(text, most) {
    if (text.length <= most) return text;
    const blank = text.lastIndexOf(' ', most);
    return text.slice(0, blank > 0 ? blank : most).replace(/[\ud800-\udfff]/gu, '');
  }

  return Object.freeze({ MOST, normalise, isPaste, clip, prepare, matches, distil });
})();
