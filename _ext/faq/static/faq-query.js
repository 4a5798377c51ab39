// @ts-check
'use strict';

/*
 * What a reader may ask of the questions, and the answer to it. Pure: no DOM, no address bar, no
 * state; `faq-browse.js` has those. A tag goes by its key, `facet/tag`.
 */

/** @typedef {string | [style: number, text: string][]} Inline plain text, or styled pieces */
/** @typedef {{id: string, label: string, aliases: string[], uri: string}} Tag */
/** @typedef {{id: string, label: string, tags: Tag[]}} Facet */
/**
 * @typedef {{
 *   uri: string, question: Inline, summary: Inline, phrasings: string[], tags: string[],
 * }} Entry
 */
/** @typedef {{facets: Facet[], entries: Entry[]}} IndexData the argument of `faqIndex` */

/** @typedef {{key: string, facet: Facet, tag: Tag}} Known a tag with its facet */
/** @typedef {{entry: Entry, tags: Known[], keys: Set<string>, text: string}} Item a ready entry */
/** @typedef {{facets: Facet[], tags: Map<string, Known>, items: Item[]}} Index the ready data */
/** @typedef {{text: string, chosen: ReadonlySet<string>}} Query words, and the keys of tags */
/** @typedef {{matches: Item[], counts: Map<string, number>}} Answer a count for each known tag */
/** @typedef {{drop: string, tag?: Known, entries: number}} Way matches without a part */

const FaqQuery = (() => {
  /** Parameter of the text, and the name of the text among the parts of a query. */
  const TEXT = 'q';

  /** @type {Query} */
  const EVERYTHING = Object.freeze({ text: '', chosen: new Set() });

  /** @param {Inline} inline */
  function plain(inline) {
    return typeof inline === 'string' ? inline : inline.map(([, text]) => text).join('');
  }

  /** @param {string} text @returns {string[]} */
  function wordsOf(text) {
    return text.toLowerCase().split(/\s+/u).filter(Boolean);
  }

  /**
   * Make the data ready for queries, once.
   * @param {IndexData} data
   * @returns {Index}
   */
  function prepare(data) {
    /** @type {Map<string, Known>} */
    const tags = new Map();
    for (const facet of data.facets) {
      for (const tag of facet.tags) {
        const key = `${facet.id}/${tag.id}`;
        tags.set(key, { key, facet, tag });
      }
    }
    return { facets: data.facets, tags, items: data.entries.map((entry) => ready(tags, entry)) };
  }

  /**
   * @param {Map<string, Known>} known
   * @param {Entry} entry
   * @returns {Item}
   */
  function ready(known, entry) {
    const tags = [...new Set(entry.tags)].flatMap((key) => known.get(key) ?? []);
    const fields = [plain(entry.question), plain(entry.summary), ...entry.phrasings];
    for (const { tag } of tags) fields.push(tag.label, ...tag.aliases);
    // A word contains no line break, so it cannot match across two fields.
    const text = fields.join('\n').toLowerCase();
    return { entry, tags, keys: new Set(tags.map(({ key }) => key)), text };
  }

  /**
   * Find the entries that contain every word and, in each facet with chosen tags, have one of them.
   * The count of a tag is the number of matches if its facet chose this tag only: choices in the
   * other facets apply, those in its own do not.
   * @param {Index} index
   * @param {Query} query
   * @returns {Answer}
   */
  function ask(index, query) {
    const words = wordsOf(query.text);
    const wanted = [...byFacet(index, query)];
    const counts = new Map(Array.from(index.tags.keys(), (key) => [key, 0]));
    const matches = [];
    for (const item of index.items) {
      if (!words.every((word) => item.text.includes(word))) continue;
      const missed = wanted.filter(([, tags]) => !tags.some(({ key }) => item.keys.has(key)));
      if (missed.length === 0) matches.push(item);
      // An entry that misses in one facet still counts there, and one that misses in two nowhere.
      if (missed.length <= 1) count(item, missed[0]?.[0], counts);
    }
    return { matches, counts };
  }

  /** @param {Item} item @param {Facet | undefined} only @param {Map<string, number>} counts */
  function count(item, only, counts) {
    for (const { key, facet } of item.tags) {
      if (!only || facet === only) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }

  /**
   * List the chosen tags in the order of the data; unknown ones are left out.
   * @param {Index} index
   * @param {Query} query
   */
  function chosenIn(index, query) {
    return [...index.tags.values()].filter(({ key }) => query.chosen.has(key));
  }

  /**
   * @param {Index} index
   * @param {Query} query
   * @returns {Map<Facet, Known[]>}
   */
  function byFacet(index, query) {
    /** @type {Map<Facet, Known[]>} */
    const groups = new Map();
    for (const known of chosenIn(index, query)) {
      groups.set(known.facet, [...(groups.get(known.facet) ?? []), known]);
    }
    return groups;
  }

  /** @param {Query} query */
  function isEverything(query) {
    return query.chosen.size === 0 && wordsOf(query.text).length === 0;
  }

  /**
   * Return the query without one of its parts: a tag by its key, or `TEXT`.
   * @param {Query} query
   * @param {string} part
   * @returns {Query}
   */
  function without(query, part) {
    if (part === TEXT) return { ...query, text: '' };
    return { ...query, chosen: new Set([...query.chosen].filter((key) => key !== part)) };
  }

  /**
   * Return the query with a tag chosen if it was not, and not chosen if it was.
   * @param {Query} query
   * @param {string} key
   * @returns {Query}
   */
  function toggled(query, key) {
    if (query.chosen.has(key)) return without(query, key);
    return { ...query, chosen: new Set([...query.chosen, key]) };
  }

  /**
   * List the parts that can be dropped from a query, with the number of matches that leaves.
   * @param {Index} index
   * @param {Query} query
   * @returns {Way[]}
   */
  function waysOut(index, query) {
    /** @type {{drop: string, tag?: Known}[]} */
    const parts = chosenIn(index, query).map((tag) => ({ drop: tag.key, tag }));
    if (wordsOf(query.text).length) parts.unshift({ drop: TEXT });
    return parts.map((way) => {
      return { ...way, entries: ask(index, without(query, way.drop)).matches.length };
    });
  }

  /**
   * Write a query as parameters, `q=to+onnx&hardware=ascend,gpu`; equal queries give equal text.
   * @param {Index} index
   * @param {Query} query
   */
  function toParameters(index, query) {
    const text = query.text.trim();
    const parameters = text ? [`${TEXT}=${encode(text)}`] : [];
    for (const [facet, tags] of byFacet(index, query)) {
      const ids = tags.map(({ tag }) => encode(tag.id));
      parameters.push(`${encode(facet.id)}=${ids.join(',')}`);
    }
    return parameters.join('&');
  }

  /** @param {string} text */
  function encode(text) {
    // Not encodeURIComponent: it throws at half of a surrogate pair, which a cut text may end in.
    return new URLSearchParams([['', text]]).toString().slice(1);
  }

  /**
   * Read a query from the two places of an address that may hold it. The fragment comes first:
   * it is where `faq-browse.js` writes when the browser refuses to change the rest.
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
   * Tell a query in the fragment from the name of a place on the page.
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
    ask,
    chosenIn,
    fromAddress,
    isEverything,
    isQuery,
    prepare,
    toParameters,
    toggled,
    waysOut,
    without,
  });
})();
