package io.weir.engine.operator;

/**
 * What the records of one key in one slice were combined to before the exchange. It is on its way between two tasks, and never in a checkpoint.
 *
 * @param hash the spread hash of the key
 */
record Combined(Object key, int hash, Object accumulator) {}
