package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;

/**
 * A block together with the schema that its entries were written with.
 *
 * <p>Threading: Immutable.
 */
record SchemaBlock(String schema, StateBlock block) {}
