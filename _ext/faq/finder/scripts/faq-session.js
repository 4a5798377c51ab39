// @ts-check
'use strict';

/*
 * A search box with its results, in a page or in the dialog: finds what answers the newest query
 * and draws it in groups, the best matches first.
 */

/** @typedef {(query: Query, answer: Answer) => void} Show draws a query and its answer */
/**
 * @typedef {{
 *   query: Query, answer: Answer, best: number, ranking: Ranking, note: (Node | string)[],
 * }} Results the first `best` matches answer; the note stands above them
 */
/**
 * @typedef {object} SessionOptions
 * @property {boolean} browse whether all questions are listed while there is no query, unless the page
 *   starts with something else
 * @property {Show} show draws what depends on the answer beside the results
 * @property {(question: HTMLElement) => void} choose is called when Enter chooses a question
 */

const FaqSession = (() => {
  const { fill, make, part, rested, shorten } = FaqDom;

  /** Milliseconds without a key before the words are searched for. */
  const PAUSE = 80;
  /** Milliseconds without a key before results are announced and a query reaches the address. */
  const REST = 250;
  /** Most pauses that a pressed row delays new results. */
  const MOST_WAITS = 10;
  /** Entries drawn at a time: finding them is quick, loading and drawing them is not. */
  const CHUNK = 20;
  const FIRST_RANKED = 5;
  const RANKED_CHUNK = 10;
  /** Most entries drawn if none of them may help. */
  const NEAREST = 3;
  /** Most unknown words that are named, and most characters of each. */
  const MOST_NAMED = 4;
  const MOST_LETTERS = 30;

  /** What no words match. @type {Ranking} */
  const NOTHING = {
    entries: [], answers: 0, level: 'best', terms: new Set(), fragments: new Map(),
    misspelled: new Map(), missing: [], share: () => 0,
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
    const more = make('button', { type: 'button', class: 'faq-more' });
    const ways = make('p', { class: 'faq-ways' });
    const live = make('p', { class: 'faq-visually-hidden', role: 'status' });
    const eraser = make('button', { type: 'button', class: 'faq-eraser', 'aria-label': _('Clear the search') });
    const starts = root.querySelector('.faq-start') !== null;
    const all = browse ? [...Array(index.listed).keys()] : [];
    let query = FaqQuery.EVERYTHING;
    /** What the rows answer. @type {Results} */
    let current = { query, answer: FaqQuery.filter(index, query.chosen, all), best: 0, ranking: NOTHING, note: [] };
    let drawing = Promise.resolve();

    const pause = rested(() => {
      search({ ...query, text: FaqErrors.clip(box.value) }, 0);
    }, PAUSE);
    // A screen reader would read each number of a growing word.
    const announce = rested(() => {
      const groups = Array.from(results.querySelectorAll('.faq-group'), (heading) => {
        return `${heading.textContent}: ${heading.nextElementSibling?.children.length}`;
      });
      live.textContent = [status.textContent, ...groups].join(' ').trim();
    }, REST);

    /**
     * Put a query into the box and draw what answers it.
     * @param {Query} next
     * @param {number} [least] rows to have, if there are as many
     */
    function ask(next, least = 0) {
      box.value = next.text;
      return search(next, least).then(announce.flush);
    }

    /** @param {Query} next @param {number} least */
    function search(next, least) {
      query = next;
      const isPaste = box.toggleAttribute('data-paste', FaqErrors.isPaste(box.value));
      // The last line of a log names the error, the first one of a message does.
      if (isPaste && box.value.includes('\n') && box.selectionEnd === box.value.length) box.scrollTop = box.scrollHeight;
      drawing = draw(least);
      return drawing;
    }

    /** Draw what answers the query. Rows that do so already stay. @param {number} least */
    async function draw(least) {
      const asked = query;
      const kept = FaqQuery.isSame(index, asked, current.query);
      try {
        const ranking = FaqQuery.hasText(asked)
          ? await FaqSearch.find(asked.text)
          : { ...NOTHING, entries: all };
        const answer = FaqQuery.filter(index, asked.chosen, ranking.entries);
        if (ranking.level === 'none') answer.matches.splice(NEAREST);
        if (FaqQuery.hasText(asked) && !ranking.entries.length) {
          answer.own = answer.matches.push(...index.popular.slice(0, NEAREST));
        }
        const answers = new Set(ranking.entries.slice(0, ranking.answers));
        const best = answer.matches.slice(0, answer.own).filter((entry) => answers.has(entry)).length;
        /** @type {Results} */
        const next = { query: asked, answer: isStart(asked) ? { ...answer, matches: [] } : answer, best, ranking, note: [] };
        const from = kept ? drawn() : 0;
        const cards = from > 0 && from >= least ? [] : await cardsAfter(from, next, least);
        if (!kept) await released(results);
        // An older query may be answered later than a newer one, as may the first of two clicks.
        if (asked !== query || (kept && from !== drawn())) return;
        keepFocus(() => {
          // The note on rows that stay was made from their cards.
          const stays = from > 0 && current.note.length > 0;
          current = { ...next, note: stays ? current.note : note(next, cards) };
          if (!kept) results.replaceChildren();
          append(cards);
          show(asked, answer);
        });
        announce.later();
      } catch (error) {
        if (asked === query) fail();
        throw error;
      }
    }

    /** Return whether the page shows what it starts with instead of rows. @param {Query} asked */
    function isStart(asked) {
      return starts && FaqQuery.isEverything(asked);
    }

    /** Add the next rows, and go to the first of them. */
    async function drawMore() {
      const { query: asked } = current;
      const start = drawn();
      await draw(start + 1);
      // Another query may have been quicker.
      if (current.query !== asked) return;
      results.querySelectorAll('.faq-row')[start]?.querySelector('a')?.focus();
    }

    function clear() {
      box.value = '';
      box.dispatchEvent(new Event('input'));
      box.focus();
    }

    /** Return how many rows there are. */
    function drawn() {
      return results.querySelectorAll('.faq-row').length;
    }

    /** @param {Card[]} cards */
    function append(cards) {
      const { query: asked, answer: { matches }, best, ranking } = current;
      status.replaceChildren(...current.note);
      let at = drawn();
      let list = Array.from(results.querySelectorAll('.faq-rows')).at(-1);
      for (const card of cards) {
        const heading = headingAt(current, at);
        if (heading) results.append(make('h2', { class: 'faq-group' }, heading));
        if (heading || !list) {
          list = make('ul', { class: 'faq-rows' });
          results.append(list);
        }
        list.append(FaqRows.row(card, ranking));
        at += 1;
      }
      more.hidden = at >= matches.length;
      const help = _('Show questions that may help ({number})');
      const label = at > 0 && at === best ? help : _('Show more ({number})');
      more.textContent = label.replace('{number}', `${matches.length - at}`);
      ways.hidden = !FaqQuery.hasText(asked) || ranking.fragments.size > 0;
      if (!ways.hidden) ways.replaceChildren(...FaqWays.links(index, asked));
      ways.toggleAttribute('data-none', ranking.level === 'none');
      results.append(more, ways);
    }

    /** @param {Results} next @param {Card[]} cards */
    function note({ query: asked, answer, ranking }, cards) {
      if (!FaqQuery.hasText(asked)) {
        if (FaqQuery.isEverything(asked)) return [];
        const some = _('Questions: {number} of {total}').replace('{total}', `${index.listed}`);
        const numbers = [some.replace('{number}', `${answer.own}`), generalHeading(answer)];
        return [numbers.filter(Boolean).join(' \u00b7 ')];
      }
      const parts = [];
      const spelled = Array.from(ranking.misspelled, ([word, term]) => {
        return [word, FaqRows.spelling(cards, term)];
      }).filter(([, spelling]) => spelling);
      if (spelled.length > 0) {
        const [typed, read] = [0, 1].map((side) => named(spelled.map((pair) => pair[side])));
        parts.push(...fill(_('Showing results for {read} (you typed {typed}). '), { read, typed }));
      }
      // Of a message that an entry explains, some words are always missing.
      const missing = ranking.fragments.size > 0 ? [] : ranking.missing.slice(0, MOST_NAMED);
      const words = named(missing);
      if (words.length > 0) parts.push(...fill(_('Nothing here about {words}.'), { words }));
      else if (answer.matches.length < 1) parts.push(_('No question with these tags matches.'));
      else if (ranking.level === 'none') parts.push(_('No question matches well.'));
      return parts;
    }

    /** Report that data is missing. Remove rows that answer another query, but not all questions. */
    function fail() {
      announce.cancel();
      status.textContent = FaqOpen.FAILURE;
      live.textContent = FaqOpen.FAILURE;
      if (current.query !== query && !FaqQuery.isEverything(current.query)) results.replaceChildren();
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

    results.after(live);
    // It may have reported that the scripts could not be loaded.
    status.removeAttribute('role');
    FaqDom.onTyping(box, (event) => {
      pause.later();
      // What is pasted, dictated or chosen from an input method is complete.
      const { data, inputType } = /** @type {InputEvent} */ (event);
      if (inputType === 'insertFromPaste' || (data ?? '').length > 1) pause.flush();
    });
    box.addEventListener('change', pause.flush);
    FaqKeys.connect(root, box, {
      choose,
      clear,
      settle() {
        pause.flush();
        return drawing;
      },
    });
    box.after(eraser);
    eraser.addEventListener('click', clear);
    more.addEventListener('click', drawMore);
    results.addEventListener('click', ({ target }) => {
      const link = target instanceof Element && target.closest('.faq-row-question');
      if (link instanceof HTMLAnchorElement) leave(link, index, current);
    });
    return {
      ask,
      drawn,
      /** Return the query, with what was typed a moment ago. */
      query() {
        pause.flush();
        return query;
      },
    };
  }

  /**
   * Wait while a pointer presses a row: if the row were replaced, the click would be lost.
   * @param {HTMLElement} results
   */
  async function released(results) {
    for (let waits = 0; waits < MOST_WAITS && results.matches(':active'); waits += 1) {
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    }
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
      const visit = { page: pathname, words: FaqRows.typed(FaqErrors.distil(query.text), ranking.terms), results };
      sessionStorage.setItem('faq-visit', JSON.stringify(visit));
    } catch {
      // Storage may be blocked; then the page of the entry is as it always is.
    }
  }

  /** Return the heading of the matches with a broader tag; empty if there are none. @param {Answer} answer */
  function generalHeading({ matches, own, broader }) {
    const names = [...new Set(broader)].map(({ tag }) => tag.label).join(_(', '));
    const label = _('Also for any {tag} ({number})').replace('{number}', `${matches.length - own}`);
    return matches.length > own ? label.replace('{tag}', () => names) : '';
  }

  /**
   * Return the heading of the group that begins with a match; empty if it begins none.
   * @param {Results} results
   * @param {number} at
   */
  function headingAt({ query, answer, best, ranking }, at) {
    if (at === answer.own) return generalHeading(answer);
    if (!FaqQuery.hasText(query) || (at > 0 && at !== best)) return '';
    if (at < best) return ranking.fragments.size > 0 ? _('Matches your error') : _('Best match');
    if (ranking.level !== 'none') return _('May help');
    return ranking.entries.length > 0 ? _('Nearest questions') : _('Popular questions');
  }

  /**
   * Load the cards that are drawn next: as many as a reader wants to see at a time.
   * @param {number} start
   * @param {Results} results
   * @param {number} least where to end at the earliest
   */
  function cardsAfter(start, { query, answer: { matches }, best, ranking }, least) {
    // What explains a pasted error stands alone; other best matches are followed by what may help.
    const alone = ranking.fragments.size > 0;
    let end = start;
    do {
      if (!FaqQuery.hasText(query)) end += CHUNK;
      else if (alone && end < best) end = Math.min(end + FIRST_RANKED, best);
      else end += end > 0 ? RANKED_CHUNK : FIRST_RANKED;
    } while (end < least);
    return FaqStore.cardsOf(matches.slice(start, end));
  }

  /** @param {string[]} words */
  function named(words) {
    return words.flatMap((word, at) => [at > 0 ? _(', ') : '', make('strong', {}, shorten(word, MOST_LETTERS))]);
  }

  return Object.freeze({ REST, start });
})();
