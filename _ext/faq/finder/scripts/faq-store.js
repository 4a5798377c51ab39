// @ts-check
'use strict';

/*
 * The data of the finder, loaded when it is needed. A data file is a classic script that calls
 * `FaqStore.receive` with its content, since from `file://` browsers run nothing else.
 */

/** @typedef {string | [style: number, text: string][]} Inline plain text, or styled pieces */
/** @typedef {{id: string, label: string, broader: string, address: string, entries: string}} Tag */
/** @typedef {{id: string, label: string, color: string, tags: Tag[]}} Facet */
/** @typedef {{key: string, facet: Facet, tag: Tag}} FacetTag a tag with its facet */
/** @typedef {[code: string, name: string]} Language of words that aren't translated */
/**
 * @typedef {[id: string, question: Inline, summary: Inline, tags: string[], language?: Language]} CardData
 */
/**
 * @typedef {[terms: string, entries: string[], counts: string[], places: string[]]} ShardData
 * @typedef {[terms: string[], entries: string[], counts: string[], places: string[]]} Shard
 */
/** @typedef {{address: string, name: string}} Docs the search of the product's documentation */
/** @typedef {{address?: string, title?: string, text?: string}} Ask where to ask a new question */
/**
 * @typedef {{
 *   size: number, listed: number, successors: [number, number][], address: string,
 *   facets: Facet[], titleLengths: string, bodyLengths: string, words: string,
 *   shards: string, postings: string, cardsInFile: number, cards: string,
 *   errors: string, ask: Ask, search: string, docs: Docs | null, idle: string[],
 *   popular: number[], synonyms: string[][],
 * }} IndexData what `index.js` contains
 */
/**
 * @typedef {Omit<IndexData, 'shards' | 'titleLengths' | 'bodyLengths' | 'idle'> & {
 *   tags: Map<string, FacetTag>, tagsOf: FacetTag[][], norms: Norms,
 *   shards: string[], idle: Set<string>,
 * }} Index `shards` has the first token of each
 */
/**
 * @typedef {{
 *   entry: number, id: string, address: string, question: Inline, summary: Inline,
 *   language?: Language, tags: FacetTag[],
 *   listed: boolean,
 * }} Card
 */

const FaqStore = (() => {
  const FOLDER = '_static/finder/';
  const BASE = 45;
  const FIRST = '#'.charCodeAt(0);
  const SKIPPED = '\\'.charCodeAt(0) - FIRST;
  /** Digits of a digest, as in `finder/data.py`. */
  const DIGEST = 4;
  /** Most different counts in a title, as in `schema/index.py`. */
  const TITLE_COUNTS = 8;

  /** @type {Map<string, Promise<any>>} */
  const loads = new Map();
  /** What the data file that has just run contains. @type {unknown} */
  let handover;

  /** Read the numbers that `schema/index.py` writes. @param {string} text */
  function numbers(text) {
    const values = [];
    let number = 0;
    for (let at = 0; at < text.length; at += 1) {
      let digit = text.charCodeAt(at) - FIRST;
      if (digit > SKIPPED) digit -= 1;
      number = number * BASE + (digit % BASE);
      if (digit >= BASE) continue;
      values.push(number);
      number = 0;
    }
    return values;
  }

  /** @param {string} text */
  function ascending(text) {
    let last = 0;
    return Int32Array.from(numbers(text), (gap) => (last += gap));
  }

  /** Return the name of a file. @param {string} stem @param {number} at @param {string} digests */
  function fileOf(stem, at, digests) {
    return `${stem}-${at}-${digests.slice(at * DIGEST, (at + 1) * DIGEST)}.js`;
  }

  /**
   * Load a data file and read its content, once.
   * @param {string} file
   * @param {(content: any) => any} [read]
   * @returns {Promise<any>} what it makes of the content
   */
  function load(file, read = (content) => content) {
    let promise = loads.get(file);
    if (!promise) {
      promise = new Promise((resolve, reject) => {
        const script = document.createElement('script');
        // Comes right after the script has run, before another one does.
        const end = () => {
          script.remove();
          const content = handover;
          handover = undefined;
          if (content !== undefined) {
            resolve(content);
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
      }).then(read);
      loads.set(file, promise);
    }
    return promise;
  }

  /** Load what every query needs. @returns {Promise<Index>} */
  function open() {
    return load('index.js', prepare);
  }

  /** @param {IndexData} data @returns {Index} */
  function prepare({ shards, titleLengths, bodyLengths, ...data }) {
    /** @type {Map<string, FacetTag>} */
    const tags = new Map();
    /** @type {FacetTag[][]} */
    const tagsOf = Array.from({ length: data.size }, () => []);
    for (const facet of data.facets) {
      for (const tag of facet.tags) {
        const facetTag = { key: `${facet.id}/${tag.id}`, facet, tag };
        tags.set(facetTag.key, facetTag);
        for (const entry of ascending(tag.entries)) tagsOf[entry].push(facetTag);
      }
    }
    return Object.freeze({
      ...data,
      tags,
      tagsOf,
      shards: readTerms(shards),
      norms: FaqRank.norms(numbers(titleLengths), numbers(bodyLengths)),
      idle: new Set(data.idle),
    });
  }

  /**
   * Return the terms of a text in which a capital letter says how much each shares with the last.
   * @param {string} text
   */
  function readTerms(text) {
    let term = '';
    return Array.from(text.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) => {
      term = term.slice(0, shared.charCodeAt(0) - 'A'.charCodeAt(0)) + rest;
      return term;
    });
  }

  /**
   * Return the postings of those tokens that the index contains.
   * @param {Iterable<string>} terms
   * @returns {Promise<Map<string, Posting>>}
   */
  async function postingsOf(terms) {
    const { shards, postings: digests } = await open();
    const postings = await Promise.all(Array.from(new Set(terms), async (term) => {
      const number = shards.findLastIndex((first) => first <= term);
      if (number < 0) return [];
      /** @type {Shard} */
      const shard = await load(fileOf('postings', number, digests), readShard);
      const at = shard[0].indexOf(term);
      return at < 0 ? [] : [/** @type {[string, Posting]} */ ([term, decode(shard, at)])];
    }));
    return new Map(postings.flat());
  }

  /** @param {ShardData} data @returns {Shard} */
  function readShard([terms, ...columns]) {
    return [readTerms(terms), ...columns];
  }

  /** @param {Shard} shard @param {number} at @returns {Posting} */
  function decode([, entries, counts, places], at) {
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
    const { tags, listed, cards, cardsInFile, address } = await open();
    return Promise.all(entries.map(async (entry) => {
      /** @type {CardData[]} */
      const rows = await load(fileOf('cards', Math.floor(entry / cardsInFile), cards));
      const [id, question, summary, keys, language] = rows[entry % cardsInFile];
      return {
        entry,
        id,
        address: address.replace('_', id),
        question,
        summary,
        language,
        tags: keys.flatMap((key) => tags.get(key) ?? []),
        listed: entry < listed,
      };
    }));
  }

  /** Return the error fragments of all entries. @returns {Promise<Prepared>} */
  async function fragmentsOf() {
    const { errors } = await open();
    return errors ? load(`errors-${errors}.js`, readErrors) : readErrors([]);
  }

  /** @param {[entry: number, ...texts: string[]][]} rows */
  function readErrors(rows) {
    const fragments = rows.flatMap(([entry, ...texts]) => texts.map((text) => ({ entry, text })));
    return FaqErrors.prepare(fragments);
  }

  /** Return the words that an unknown one may be misspelled for. @returns {Promise<Set<string>>} */
  async function vocabularyOf() {
    const { words } = await open();
    return load(`words-${words}.js`, (terms) => new Set(readTerms(terms)));
  }

  /** Is called by each data file. @param {unknown} content */
  function receive(content) {
    handover = content;
  }

  return Object.freeze({ cardsOf, fragmentsOf, open, postingsOf, receive, vocabularyOf });
})();
