package io.weir.parquet;

import com.github.luben.zstd.Zstd;
import io.weir.error.WeirException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses and decompresses pages without Hadoop's codecs, which need the rest of Hadoop.
 *
 * <p>Threading: Thread-safe.
 */
final class Codecs implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        return new PageCompressor(codec(name), name);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return new PageDecompressor(codec(name));
    }

    @Override
    public void release() {}

    private static Codec codec(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Plain();
            case GZIP -> new Gzip();
            case SNAPPY -> new SnappyCodec();
            case ZSTD -> new ZstdCodec();
            default ->
                throw WeirException.user(
                        "parquet-compression",
                        "pages compressed with " + name,
                        "only those of gzip, Snappy and Zstandard are read",
                        "write the file with one of these");
        };
    }

    private static byte[] array(BytesInput input) throws IOException {
        return input.toInputStream().readAllBytes();
    }

    /** A way to make bytes fewer. */
    private interface Codec {

        byte[] compress(byte[] bytes) throws IOException;

        byte[] decompress(byte[] bytes, int size) throws IOException;
    }

    private static final class Plain implements Codec {

        @Override
        public byte[] compress(byte[] bytes) {
            return bytes;
        }

        @Override
        public byte[] decompress(byte[] bytes, int size) {
            return bytes;
        }
    }

    private static final class Gzip implements Codec {

        @Override
        public byte[] compress(byte[] bytes) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2);
            try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
                out.write(bytes);
            }
            return compressed.toByteArray();
        }

        @Override
        public byte[] decompress(byte[] bytes, int size) throws IOException {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return in.readNBytes(size);
            }
        }
    }

    private static final class SnappyCodec implements Codec {

        @Override
        public byte[] compress(byte[] bytes) throws IOException {
            return Snappy.compress(bytes);
        }

        @Override
        public byte[] decompress(byte[] bytes, int size) throws IOException {
            return Snappy.uncompress(bytes);
        }
    }

    private static final class ZstdCodec implements Codec {

        @Override
        public byte[] compress(byte[] bytes) {
            return Zstd.compress(bytes);
        }

        @Override
        public byte[] decompress(byte[] bytes, int size) {
            return Zstd.decompress(bytes, size);
        }
    }

    private record PageCompressor(Codec codec, CompressionCodecName name) implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(codec.compress(array(bytes)));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return name;
        }

        @Override
        public void release() {}
    }

    private record PageDecompressor(Codec codec) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(decompressed(array(bytes), size));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[compressedSize];
            input.get(bytes);
            output.put(decompressed(bytes, size));
        }

        private byte[] decompressed(byte[] bytes, int size) throws IOException {
            byte[] decompressed = codec.decompress(bytes, size);
            if (decompressed.length != size) {
                throw new IOException("a page of " + decompressed.length + " bytes that should have " + size);
            }
            return decompressed;
        }

        @Override
        public void release() {}
    }
}
