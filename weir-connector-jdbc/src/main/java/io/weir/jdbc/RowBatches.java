package io.weir.jdbc;

/** How a driver takes many rows fastest. */
public enum RowBatches {
    /** One statement of many rows after another. */
    NONE,

    /** Batches of statements of many rows: the driver sends the next one before the answer to the one before has come. */
    STATEMENTS,

    /** Inserts as batches of a statement for one row, which the driver sends in one command; upserts as with {@link #NONE}. */
    ROWS
}
