// @ts-check
'use strict';

/*
 * What a reader may ask of the entries: words, and tags to filter by. Pure: no page, no address
 * bar, no state. A tag is identified by its key, `facet/tag`, an entry by its ordinal.
 */

/** @typedef {{text: string, chosen: ReadonlySet<string>}} Query words, and the keys of tags */
/** @typedef {{matches: number[], own: number, broader: FacetTag[], counts: Map<string, number>}} Answer */

const FaqQuery = (() => {
  /** The parameter with the text. */
  const TEXT = 'q';

  /** Longest text, in characters, that may be sent to the server in an address. */
  const MOST_SENT = 500;

  /** @type {Query} */
  const EVERYTHING = Object.freeze({ text: '', chosen: new Set() });

  /**
   * Return the candidates that have a chosen tag in each facet with chosen tags, in their order: the
   * number of these is `own`. Those that have a tag broader than a chosen one, and no kind of it, follow.
   * The count of each known tag is the number of `own` if it were the only chosen tag of its facet.
   * @param {Index} index
   * @param {ReadonlySet<string>} chosen
   * @param {number[]} candidates
   * @returns {Answer}
   */
  function filter(index, chosen, candidates) {
    const known = chosenIn(index, chosen);
    const wanted = new Set(known.map(({ facet }) => facet));
    const broader = known.flatMap(({ facet, tag }) => index.tags.get(`${facet.id}/${tag.broader}`) ?? []);
    const counts = new Map(Array.from(index.tags.keys(), (key) => [key, 0]));
    const own = [];
    const others = [];
    for (const entry of candidates) {
      const tags = index.tagsOf[entry];
      const hit = new Set(tags.flatMap(({ key, facet }) => (chosen.has(key) ? [facet] : [])));
      const missed = [...wanted].filter((facet) => !hit.has(facet));
      const kinds = new Set(tags.map(({ facet, tag }) => `${facet.id}/${tag.broader}`));
      const general = tags.filter((tag) => broader.includes(tag) && !kinds.has(tag.key));
      if (missed.length === 0) own.push(entry);
      else if (missed.every((facet) => general.some((tag) => tag.facet === facet))) others.push(entry);
      // An entry that misses in one facet still counts there, and one that misses in two nowhere.
      if (missed.length <= 1) count(tags, missed[0], counts);
    }
    return { matches: [...own, ...others], own: own.length, broader, counts };
  }

  /** @param {FacetTag[]} tags @param {Facet | undefined} only @param {Map<string, number>} counts */
  function count(tags, only, counts) {
    for (const { key, facet } of tags) {
      if (!only || facet === only) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }

  /**
   * List the chosen tags in the order of the data; unknown ones are left out.
   * @param {Index} index
   * @param {ReadonlySet<string>} chosen
   */
  function chosenIn(index, chosen) {
    return [...index.tags.values()].filter(({ key }) => chosen.has(key));
  }

  /** @param {Query} query */
  function isEverything(query) {
    return query.chosen.size === 0 && !hasText(query);
  }

  /** @param {Query} query */
  function hasText(query) {
    return query.text.trim() !== '';
  }

  /**
   * Return the query with one tag chosen or no longer chosen.
   * @param {Query} query
   * @param {string} key
   * @returns {Query}
   */
  function toggled(query, key) {
    const chosen = new Set(query.chosen);
    if (!chosen.delete(key)) chosen.add(key);
    return { ...query, chosen };
  }

  // Address ----------------------------------------------------------------------------

  /**
   * Return whether a text must stay in the fragment of the address, which is never sent: pasted logs
   * are private, and servers reject long addresses.
   * @param {string} text
   */
  function isPrivate(text) {
    return text.length > MOST_SENT || FaqErrors.isPaste(text);
  }

  /**
   * Write a query as parameters, `q=to+onnx&hardware=ascend,gpu`; equal queries give equal text.
   * @param {Index} index
   * @param {Query} query
   */
  function toParameters(index, query) {
    const text = query.text.trim();
    const parameters = text ? [`${TEXT}=${encode(text)}`] : [];
    const chosen = chosenIn(index, query.chosen);
    for (const facet of index.facets) {
      const ids = chosen.filter((known) => known.facet === facet).map(({ tag }) => encode(tag.id));
      if (ids.length) parameters.push(`${encode(facet.id)}=${ids.join(',')}`);
    }
    return parameters.join('&');
  }

  /** Return whether two queries ask the same. @param {Index} index @param {Query} one @param {Query} other */
  function isSame(index, one, other) {
    return toParameters(index, one) === toParameters(index, other);
  }

  /**
   * Return the address of the finder with a query, from the root of the site.
   * @param {Index} index
   * @param {Query} query
   */
  function toAddress(index, query) {
    const parameters = toParameters(index, query);
    const mark = isPrivate(query.text) ? '#' : '?';
    return index.search + (parameters ? mark + parameters : '');
  }

  /** Return a text as the value of a parameter. @param {string} text */
  function encode(text) {
    // Not encodeURIComponent: it throws at half of a surrogate pair, where a text may be cut.
    return new URLSearchParams([['', text]]).toString().slice(1);
  }

  /**
   * Read a query from an address. The fragment comes first: `faq-finder.js` writes a query there
   * if the rest of the address must not contain it.
   * @param {Index} index
   * @param {string} search with or without `?`
   * @param {string} fragment with or without `#`
   * @returns {Query}
   */
  function fromAddress(index, search, fragment) {
    const source = isQuery(index, fragment) ? fragment.replace(/^#/u, '') : search;
    const parameters = new URLSearchParams(source);
    const keys = index.facets.flatMap(({ id }) => {
      const tags = parameters.getAll(id).flatMap((value) => value.split(','));
      return tags.map((tag) => `${id}/${tag}`);
    });
    const chosen = new Set(keys.filter((key) => index.tags.has(key)));
    return { text: (parameters.get(TEXT) ?? '').trim(), chosen };
  }

  /**
   * Return whether a fragment is a query rather than the name of a place on the page.
   * @param {Index} index
   * @param {string} fragment
   */
  function isQuery(index, fragment) {
    const parameters = new URLSearchParams(fragment.replace(/^#/u, ''));
    const names = [TEXT, ...index.facets.map((facet) => facet.id)];
    return fragment.includes('=') && names.some((name) => parameters.has(name));
  }

  return Object.freeze({
    EVERYTHING,
    TEXT,
    chosenIn,
    encode,
    filter,
    fromAddress,
    hasText,
    isEverything,
    isPrivate,
    isQuery,
    isSame,
    toAddress,
    toParameters,
    toggled,
  });
})();
