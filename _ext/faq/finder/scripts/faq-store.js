// @ts-check
'use strict';

/*
 * The data of the finder, loaded when it is needed. A data file is a classic script that calls one
 * of the functions here with its content, since from `file://` browsers run nothing else.
 */

/** @typedef {string | [style: number, text: string][]} Inline plain text, or styled pieces */
/** @typedef {{id: string, label: string, address: string, entries: string}} Tag */
/** @typedef {{id: string, label: string, color: string, tags: Tag[]}} Facet */
/** @typedef {{key: string, facet: Facet, tag: Tag}} Known a tag with its facet */
/** @typedef {[id: string, question: Inline, summary: Inline, tags: string[]]} CardData */
/** @typedef {{entries: string[], counts: string[], places: string[]}} ShardData */
/** @typedef {{address?: string, title?: string, text?: string}} Ask where to ask a new question */
/**
 * @typedef {{
 *   entries: number, listed: number, successors: [number, number][], address: string,
 *   facets: Facet[], titleLengths: string, bodyLengths: string, terms: string,
 *   shards: [terms: number, file: string][], cardsInFile: number, cards: string[],
 *   errors: string, ask: Ask, search: string,
 * }} IndexData
 */
/**
 * @typedef {{
 *   size: number, listed: number, successors: [number, number][], facets: Facet[],
 *   tags: Map<string, Known>, tagsOf: Known[][], vocabulary: Vocabulary, norms: Norms, ask: Ask,
 *   search: string,
 * }} Index
 */
/**
 * @typedef {{
 *   entry: number, id: string, address: string, question: Inline, summary: Inline, tags: Known[],
 *   listed: boolean,
 * }} Card
 */

const FaqStore = (() => {
  const FOLDER = '_static/finder/';
  const BASE = 45;
  const FIRST = '#'.charCodeAt(0);
  const SKIPPED = '\\'.charCodeAt(0) - FIRST;
  /** Most different counts in a title, as in `schema/index.py`. */
  const TITLE_COUNTS = 8;

  /** @type {IndexData | undefined} */
  let data;
  /** @type {Index | undefined} */
  let index;
  /** The place of the first token of each shard. @type {number[]} */
  let starts = [];
  /** @type {Map<string, Promise<unknown>>} */
  const loads = new Map();
  /** @type {Map<string, unknown>} */
  const received = new Map();
  /** @type {Map<string, Posting>} */
  const decoded = new Map();

  // Reading numbers --------------------------------------------------------------------

  /** Read the text that `schema/index.py` writes. @param {string} text */
  function numbers(text) {
    const found = [];
    let number = 0;
    for (let at = 0; at < text.length; at += 1) {
      let digit = text.charCodeAt(at) - FIRST;
      if (digit > SKIPPED) digit -= 1;
      number = number * BASE + (digit % BASE);
      if (digit >= BASE) continue;
      found.push(number);
      number = 0;
    }
    return found;
  }

  /** @param {string} text */
  function ascending(text) {
    let last = 0;
    return Int32Array.from(numbers(text), (gap) => (last += gap));
  }

  // Loading ----------------------------------------------------------------------------

  /**
   * Load a data file, once; returns what its call handed over under a key.
   * @param {string} file
   * @param {string} key
   */
  function load(file, key) {
    let promise = loads.get(file);
    if (!promise) {
      promise = new Promise((resolve, reject) => {
        const script = document.createElement('script');
        const end = () => {
          script.remove();
          if (received.has(key)) {
            resolve(received.get(key));
          } else {
            // So that the next query tries again.
            loads.delete(file);
            reject(new Error(`${file} of the finder could not be loaded`));
          }
        };
        script.src = FaqDom.fromHere(FOLDER + file);
        script.onload = end;
        script.onerror = end;
        document.head.append(script);
      });
      loads.set(file, promise);
    }
    return promise;
  }

  /** Load what every query needs. @returns {Promise<Index>} */
  async function open() {
    if (!index) {
      data = /** @type {IndexData} */ (await load('index.js', 'index'));
      index ??= prepare(data);
    }
    return index;
  }

  /** @param {IndexData} data @returns {Index} */
  function prepare(data) {
    const terms = data.terms ? data.terms.split(' ') : [];
    let next = 0;
    starts = data.shards.map(([count]) => (next += count) - count);
    /** @type {Map<string, Known>} */
    const tags = new Map();
    /** @type {Known[][]} */
    const tagsOf = Array.from({ length: data.entries }, () => []);
    for (const facet of data.facets) {
      for (const tag of facet.tags) {
        const known = { key: `${facet.id}/${tag.id}`, facet, tag };
        tags.set(known.key, known);
        for (const entry of ascending(tag.entries)) tagsOf[entry].push(known);
      }
    }
    return Object.freeze({
      size: data.entries,
      listed: data.listed,
      successors: data.successors,
      facets: data.facets,
      tags,
      tagsOf,
      vocabulary: FaqVocabulary.make(terms),
      norms: FaqRank.norms(numbers(data.titleLengths), numbers(data.bodyLengths)),
      ask: data.ask,
      search: data.search,
    });
  }

  /**
   * Return the postings of tokens of the index.
   * @param {Iterable<string>} terms
   * @returns {Promise<Map<string, Posting>>}
   */
  async function postingsOf(terms) {
    const { vocabulary } = await open();
    const wanted = [...new Set(terms)].filter(vocabulary.has);
    const missing = wanted.filter((term) => !decoded.has(term));
    const { shards } = /** @type {IndexData} */ (data);
    const files = new Set(missing.map((term) => shardOf(vocabulary.place(term))));
    await Promise.all(Array.from(files, (at) => load(shards[at][1], `postings-${at}`)));
    for (const term of missing) decoded.set(term, decode(vocabulary.place(term)));
    return new Map(wanted.map((term) => [term, /** @type {Posting} */ (decoded.get(term))]));
  }

  /** Return the last shard that begins at a place or before it. @param {number} place */
  function shardOf(place) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @param {number} place @returns {Posting} */
  function decode(place) {
    const shard = shardOf(place);
    const { entries, counts, places } = /** @type {ShardData} */ (received.get(`postings-${shard}`));
    const at = place - starts[shard];
    const both = numbers(counts[at]);
    return {
      entries: ascending(entries[at]),
      title: Uint8Array.from(both, (count) => count % TITLE_COUNTS),
      body: Uint16Array.from(both, (count) => Math.floor(count / TITLE_COUNTS)),
      places: Uint8Array.from(numbers(places[at])),
    };
  }

  /**
   * Return what lists show of entries.
   * @param {number[]} entries
   * @returns {Promise<Card[]>}
   */
  async function cardsOf(entries) {
    const { tags, listed } = await open();
    const { cards, cardsInFile, address } = /** @type {IndexData} */ (data);
    const files = new Set(entries.map((entry) => Math.floor(entry / cardsInFile)));
    await Promise.all(Array.from(files, (at) => load(cards[at], `cards-${at}`)));
    return entries.map((entry) => {
      const file = `cards-${Math.floor(entry / cardsInFile)}`;
      const rows = /** @type {CardData[]} */ (received.get(file));
      const [id, question, summary, keys] = rows[entry % cardsInFile];
      return {
        entry,
        id,
        address: address.replace('_', id),
        question,
        summary,
        tags: keys.flatMap((key) => tags.get(key) ?? []),
        listed: entry < listed,
      };
    });
  }

  /** @type {Promise<Prepared> | undefined} */
  let fragments;

  /** Return the error fragments of all entries. @returns {Promise<Prepared>} */
  async function fragmentsOf() {
    await open();
    const { errors } = /** @type {IndexData} */ (data);
    fragments ??= loadFragments(errors).catch((error) => {
      fragments = undefined;
      throw error;
    });
    return fragments;
  }

  /** @param {string} file */
  async function loadFragments(file) {
    const rows = file ? await load(file, 'errors') : [];
    const pairs = /** @type {[number, string][]} */ (rows);
    return FaqErrors.prepare(pairs.map(([entry, text]) => ({ entry, text })));
  }

  // What the data files call -----------------------------------------------------------

  return Object.freeze({
    cardsOf,
    fragmentsOf,
    open,
    postingsOf,
    /** @param {IndexData} content */
    index: (content) => received.set('index', content),
    /** @param {number} at @param {ShardData} content */
    postings: (at, content) => received.set(`postings-${at}`, content),
    /** @param {number} at @param {CardData[]} content */
    cards: (at, content) => received.set(`cards-${at}`, content),
    /** @param {[number, string][]} content */
    errors: (content) => received.set('errors', content),
  });
})();
