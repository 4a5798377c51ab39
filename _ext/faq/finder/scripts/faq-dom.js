// @ts-check
'use strict';

/*
 * Elements, and tasks that wait for a pause. Data reaches the page as text and attribute values
 * only, never as markup.
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

  /**
   * Put nodes into the placeholders of a message, such as `{words}`.
   * @param {string} message
   * @param {Record<string, (Node | string)[]>} values
   */
  function fill(message, values) {
    return message.split(/\{(\w+)\}/u).flatMap((text, at) => (at % 2 > 0 ? values[text] : [text]));
  }

  /** Shorten a text, between characters. @param {string} text @param {number} most */
  function shorten(text, most) {
    if (text.length <= most) return text;
    return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}\u2026`;
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
    const flush = () => {
      if (!timer) return;
      cancel();
      task();
    };
    const later = () => {
      cancel();
      timer = setTimeout(flush, rest);
    };
    return { cancel, flush, later };
  }

  /**
   * Report changes of a text, but not letters that an input method is going to replace.
   * @param {HTMLTextAreaElement} box
   * @param {(event: Event) => void} report
   */
  function onTyping(box, report) {
    box.addEventListener('input', (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) report(event);
    });
    box.addEventListener('compositionend', report);
  }

  return Object.freeze({ buttonOf, fill, fromHere, make, onTyping, part, rested, shorten });
})();
