// @ts-check
'use strict';

/*
 * The finder in a page: a session with filters, ways out when nothing matches, and the query in the
 * address.
 */

const FaqFinder = (() => {
  const { buttonOf, fromHere, make, part, questions, rested, shorten } = FaqDom;

  /** Longest address of the form for a new question; GitHub refuses one of 8 kB. */
  const MOST_ADDRESS = 7000;
  /** Most characters of a query in that form, in its title, and in an offer. */
  const MOST_ASKED = 2000;
  const MOST_TITLE = 120;
  const MOST_OFFERED = 40;

  /**
   * Offer what to do when nothing matches, and where to ask.
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
    return (query, { matches, ranking }) => {
      const ways = matches.length ? [] : FaqQuery.waysOut(index, query, ranking.entries);
      const useful = ways.filter((way) => way.entries > 0);
      empty.hidden = useful.length === 0;
      list.replaceChildren(...useful.map((way) => offer(query, way)));
      link.href = askAddress(index, query);
      ask.hidden = !link.getAttribute('href') || !FaqQuery.hasText(query);
    };
  }

  /** @param {Query} query @param {Way} way */
  function offer(query, { drop, tag, entries }) {
    const name = tag ? tag.tag.label : `\u201c${shorten(query.text.trim(), MOST_OFFERED)}\u201d`;
    const look = { type: 'button', class: 'faq-offer', value: drop };
    const text = `Without ${name}: ${entries} ${questions(entries)}`;
    return make('li', {}, make('button', look, text));
  }

  /**
   * Return the address of the form for a new question, filled in; empty if there is no form.
   * @param {Index} index
   * @param {Query} query
   */
  function askAddress(index, query) {
    const { ask } = index;
    if (!ask.address) return '';
    if (!ask.title || !ask.text) return fromHere(ask.address);
    const text = query.text.trim();
    const tags = FaqQuery.chosenIn(index, query.chosen);
    const lines = tags.map(({ facet, tag }) => `- ${facet.label}: ${tag.label}`);
    const filters = lines.length ? `\n\nFilters:\n${lines.join('\n')}` : '';
    const address = new URL(ask.address);
    address.searchParams.set(ask.title, shorten(text.replace(/\s+/gu, ' '), MOST_TITLE));
    // A Chinese character takes nine in an address.
    for (let most = MOST_ASKED; ; most = Math.floor(most / 2)) {
      const body = shorten(text, most).replace(/^/gmu, '    ');
      address.searchParams.set(ask.text, `I searched for:\n\n${body}${filters}\n`);
      if (address.href.length <= MOST_ADDRESS || most < 2) return address.href;
    }
  }

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

  /** @param {Element} root @param {Index} index */
  async function start(root, index) {
    const form = part(root, '.faq-search', HTMLFormElement);
    /** @param {string} key */
    const toggle = (key) => change((query) => FaqQuery.toggled(query, key));
    /** @param {string} name */
    const drop = (name) => change((query) => FaqQuery.without(query, name));
    const shows = [
      FaqFilters.boxes(root, index, toggle),
      FaqFilters.chips(root, index, drop),
      offers(root, index, drop),
    ];
    const address = rested(() => {
      writeAddress(index, session.query(), 'replaceState');
    }, FaqSession.REST);

    form.addEventListener('submit', (event) => event.preventDefault());
    FaqFilters.close(root);
    const session = FaqSession.start(root, index, {
      browse: true,
      show: (query, answer) => shows.forEach((show) => show(query, answer)),
      choose: (question) => question.focus(),
    });

    /** @param {(query: Query) => Query} edit */
    function change(edit) {
      const query = session.query();
      address.flush();
      session.ask(edit(query));
      writeAddress(index, session.query(), 'pushState');
    }

    part(root, '.faq-clear', HTMLButtonElement).addEventListener('click', () => {
      change(() => FaqQuery.EVERYTHING);
    });
    const box = part(form, '.faq-words', HTMLTextAreaElement);
    box.addEventListener('input', address.later);
    // On phones the box is in sight even where the first result is far above.
    const toTop = () => {
      if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ behavior: 'instant' });
    };
    box.addEventListener('input', toTop);
    root.querySelector('.faq-examples')?.addEventListener('click', toTop);
    // A reader may open a result before the address is up to date.
    box.addEventListener('change', address.flush);
    addEventListener('popstate', () => {
      address.cancel();
      const query = readAddress(index);
      // A jump to a place on the page comes here too; it must not cost the rows drawn so far.
      const [next, present] = [query, session.query()].map((one) => FaqQuery.toParameters(index, one));
      if (next !== present) session.ask(query);
    });
    // Somebody may have typed before the scripts were there.
    const { value } = box;
    await session.ask({ ...readAddress(index), ...(value && { text: value }) });
    writeAddress(index, session.query(), 'replaceState');
    root.setAttribute('data-faq-ready', '');
  }

  return Object.freeze({ askAddress, start });
})();
