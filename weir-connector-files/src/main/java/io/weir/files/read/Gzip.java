package io.weir.files.read;

import java.io.IOException;
import java.io.InputStream;

/** Gzip, of one member or several. */
enum Gzip implements Decompression {
    INSTANCE;

    @Override
    public String suffix() {
        return ".gz";
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        return new GzipInput(compressed);
    }
}
