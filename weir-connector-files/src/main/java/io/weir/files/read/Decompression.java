package io.weir.files.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * A kind of compression of whole files, known by the end of their names. Gzip is built in; others take a few lines:
 *
 * <pre>{@code
 * final class Zstd implements Decompression {
 *     public String suffix() {
 *         return ".zst";
 *     }
 *
 *     public InputStream decompress(InputStream compressed) throws IOException {
 *         return new ZstdInputStream(compressed);
 *     }
 * }
 * }</pre>
 *
 * <p>Threading: Immutable.
 */
public interface Decompression {

    /** Returns how the names of such files end, such as {@code .gz}. */
    String suffix();

    /** Decompresses a file; the stream that is returned closes the one that is given. */
    InputStream decompress(InputStream compressed) throws IOException;

    /** Files whose names end in {@code .gz}. */
    static Decompression gzip() {
        return Gzip.INSTANCE;
    }
}
