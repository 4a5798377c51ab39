// @ts-check
'use strict';

/*
 * The finder in a page: a session with filters, the query in the address, and the place in the
 * results in the browser's history.
 */

const FaqFinder = (() => {
  const { part, rested } = FaqDom;

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
    const shows = [
      FaqFilters.boxes(root, index, toggle),
      FaqFilters.chips(root, index, toggle),
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
    FaqDom.onTyping(box, address.later);
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
      if (!FaqQuery.isSame(index, query, session.query())) restore(query, history.state);
    });
    // A reader who comes back from an entry finds the results as they were.
    addEventListener('pagehide', () => {
      history.replaceState({ drawn: session.drawn(), top: scrollY }, '');
    });
    /** @param {Query} query @param {{drawn: number, top: number} | null} place */
    async function restore(query, place) {
      await session.ask(query, place?.drawn);
      if (place) scrollTo({ top: place.top, behavior: 'instant' });
    }
    // Somebody may have typed before the scripts were there.
    const { value } = box;
    await restore({ ...readAddress(index), ...(value && { text: value }) }, history.state);
    writeAddress(index, session.query(), 'replaceState');
    root.setAttribute('data-faq-ready', '');
  }

  return Object.freeze({ start });
})();
