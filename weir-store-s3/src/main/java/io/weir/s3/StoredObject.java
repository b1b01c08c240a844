package io.weir.s3;

/**
 * An object as a listing shows it.
 *
 * <p>Threading: Immutable.
 *
 * @param size in bytes
 */
record StoredObject(String key, long size) {}
