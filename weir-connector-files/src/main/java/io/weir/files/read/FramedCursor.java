package io.weir.files.read;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A cursor over records that end with a line feed. */
final class FramedCursor<T> implements FileCursor<T> {

    private final RecordFrames frames;
    private final LineDecoder<T> decoder;
    private final long stoppingPosition;
    private final String countName;
    private long recordCount;

    /**
     * @param frames stands before the first record
     * @param recordCount how many records lie before it; negative if that is not known from the beginning of the file
     * @param countName what is counted: {@code line} or {@code record}
     */
    FramedCursor(
            RecordFrames frames, LineDecoder<T> decoder, long stoppingPosition, long recordCount, String countName) {
        this.frames = frames;
        this.decoder = decoder;
        this.stoppingPosition = stoppingPosition;
        this.recordCount = recordCount;
        this.countName = countName;
    }

    @Override
    public boolean next() throws IOException {
        if (frames.position() >= stoppingPosition || !frames.next()) {
            return false;
        }
        recordCount += recordCount < 0 ? 0 : 1;
        return true;
    }

    @Override
    public @Nullable T decode() throws Exception {
        return decoder.decode(frames.array(), frames.offset(), frames.length());
    }

    @Override
    public long position() {
        return frames.position();
    }

    @Override
    public String origin() {
        String at = "byte=" + frames.recordPosition();
        return recordCount < 0 ? at : countName + "=" + recordCount + ", " + at;
    }

    @Override
    public byte[] bytes() {
        return frames.copy();
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
