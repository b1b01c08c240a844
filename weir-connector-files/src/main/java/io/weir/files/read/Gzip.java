package io.weir.files.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The JDK's gzip, of one member or several. */
enum Gzip implements Decompression {
    INSTANCE;

    private static final int BUFFER_SIZE = 1 << 16;

    @Override
    public String suffix() {
        return ".gz";
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        return new GZIPInputStream(compressed, BUFFER_SIZE);
    }
}
