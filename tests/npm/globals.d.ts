/** The stemmer that Sphinx ships. */
declare class EnglishStemmer {
  stemWord(word: string): string;
}
