// @ts-check
'use strict';

/*
 * On every page: buttons that copy code and the permalink, keys that scroll wide code, and, for a
 * reader who comes from a result, the words they typed and the way back. Without scripts, and
 * where copying is impossible, the permalink stays a link.
 */

/** @typedef {{page: string, words: string[], results: string}} Visit what `faq-session.js` stores */

(() => {
  /** Milliseconds for which the result of copying is shown. */
  const SHOWN = 4000;
  const HAN = /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;
  const LEAST = 3; // characters to mark of a longer Chinese text
  const LETTER = '[\\p{Script=Latin}\\d_]';

  const article = document.querySelector('article') ?? document.body;

  // A screen reader reads what changes in it, so it has to be there before.
  const status = document.createElement('span');
  status.className = 'faq-visually-hidden';
  status.setAttribute('role', 'status');
  if (article.querySelector('.faq-permalink, .highlight')) article.append(status);

  /** @param {string} text @param {() => void} click */
  function makeButton(text, click) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'faq-button';
    button.textContent = text;
    button.addEventListener('click', click);
    return button;
  }

  /**
   * Return a button that copies a text, and says for a while that it did.
   * @param {string} label
   * @param {string} text
   * @param {() => void} fail is called where browser or reader refuse it, or over plain http
   */
  function copyButton(label, text, fail) {
    let timer = 0;
    const button = makeButton(label, async () => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        fail();
        return;
      }
      clearTimeout(timer);
      button.dataset.copied = '';
      status.textContent = _('Copied');
      timer = setTimeout(() => {
        delete button.dataset.copied;
        status.textContent = '';
      }, SHOWN);
    });
    return button;
  }

  for (const link of document.querySelectorAll('a.faq-permalink')) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const { href } = link;
    link.replaceWith(copyButton(_('Copy link'), href, () => location.assign(href)));
  }

  // Code ---------------------------------------------------------------------------------

  const widths = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });

  for (const pre of article.querySelectorAll('.highlight pre')) {
    // The style sheet names the language, so that it is shown without scripts too.
    const name = getComputedStyle(pre).getPropertyValue('--faq-language').replaceAll('"', '');
    pre.setAttribute('role', 'group');
    pre.setAttribute('aria-label', name || _('Code'));
    widths.observe(pre);
    const isShell = pre.closest('.highlight-bash, .highlight-console') !== null;
    const text = isShell ? pre.textContent.replaceAll(/^\$ /gmu, '') : pre.textContent;
    const button = copyButton(_('Copy'), text, () => getSelection()?.selectAllChildren(pre));
    button.setAttribute('aria-label', _('Copy {language}').replace('{language}', name || _('code')));
    pre.after(button);
    if (isShell) guideBreaks(pre);
  }

  for (const word of article.querySelectorAll('code:not(.faq-option) > .pre')) guideBreaks(word);

  /** Let lines end after the slashes of a path, not after the dashes of an option. @param {Element} code */
  function guideBreaks(code) {
    for (const node of [code, ...code.querySelectorAll('*')].flatMap(({ childNodes }) => [...childNodes])) {
      if (!(node instanceof Text)) continue;
      const parts = node.data.split(/((?<!\S)--?[\w-]+)|(?<=[\w.]\/)(?=\w)/u);
      node.replaceWith(...parts.map((part, at) => {
        if (at % 2 === 0) return part;
        if (!part) return document.createElement('wbr');
        return Object.assign(document.createElement('span'), { className: 'faq-option', textContent: part });
      }));
    }
  }

  // Coming from a result -----------------------------------------------------------------

  /** @returns {Visit | undefined} */
  function storedVisit() {
    try {
      const visit = JSON.parse(sessionStorage.getItem('faq-visit') ?? '{}');
      return visit.results && visit.page === location.pathname ? visit : undefined;
    } catch {
      return undefined; // Storage may be blocked.
    }
  }

  /** Mark these words, and of Chinese ones each longest part. @param {string[]} typed */
  function mark(typed) {
    const patterns = typed.flatMap((word) => {
      if (HAN.test(word)) {
        return Array.from(word.slice(0, Math.max(1, word.length - LEAST + 1)), (_char, at) => {
          const more = [...word.slice(at + LEAST)].reduceRight((rest, char) => `(?:${char}${rest})?`, '');
          return word.slice(at, at + LEAST) + more;
        }).filter((part) => !part.startsWith('的')); // it belongs to the word before
      }
      const whole = word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
      return `(?<!${LETTER}|\\d\\.)${whole}(?!${LETTER}|\\.\\d)`;
    });
    const words = new RegExp(patterns.join('|') || '(?!)', 'giu');
    const ranges = [];
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: word, index } of (text.nodeValue ?? '').matchAll(words)) {
        const range = new Range();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set('faq-found', new Highlight(...ranges));
  }

  const visit = storedVisit();
  if (visit) {
    const back = document.createElement('a');
    back.href = (document.documentElement.dataset.content_root ?? './') + visit.results;
    back.textContent = _('Back to results');
    back.className = 'faq-back';
    article.querySelector('.faq-crumbs')?.prepend(back);
    if (visit.words.length > 0 && 'highlights' in CSS) {
      mark(visit.words);
      const button = makeButton(_('Clear marks'), unmark);
      back.after(button);
      document.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) unmark();
      });
      function unmark() {
        CSS.highlights.delete('faq-found');
        button.remove();
      }
    }
  }
})();
