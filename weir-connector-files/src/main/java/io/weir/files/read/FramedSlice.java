package io.weir.files.read;

import io.weir.error.WeirException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/** Opens the records of a slice that end with a line feed. */
final class FramedSlice {

    private FramedSlice() {}

    /** Opens it at the first record to read: behind the position, or, at a place where the file was cut, at the first record that begins behind it. */
    static RecordFrames open(FileSlice slice, Framing framing) throws IOException {
        boolean cut = slice.isFresh() && slice.start() > 0;
        long from = cut ? slice.start() - 1 : slice.position();
        RecordFrames frames = openAt(slice, from, framing);
        try {
            if (cut) {
                frames.next();
            }
            return frames;
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    /** Opens it at the beginning of the file. */
    static RecordFrames openAt(FileSlice slice, long position, Framing framing) throws IOException {
        InputStream in = slice.open(position);
        RecordFrames frames =
                new RecordFrames(in, position, framing, slice.path().toString());
        try {
            if (position == 0) {
                frames.skipByteOrderMark();
            }
            return frames;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Demands a charset in which a line feed is the byte that it is in ASCII. */
    static Charset valid(Charset charset) {
        boolean asciiLike = charset.canEncode() && "\n,\"".equals(new String(new byte[] {'\n', ',', '"'}, charset));
        if (!asciiLike) {
            throw WeirException.user(
                    "files-charset",
                    "text in " + charset.name(),
                    "lines are found by the byte of the line feed, which this charset does not have",
                    "convert the files to UTF-8, or write a ReadFormat of your own");
        }
        return charset;
    }
}
