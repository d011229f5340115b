/**
 * Tokenizers, corpora, n-grams.
 *
 * @module
 */

export { createTokenizer, type TokenizerOptions } from "../text/byte-pair/create-tokenizer";
export type { SpecialRole, TokenizerModel } from "../text/byte-pair/model";
export { readTokenizerModel } from "../text/byte-pair/read-tokenizer-model";
export type { SpecialInText } from "../text/byte-pair/special-texts";
export { tokenizerFiles } from "../text/byte-pair/tokenizer-files";
export { type TrainTokenizerOptions, trainTokenizer } from "../text/byte-pair/train-tokenizer";
export { loadTokenizer, loadTokenizerModel, saveTokenizer } from "../text/files/tokenizer";
export type { SpecialTokens, Tokenizer } from "../text/tokenizer";
