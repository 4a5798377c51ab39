// @ts-check
'use strict';

/*
 * Elements, and tasks that follow each other quickly. Data reaches the page as text and attribute
 * values only, never as markup.
 */

const FaqDom = (() => {
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

  /** Create text for screen readers only. @param {string} text */
  function spoken(text) {
    return make('span', { class: 'faq-visually-hidden' }, text);
  }

  /**
   * Return an element that the template contains.
   * @template {Element} T
   * @param {ParentNode} parent
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T}
   */
  function part(parent, selector, type) {
    const element = parent.querySelector(selector);
    if (element instanceof type) return element;
    throw new Error(`the page has no ${selector}`);
  }

  /** Return the button in which an event began. @param {Event} event */
  function buttonOf(event) {
    return event.target instanceof Element ? event.target.closest('button') : null;
  }

  /** Return an address of the site for this page. @param {string} address from the root */
  function fromHere(address) {
    return (document.documentElement.dataset.content_root ?? './') + address;
  }

  /** @param {number} count */
  function questions(count) {
    return count === 1 ? 'question' : 'questions';
  }

  /**
   * Delay a task until nothing has requested it for a while.
   * @param {() => void} task
   * @param {number} rest milliseconds
   */
  function rested(task, rest) {
    let timer = 0;
    const cancel = () => {
      clearTimeout(timer);
      timer = 0;
    };
    const run = () => {
      cancel();
      task();
    };
    const later = () => {
      cancel();
      timer = setTimeout(run, rest);
    };
    const flush = () => {
      if (timer) run();
    };
    return { cancel, flush, later };
  }

  /**
   * Prepare drawings one after the other, and draw only the newest: an older query may be answered
   * later than a newer one.
   * @template T
   * @param {(input: T) => Promise<() => void>} prepare returns what draws
   * @param {() => void} fail draws that preparing has failed
   */
  function newest(prepare, fail) {
    let turn = 0;
    let drawing = Promise.resolve();

    /** @param {T} input */
    async function run(input) {
      turn += 1;
      const own = turn;
      try {
        const draw = await prepare(input);
        if (own === turn) draw();
      } catch (error) {
        if (own === turn) fail();
        throw error;
      }
    }

    return {
      /** @param {T} input */
      draw: (input) => (drawing = run(input)),
      /** Wait for the newest drawing. */
      settle: () => drawing,
    };
  }

  return Object.freeze({ buttonOf, fromHere, make, newest, part, questions, rested, spoken });
})();
