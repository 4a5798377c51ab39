// @ts-check
'use strict';

/*
 * A search box with its results, in a page or in the dialog: finds and draws what answers the
 * newest query, and reports the number of matches or what went wrong.
 */

/** @typedef {Answer & {ranking: Ranking}} Shown an answer, with what the words matched */
/** @typedef {(query: Query, answer: Shown) => void} Show draws a query and its answer */
/**
 * @typedef {object} SessionOptions
 * @property {boolean} browse whether all questions are listed while there is no query
 * @property {Show} show draws what depends on the answer beside the results
 * @property {(question: HTMLElement) => void} choose is called when Enter chooses a question
 */

const FaqSession = (() => {
  const { part, questions, rested } = FaqDom;

  /** Milliseconds without a key before the words are searched for. */
  const PAUSE = 80;
  /** Milliseconds without a key before results are announced and a query reaches the address. */
  const REST = 250;
  /** Entries drawn at a time: finding them is quick, loading and drawing them is not. */
  const CHUNK = 50;
  const RANKED_CHUNK = 10;
  /** Most entries drawn if none of them may help. */
  const NEAREST = 3;

  /** What no words match. @type {Ranking} */
  const NOTHING = {
    entries: [], level: 'best', terms: new Set(), fragments: new Map(), missing: [], share: () => 0,
  };

  /**
   * Connect a box with its results. The rows that a page came with stay until there is a query.
   * @param {Element} root contains both
   * @param {Index} index
   * @param {SessionOptions} options
   */
  function start(root, index, { browse, show, choose }) {
    const box = part(root, '.faq-words', HTMLTextAreaElement);
    const status = part(root, '.faq-status', HTMLElement);
    const results = part(root, '.faq-results', HTMLElement);
    const list = part(results, '.faq-rows', HTMLUListElement);
    const more = part(root, '.faq-more', HTMLButtonElement);
    const all = browse ? FaqQuery.listed(index) : [];
    let query = FaqQuery.EVERYTHING;
    /** What the rows answer. */
    let current = { query, matches: all, ranking: NOTHING };
    let drawing = Promise.resolve();

    const pause = rested(take, PAUSE);
    // A screen reader would read each number of a growing word.
    const announce = rested(() => {
      const isIdle = !browse && !FaqQuery.hasText(current.query);
      status.textContent = isIdle ? '' : sentence(index, current.query, current);
    }, REST);

    /** Search for what is in the box. */
    function take() {
      query = { ...query, text: FaqErrors.clip(box.value) };
      markPaste();
      drawing = draw();
    }

    /** Put a query into the box and draw what answers it. @param {Query} next */
    function ask(next) {
      query = next;
      box.value = query.text;
      markPaste();
      drawing = draw().then(announce.flush);
      return drawing;
    }

    /** Style a pasted log as one. */
    function markPaste() {
      box.toggleAttribute('data-paste', FaqErrors.isPaste(box.value));
    }

    async function draw() {
      const snapshot = query;
      const kept = FaqQuery.isEverything(snapshot) && FaqQuery.isEverything(current.query);
      try {
        const ranking = FaqQuery.hasText(snapshot)
          ? await FaqSearch.find(snapshot.text)
          : { ...NOTHING, entries: all };
        const { matches: every, counts } = FaqQuery.filter(index, snapshot.chosen, ranking.entries);
        const matches = ranking.level === 'none' ? every.slice(0, NEAREST) : every;
        const answer = { matches, counts, ranking };
        const cards = kept ? [] : await cardsAfter(0, snapshot, answer.matches);
        // An older query may be answered later than a newer one.
        if (snapshot !== query) return;
        keepFocus(() => {
          current = { query: snapshot, matches: answer.matches, ranking };
          if (!kept) {
            root.querySelector('.faq-cut')?.remove();
            list.replaceChildren();
          }
          append(cards);
          show(snapshot, answer);
        });
        announce.later();
      } catch (error) {
        if (snapshot === query) fail();
        throw error;
      }
    }

    /** Add the next rows, and go to the first of them. */
    async function drawMore() {
      const before = current;
      const start = list.children.length;
      try {
        const cards = await cardsAfter(start, before.query, before.matches);
        // A second click, or another query, may have been quicker.
        if (current !== before || list.children.length !== start) return;
        append(cards);
        announce.later();
        list.children[start]?.querySelector('a')?.focus();
      } catch (error) {
        fail();
        throw error;
      }
    }

    /** @param {number} start @param {Query} asked @param {number[]} matches */
    function cardsAfter(start, asked, matches) {
      const size = FaqQuery.hasText(asked) ? RANKED_CHUNK : CHUNK;
      return FaqStore.cardsOf(matches.slice(start, start + size));
    }

    /** @param {Card[]} cards */
    function append(cards) {
      list.append(...cards.map((card) => FaqRows.row(card, current.ranking)));
      const left = current.matches.length - list.children.length;
      more.hidden = left <= 0;
      more.textContent = `Show more (${left} left)`;
    }

    /** Report that data is missing. Remove rows that answer another query, but not all questions. */
    function fail() {
      announce.cancel();
      status.textContent = FaqOpen.FAILURE;
      if (current.query === query || FaqQuery.isEverything(current.query)) return;
      list.replaceChildren();
      more.hidden = true;
    }

    /**
     * Move the focus to the results if a task removes the element that has it.
     * @param {() => void} task
     */
    function keepFocus(task) {
      const focused = document.activeElement;
      const within = root.contains(focused);
      task();
      if (within && focused && (!focused.isConnected || focused.closest('[hidden]'))) {
        results.focus({ preventScroll: true });
      }
    }

    box.addEventListener('input', pause.later);
    box.addEventListener('change', pause.flush);
    FaqKeys.connect(root, box, {
      choose,
      clear() {
        box.value = '';
        box.dispatchEvent(new Event('input'));
      },
      settle() {
        pause.flush();
        return drawing;
      },
    });
    more.addEventListener('click', drawMore);
    list.addEventListener('click', ({ target }) => {
      const link = target instanceof Element && target.closest('.faq-row-question');
      if (link instanceof HTMLAnchorElement) leave(link, index, current);
    });
    return {
      ask,
      /** Return the query, with what was typed a moment ago. */
      query() {
        pause.flush();
        return query;
      },
    };
  }

  /**
   * Leave for the page of a result, which reads there what matched and where the results are. The
   * address doesn't say it, because servers and other people see addresses.
   * @param {HTMLAnchorElement} link
   * @param {Index} index
   * @param {{query: Query, ranking: Ranking}} current
   */
  function leave({ pathname }, index, { query, ranking }) {
    const results = FaqQuery.isEverything(query) ? '' : FaqQuery.toAddress(index, query);
    try {
      // An error that matched as a whole says more than its words.
      const terms = ranking.fragments.size ? [] : [...ranking.terms];
      const visit = { page: pathname, terms, results };
      sessionStorage.setItem('faq-visit', JSON.stringify(visit));
    } catch {
      // Storage may be blocked; then the page of the entry is as it always is.
    }
  }

  /**
   * Return how many entries match a query, or that the ones shown are only the nearest.
   * @param {Index} index
   * @param {Query} query
   * @param {Pick<Shown, 'matches' | 'ranking'>} answer
   */
  function sentence(index, query, { matches, ranking }) {
    // Words find superseded entries too, which lists leave out.
    const size = FaqQuery.hasText(query) ? index.size : index.listed;
    const total = `${size} ${questions(size)}`;
    if (FaqQuery.isEverything(query)) return total;
    const missing = ranking.missing.map((word) => `“${word}”`).join(', ');
    const lacking = missing && ` Not found: ${missing}.`;
    if (matches.length === 0) return `No question matches.${lacking}`;
    if (ranking.level === 'none') return `No answer found.${lacking} The nearest questions:`;
    if (ranking.level === 'maybe') return `These questions may help.${lacking}`;
    return `${matches.length} of ${total}`;
  }

  return Object.freeze({ REST, start });
})();
