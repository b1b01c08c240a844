package io.weir.engine.journal;

/**
 * The part of a segment that counts: what lies behind it, a zombie may have appended, and it is ignored for ever (I9).
 *
 * <p>Threading: Immutable.
 *
 * @param length in bytes from the start of the file; ends behind a whole frame
 */
record SegmentPart(FileName name, long length) {}
