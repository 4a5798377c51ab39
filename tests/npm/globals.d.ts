/** Names a message, in place of which a bundle has its translation. */
declare function _(message: string): string;

/** The stemmer that Sphinx ships. */
declare class EnglishStemmer {
  stemWord(word: string): string;
}
