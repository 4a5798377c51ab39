// @ts-check
'use strict';

/*
 * The finder in a page: shows the entries that answer a query, and keeps the query in the address.
 */

/** @typedef {Answer & {found: Found}} Shown an answer, with what the words matched */

const FaqFinder = (() => {
  const { buttonOf, make, newest, part, questions, rested } = FaqDom;

  /** Entries drawn at a time: finding them is quick, loading and drawing them is not. */
  const CHUNK = 50;
  const RANKED_CHUNK = 10;

  /** What no words match. @type {Found} */
  const EVERYTHING = {
    entries: [], sure: true, terms: new Set(), fragments: new Map(), share: () => 0,
  };

  // Results ----------------------------------------------------------------------------

  /**
   * The list of questions. Rows that the page came with count as drawn.
   * @param {Element} root
   */
  function rowList(root) {
    const list = part(root, '.faq-results .faq-rows', HTMLUListElement);
    const more = part(root, '.faq-more', HTMLButtonElement);
    /** @type {number[]} */
    let entries = [];
    let found = EVERYTHING;
    let chunk = CHUNK;
    let replaced = false;

    /** @param {Card[]} cards */
    function draw(cards) {
      list.append(...cards.map((card) => FaqRows.row(card, found)));
      const left = entries.length - list.children.length;
      more.hidden = left <= 0;
      more.textContent = `Show more (${left} left)`;
    }

    /** @param {number[]} wanted */
    async function loadCards(wanted) {
      try {
        const cards = await FaqStore.cardsOf(wanted);
        showFailure(root, false);
        return cards;
      } catch (error) {
        showFailure(root, true);
        throw error;
      }
    }

    more.addEventListener('click', async () => {
      const drawn = list.children.length;
      const before = entries;
      const cards = await loadCards(entries.slice(drawn, drawn + chunk));
      // A second click, or another query, may have been quicker.
      if (entries !== before || list.children.length !== drawn) return;
      draw(cards);
      list.children[drawn]?.querySelector('a')?.focus();
    });

    /**
     * Load what a new list needs; returns what draws it.
     * @param {Query} query
     * @param {Shown} answer
     * @param {boolean} keep whether the rows of the page may stay, being the first of this list
     */
    async function prepare(query, answer, keep) {
      const size = FaqQuery.hasText(query) ? RANKED_CHUNK : CHUNK;
      const kept = keep && FaqQuery.isEverything(query) && list.children.length > 0;
      const cards = kept ? [] : await FaqStore.cardsOf(answer.matches.slice(0, size));
      return () => {
        entries = answer.matches;
        found = answer.found;
        chunk = size;
        if (!kept) {
          replaced = true;
          root.querySelector('.faq-cut')?.remove();
          list.replaceChildren();
        }
        draw(cards);
      };
    }

    /** Leave nothing that answers another query; the rows of the page answer none. */
    function clear() {
      if (!replaced) return;
      entries = [];
      list.replaceChildren();
      draw([]);
    }

    return { clear, prepare };
  }

  /**
   * What to do when nothing matches, and where to ask.
   * @param {Element} root
   * @param {Index} index
   * @param {(name: string) => void} drop
   * @returns {Show}
   */
  function offers(root, index, drop) {
    const empty = part(root, '.faq-empty', HTMLElement);
    const list = part(empty, '.faq-offers', HTMLUListElement);
    const ask = part(root, '.faq-ask', HTMLElement);
    const link = part(ask, 'a', HTMLAnchorElement);
    list.addEventListener('click', (event) => {
      const button = buttonOf(event);
      if (button) drop(button.value);
    });
    return (query, { matches, found }) => {
      const ways = matches.length ? [] : FaqQuery.waysOut(index, query, found.entries);
      const useful = ways.filter((way) => way.entries > 0);
      empty.hidden = useful.length === 0;
      list.replaceChildren(...useful.map((way) => offer(query, way)));
      link.href = FaqBox.askAddress(index, query);
      ask.hidden = !link.getAttribute('href') || !FaqQuery.hasText(query);
    };
  }

  /** @param {Query} query @param {Way} way */
  function offer(query, { drop, tag, entries }) {
    const name = tag ? tag.tag.label : `\u201c${FaqBox.cut(query.text.trim(), 40)}\u201d`;
    const count = make('span', { class: 'faq-offer-count' }, `${entries} ${questions(entries)}`);
    const look = { type: 'button', class: 'faq-offer', value: drop };
    return make('li', {}, make('button', look, `Without ${name}: `, count));
  }

  /**
   * The number of matches.
   * @param {Element} root
   * @param {Index} index
   * @returns {Show}
   */
  function status(root, index) {
    const announce = FaqBox.announcer(part(root, '.faq-status', HTMLElement));
    return (query, { matches, found }) => {
      announce(FaqBox.sentence(index, query, matches.length, found.sure));
    };
  }

  // Address ----------------------------------------------------------------------------

  /** @param {Index} index */
  function readAddress(index) {
    return FaqQuery.fromAddress(index, location.search, location.hash);
  }

  /**
   * Put a query into the address. A private text goes into the fragment, and so does any query where
   * the browser refuses to change the rest, as some do from `file://`; an empty one has to be
   * written out there to override the rest.
   * @param {Index} index
   * @param {Query} query
   * @param {'pushState' | 'replaceState'} method
   */
  function writeAddress(index, query, method) {
    const parameters = FaqQuery.toParameters(index, query);
    const open = new URL(location.href);
    open.search = parameters;
    if (FaqQuery.isQuery(index, open.hash)) open.hash = '';
    const hidden = new URL(location.href);
    hidden.hash = parameters || `${FaqQuery.TEXT}=`;
    const secret = FaqQuery.isPrivate(query.text);
    if (secret) hidden.search = '';
    for (const { href } of secret ? [hidden] : [open, hidden]) {
      if (href === location.href) return;
      try {
        history[method](null, '', href);
        return;
      } catch {
        // Refused. The finder works all the same; only the address cannot be shared.
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

  /**
   * Find what answers a query.
   * @param {Index} index
   * @param {Query} query
   * @returns {Promise<Shown>}
   */
  async function answerTo(index, query) {
    const found = FaqQuery.hasText(query)
      ? await FaqSearch.find(query.text)
      : { ...EVERYTHING, entries: FaqQuery.listed(index) };
    return { ...FaqQuery.filter(index, query.chosen, found.entries), found };
  }

  /**
   * Show or hide the message that data is missing; the lists of the page still lead everywhere.
   * @param {Element} root
   * @param {boolean} failed
   */
  function showFailure(root, failed) {
    part(root, '.faq-failed', HTMLElement).hidden = !failed;
  }

  /** @param {Element} root */
  async function start(root) {
    const index = await FaqStore.open();
    const form = part(root, '.faq-search', HTMLFormElement);
    const box = part(form, '.faq-words', HTMLTextAreaElement);
    let query = readAddress(index);

    const address = rested(() => writeAddress(index, query, 'replaceState'), FaqBox.REST);

    /** @param {(query: Query) => Query} edit */
    function change(edit) {
      // What was typed a moment ago is part of the query.
      flushBox();
      address.flush();
      query = edit(query);
      box.value = query.text;
      writeAddress(index, query, 'pushState');
      draw(query);
    }

    /** @param {string} text */
    function type(text) {
      query = { ...query, text };
      address.later();
      draw(query);
    }

    function revisit() {
      address.cancel();
      const next = readAddress(index);
      // A jump to a place on the page comes here too; it must not cost the rows drawn so far.
      if (FaqQuery.toParameters(index, next) === FaqQuery.toParameters(index, query)) return;
      query = next;
      box.value = query.text;
      draw(query);
    }

    const rows = rowList(root);
    /** @param {string} key */
    const toggle = (key) => change((asked) => FaqQuery.toggled(asked, key));
    /** @param {string} name */
    const drop = (name) => change((asked) => FaqQuery.without(asked, name));
    const others = [
      FaqFilters.boxes(root, index, toggle),
      FaqFilters.chips(root, index, drop),
      FaqFilters.fold(root),
      offers(root, index, drop),
      status(root, index),
    ];

    let isFirst = true;
    const { draw, settle } = newest(
      async (/** @type {Query} */ asked) => {
        const keep = isFirst;
        isFirst = false;
        const answer = await answerTo(index, asked);
        const drawRows = await rows.prepare(asked, answer, keep);
        return () => {
          showFailure(root, false);
          keepFocus(root, () => {
            drawRows();
            for (const show of others) show(asked, answer);
          });
        };
      },
      () => {
        // The rows and their number answer another query.
        rows.clear();
        showFailure(root, true);
        part(root, '.faq-status', HTMLElement).textContent = '';
      },
    );

    part(root, '.faq-clear', HTMLButtonElement).addEventListener('click', () => {
      change(() => FaqQuery.EVERYTHING);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.hidden = false;
    box.value = query.text;
    const choose = (/** @type {HTMLElement} */ question) => question.focus();
    const flushBox = FaqBox.connect(root, box, { typed: type, settle, choose });
    // A reader may open a result before the address is up to date.
    box.addEventListener('change', address.flush);
    addEventListener('popstate', revisit);
    await draw(query);
    writeAddress(index, query, 'replaceState');
    root.setAttribute('data-faq-ready', '');
  }

  return Object.freeze({ start });
})();
