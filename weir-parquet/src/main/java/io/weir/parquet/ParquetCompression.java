package io.weir.parquet;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How the pages of a Parquet file are compressed. Every reader knows all of these. */
public enum ParquetCompression {
    NONE(CompressionCodecName.UNCOMPRESSED),
    /** By the JDK alone. */
    GZIP(CompressionCodecName.GZIP),
    /** Quick, and larger. By a native library, of which JDK 24 and later warn unless run with {@code --enable-native-access=ALL-UNNAMED}. */
    SNAPPY(CompressionCodecName.SNAPPY),
    /** Quick, and small. By a native library, as {@link #SNAPPY}. */
    ZSTD(CompressionCodecName.ZSTD);

    private final CompressionCodecName codec;

    ParquetCompression(CompressionCodecName codec) {
        this.codec = codec;
    }

    CompressionCodecName codec() {
        return codec;
    }
}
