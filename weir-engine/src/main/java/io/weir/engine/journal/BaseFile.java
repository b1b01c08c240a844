package io.weir.engine.journal;

/**
 * A base that is durable.
 *
 * <p>Threading: Immutable.
 *
 * @param link the last checkpoint that it contains
 * @param size in bytes
 */
record BaseFile(FileName name, CheckpointLink link, long size) {}
