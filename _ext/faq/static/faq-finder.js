// @ts-check
'use strict';

/*
 * The filter index: shows what `FaqQuery` answers, and keeps the query in the address. Data reaches
 * the page as text and attribute values only, never as markup.
 */

/** Called by `faq-index.js` with the data. */
const faqIndex = (() => {
  /** Entries drawn at a time: finding them is quick, drawing them is not. */
  const CHUNK = 50;
  /** Milliseconds of rest before typing is announced and reaches the address. */
  const REST = 250;
  /** Below this width the filters start folded, so that the questions are in sight. */
  const WIDE = '(min-width: 48em)';
  /** Elements of the styles of a text, by their number in the data. */
  const ELEMENTS = ['', 'code', 'em', 'strong'];

  /** @typedef {(query: Query, answer: Answer) => void} Show */

  // Elements ---------------------------------------------------------------------------

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

  /** Make text for screen readers only. @param {string} text */
  function spoken(text) {
    return make('span', { class: 'faq-visually-hidden' }, text);
  }

  /**
   * Return an element that the template must have.
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

  /** Return the button in which an event began. @param {Event} event */
  function buttonOf(event) {
    return event.target instanceof Element ? event.target.closest('button') : null;
  }

  /** @param {number} count */
  function questions(count) {
    return count === 1 ? 'question' : 'questions';
  }

  /**
   * Put a task off until nothing has asked for it for a while.
   * @param {() => void} task
   */
  function rested(task) {
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
      timer = setTimeout(run, REST);
    };
    const flush = () => {
      if (timer) run();
    };
    return { cancel, flush, later };
  }

  // Rows -------------------------------------------------------------------------------

  /** @param {string} uri relative to the root of the site */
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
    const look = { class: `faq-badge faq-badge-${facet.id}`, href: fromHere(tag.uri) };
    return make('li', {}, make('a', look, tag.label));
  }

  /** Make the row that the macro `rows` makes. @param {Item} item */
  function row({ entry, tags }) {
    const look = { class: 'faq-row-question', href: fromHere(entry.uri) };
    return make(
      'li',
      { class: 'faq-row' },
      make('a', look, ...styled(entry.question)),
      make('p', { class: 'faq-row-summary' }, ...styled(entry.summary)),
      make('ul', { class: 'faq-badges', 'aria-label': 'Tags' }, ...tags.map(badge)),
    );
  }

  /**
   * The list of questions. Rows that the page came with count as drawn.
   * @param {Element} root
   */
  function rowList(root) {
    const list = part(root, '.faq-results .faq-rows', HTMLUListElement);
    const more = part(root, '.faq-more', HTMLButtonElement);
    /** @type {Item[]} */
    let items = [];

    /** @param {number} count */
    function drawTo(count) {
      list.append(...items.slice(list.children.length, count).map(row));
      const left = items.length - list.children.length;
      more.hidden = left <= 0;
      more.textContent = `Show more (${left} left)`;
    }

    more.addEventListener('click', () => {
      const drawn = list.children.length;
      drawTo(drawn + CHUNK);
      list.children[drawn]?.querySelector('a')?.focus();
    });

    /** Keep the rows of the page. @param {Answer} answer */
    function adopt({ matches }) {
      items = matches;
      drawTo(CHUNK);
    }

    /** @type {Show} */
    function show(_, { matches }) {
      root.querySelector('.faq-cut')?.remove();
      items = matches;
      list.replaceChildren();
      drawTo(CHUNK);
    }

    return { adopt, show };
  }

  // Filters ----------------------------------------------------------------------------

  /**
   * Turn the lists of links into checkboxes.
   * @param {Element} root
   * @param {Index} index
   * @param {(key: string) => void} toggle
   * @returns {Show}
   */
  function filters(root, index, toggle) {
    const place = part(root, '.faq-facets', HTMLElement);
    /** @type {Map<string, (chosen: boolean, count: number) => void>} */
    const updates = new Map();
    /** @type {Map<Facet, Element>} */
    const lists = new Map(index.facets.map((facet) => [facet, make('ul', {})]));
    for (const known of index.tags.values()) {
      const { item, update } = choice(known);
      lists.get(known.facet)?.append(item);
      updates.set(known.key, update);
    }
    place.replaceChildren(...Array.from(lists, ([facet, list]) => fieldset(facet, list)));
    place.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) toggle(event.target.value);
    });
    return (query, { counts }) => {
      for (const [key, update] of updates) update(query.chosen.has(key), counts.get(key) ?? 0);
    };
  }

  /** @param {Facet} facet @param {Element} list */
  function fieldset(facet, list) {
    const look = { class: 'faq-facet', 'data-facet': facet.id };
    return make('fieldset', look, make('legend', {}, facet.label), list);
  }

  /** @param {Known} known */
  function choice({ key, tag }) {
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = key;
    // Firefox would restore the boxes of the last visit over those of the address.
    box.autocomplete = 'off';
    const name = make('span', { class: 'faq-choice-label' }, tag.label);
    const number = make('span', { class: 'faq-count' });
    const unit = spoken('');
    const item = make('li', { class: 'faq-choice', 'data-tag': key });
    item.append(make('label', {}, box, ' ', name, ' ', number, unit));
    /** @param {boolean} chosen @param {number} count */
    function update(chosen, count) {
      box.checked = chosen;
      number.textContent = String(count);
      unit.textContent = ` ${questions(count)}`;
      item.toggleAttribute('data-chosen', chosen);
      item.toggleAttribute('data-empty', count === 0 && !chosen);
    }
    return { item, update };
  }

  /**
   * Fold the filters on narrow screens, unless some are chosen.
   * @param {Element} root
   * @param {boolean} needed
   */
  function fold(root, needed) {
    const details = part(root, '.faq-filters', HTMLDetailsElement);
    const wide = matchMedia(WIDE);
    details.open = wide.matches || needed;
    wide.addEventListener('change', () => {
      details.open ||= wide.matches;
    });
  }

  /**
   * The chosen tags, each with a button that removes it.
   * @param {Element} root
   * @param {Index} index
   * @param {(key: string) => void} drop
   * @returns {Show}
   */
  function chips(root, index, drop) {
    const place = part(root, '.faq-chosen', HTMLElement);
    const list = part(place, '.faq-chips', HTMLUListElement);
    list.addEventListener('click', (event) => {
      const item = buttonOf(event)?.closest('li');
      if (!item) return;
      const next = item.nextElementSibling ?? item.previousElementSibling;
      drop(item.dataset.tag ?? '');
      next?.querySelector('button')?.focus();
    });
    return (query) => {
      place.hidden = FaqQuery.isEverything(query);
      const chosen = FaqQuery.chosenIn(index, query);
      for (const item of [...list.children]) {
        if (!query.chosen.has(item.getAttribute('data-tag') ?? '')) item.remove();
      }
      // What stays is not moved, for that would take the focus away; its order is right already.
      chosen.forEach((known, at) => {
        const item = list.children[at] ?? null;
        if (item?.getAttribute('data-tag') !== known.key) list.insertBefore(chip(known), item);
      });
    };
  }

  /** @param {Known} known */
  function chip({ key, facet, tag }) {
    const look = { type: 'button', class: `faq-chip faq-chip-${facet.id}` };
    const cross = make('span', { class: 'faq-chip-cross', 'aria-hidden': 'true' }, '\u00d7');
    const button = make('button', look, spoken(`Remove ${facet.label}: `), tag.label, ' ', cross);
    return make('li', { 'data-tag': key }, button);
  }

  /**
   * What to do when nothing matches.
   * @param {Element} root
   * @param {Index} index
   * @param {(name: string) => void} drop
   * @returns {Show}
   */
  function offers(root, index, drop) {
    const place = part(root, '.faq-empty', HTMLElement);
    const list = part(place, '.faq-offers', HTMLUListElement);
    list.addEventListener('click', (event) => {
      const button = buttonOf(event);
      if (button) drop(button.value);
    });
    return (query, { matches }) => {
      place.hidden = matches.length > 0;
      const ways = place.hidden ? [] : FaqQuery.waysOut(index, query);
      list.replaceChildren(...ways.map((way) => offer(query, way)));
    };
  }

  /** @param {Query} query @param {Way} way */
  function offer(query, { drop, tag, entries }) {
    const name = tag ? tag.tag.label : `\u201c${query.text.trim()}\u201d`;
    const count = make('span', { class: 'faq-offer-count' }, `${entries} ${questions(entries)}`);
    const look = { type: 'button', class: 'faq-offer', value: drop };
    return make('li', {}, make('button', look, `Without ${name}: `, count));
  }

  // Words ------------------------------------------------------------------------------

  /**
   * The box for words.
   * @param {Element} root
   * @param {(text: string) => void} typed
   * @param {() => void} done called when the reader leaves the box or presses Enter
   * @returns {Show}
   */
  function words(root, typed, done) {
    const form = part(root, '.faq-search', HTMLFormElement);
    const box = part(form, '.faq-words', HTMLInputElement);
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      done();
    });
    box.addEventListener('input', () => typed(box.value));
    box.addEventListener('change', done);
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing || !box.value) return;
      event.preventDefault();
      typed('');
    });
    return (query) => {
      if (box.value !== query.text) box.value = query.text;
    };
  }

  /**
   * The number of matches, for the eye and the ear.
   * @param {Element} root
   * @param {Index} index
   * @returns {Show}
   */
  function status(root, index) {
    const place = part(root, '.faq-status', HTMLElement);
    const total = index.items.length;
    let text = '';
    // Writing it at every key would have each number read out.
    const { later } = rested(() => {
      place.textContent = text;
    });
    return (query, { matches }) => {
      const all = FaqQuery.isEverything(query);
      text = `${all ? '' : `${matches.length} of `}${total} ${questions(total)}`;
      later();
    };
  }

  // Address ----------------------------------------------------------------------------

  /** @param {Index} index */
  function readAddress(index) {
    return FaqQuery.fromAddress(index, location.search, location.hash);
  }

  /**
   * Put a query into the address. Some browsers refuse a changed query from `file://`; then it goes
   * into the fragment, where an empty one has to be written out to override the query.
   * @param {Index} index
   * @param {Query} query
   * @param {'pushState' | 'replaceState'} method
   */
  function writeAddress(index, query, method) {
    const parameters = FaqQuery.toParameters(index, query);
    const plain = new URL(location.href);
    plain.search = parameters;
    if (FaqQuery.isQuery(index, plain.hash)) plain.hash = '';
    const fallback = new URL(location.href);
    fallback.hash = parameters || `${FaqQuery.TEXT}=`;
    for (const { href } of [plain, fallback]) {
      if (href === location.href) return;
      try {
        history[method](null, '', href);
        return;
      } catch {
        // Refused. Filtering works all the same; only the address cannot be shared.
      }
    }
  }

  // The whole --------------------------------------------------------------------------

  /**
   * Draw; when that takes away the element with the focus, hand the focus on to the questions.
   * @param {Element} root
   * @param {() => void} draw
   */
  function keepFocus(root, draw) {
    const held = document.activeElement;
    const within = root.contains(held);
    draw();
    if (within && held && (!held.isConnected || held.closest('[hidden]'))) {
      part(root, '.faq-results', HTMLElement).focus({ preventScroll: true });
    }
  }

  /** @param {IndexData} data */
  function start(data) {
    const root = document.querySelector('[data-faq-browse]');
    if (!root) return;
    const index = FaqQuery.prepare(data);
    let query = readAddress(index);

    const address = rested(() => writeAddress(index, query, 'replaceState'));

    /** @param {Query} next */
    function change(next) {
      address.flush();
      query = next;
      writeAddress(index, query, 'pushState');
      draw();
    }

    /** @param {string} text */
    function type(text) {
      query = { ...query, text };
      address.later();
      draw();
    }

    function revisit() {
      address.cancel();
      const next = readAddress(index);
      // A jump to a place on the page comes here too; it must not cost the rows drawn so far.
      if (FaqQuery.toParameters(index, next) === FaqQuery.toParameters(index, query)) return;
      query = next;
      draw();
    }

    const rows = rowList(root);
    /** @param {string} key */
    const toggle = (key) => change(FaqQuery.toggled(query, key));
    /** @param {string} name */
    const drop = (name) => change(FaqQuery.without(query, name));
    const others = [
      words(root, type, address.flush),
      filters(root, index, toggle),
      chips(root, index, drop),
      offers(root, index, drop),
      status(root, index),
    ];

    /** @param {Show} showRows */
    function drawWith(showRows) {
      const answer = FaqQuery.ask(index, query);
      for (const show of [showRows, ...others]) show(query, answer);
    }

    function draw() {
      keepFocus(/** @type {Element} */ (root), () => drawWith(rows.show));
    }

    part(root, '.faq-clear', HTMLButtonElement).addEventListener('click', () => {
      change(FaqQuery.EVERYTHING);
    });
    addEventListener('popstate', revisit);
    fold(root, query.chosen.size > 0);
    // The page came with the first questions, so there is nothing to draw for an empty query.
    drawWith(FaqQuery.isEverything(query) ? (_, answer) => rows.adopt(answer) : rows.show);
    writeAddress(index, query, 'replaceState');
    root.setAttribute('data-faq-ready', '');
  }

  return start;
})();
