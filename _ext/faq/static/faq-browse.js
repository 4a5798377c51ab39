// @ts-check
'use strict';

/*
 * The filter index: shows what `FaqQuery` answers, and keeps the query in the address. Data reaches
 * the page as text nodes and attribute values only, never as markup.
 */

/** @typedef {import('./faq-query.js')} _ the scripts are loaded in this order */

/** Called by `faq-index.js` with the data. */
const faqIndex = (() => {
  /** Entries drawn at once; drawing takes far longer than finding them. */
  const CHUNK = 50;
  /** Milliseconds of rest before typing is announced and reaches the address. */
  const REST = 250;
  /** Below this width the filters start folded, so that the questions are in sight. */
  const WIDE = '(min-width: 48em)';

  const ELEMENTS = ['', 'code', 'em', 'strong'];

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /**
   * @template {Element} T
   * @param {ParentNode} parent
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T}
   */
  function part(parent, selector, type) {
    const found = parent.querySelector(selector);
    if (found instanceof type) return found;
    throw new Error(`browse.html has no ${selector}`);
  }

  /** @param {number} count */
  function questions(count) {
    return count === 1 ? 'question' : 'questions';
  }

  // Rows -------------------------------------------------------------------------------

  /** @param {string} uri an address relative to the root of the site */
  function fromHere(uri) {
    return (document.documentElement.dataset.content_root ?? './') + uri;
  }

  /** @param {Inline} inline @returns {(Node | string)[]} */
  function styled(inline) {
    if (typeof inline === 'string') return [inline];
    return inline.map(([style, text]) => {
      const name = ELEMENTS[style];
      return name ? make(name, {}, text) : text;
    });
  }

  /** @param {Known} known */
  function badge({ facet, tag }) {
    const link = make('a', { class: `faq-badge faq-badge-${facet.id}`, href: fromHere(tag.uri) });
    link.append(tag.label);
    return make('li', {}, link);
  }

  /** Make the same row as the macro `rows`. @param {Index} index @param {Entry} entry */
  function row(index, entry) {
    const question = make('a', { class: 'faq-row-question', href: fromHere(entry.uri) });
    question.append(...styled(entry.question));
    const summary = make('p', { class: 'faq-row-summary' }, ...styled(entry.summary));
    const tags = FaqQuery.tagsOf(index, entry);
    const badges = make('ul', { class: 'faq-badges', 'aria-label': 'Tags' }, ...tags.map(badge));
    return make('li', { class: 'faq-row' }, question, summary, badges);
  }
  return () => {};
})();
