package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The states of a file after a loss of power that differ for whoever reads frames: cut short or followed by zeros
 * before, in and behind each frame, and with any of the frames overwritten by zeros.
 *
 * <p>Threading: confined to one thread.
 */
final class TornFile {

    /** With more frames than this, not every set of them is overwritten, but each and each pair. */
    private static final int SUBSET_FRAMES_MAX = 6;

    /** Where a frame may be cut: in its length, in its header, in its payload. */
    private static final int[] CUTS = {1, 5, FrameSeal.FRAME_HEADER_SIZE + 1};

    private final byte[] content;
    private final int durable;
    private final int sizeMin;
    private final int plainCount;
    private final Map<ByteBuffer, byte[]> states = new LinkedHashMap<>();

    TornFile(DiskFile file) {
        this.content = file.content();
        this.durable = file.durableSize();
        this.sizeMin = file.sizeMin();
        cut(durable);
        cut(content.length);
        cut((durable + content.length) / 2);
        zerosFrom(durable);
        this.plainCount = states.size();
        List<Integer> bounds = frameBounds();
        for (int i = 0; i + 1 < bounds.size(); i++) {
            cutFrame(bounds.get(i), bounds.get(i + 1));
        }
        zeroFrames(bounds);
    }

    /** Returns the plain states, without repetitions: nothing more, everything, a half, and zeros. */
    List<byte[]> plain() {
        return List.copyOf(states.values()).subList(0, plainCount);
    }

    /** Returns the states that are not plain, without repetitions. */
    List<byte[]> others() {
        return List.copyOf(states.values()).subList(plainCount, states.size());
    }

    private void cutFrame(int begin, int end) {
        cutAndZeros(begin);
        cutAndZeros(end - 1);
        for (int offset : CUTS) {
            cutAndZeros(Math.min(begin + offset, end));
        }
    }

    private void zeroFrames(List<Integer> bounds) {
        int frames = bounds.size() - 1;
        for (int count = 1; count <= frames; count++) {
            if (frames <= SUBSET_FRAMES_MAX) {
                for (int zeroed = 1; zeroed < 1 << count; zeroed++) {
                    withZeros(bounds, count, zeroed);
                }
            } else {
                pairs(bounds, count);
            }
        }
    }

    private void pairs(List<Integer> bounds, int count) {
        for (int one = 0; one < count; one++) {
            for (int other = one; other < count; other++) {
                byte[] state = Arrays.copyOf(content, bounds.get(count));
                Arrays.fill(state, bounds.get(one), bounds.get(one + 1), (byte) 0);
                Arrays.fill(state, bounds.get(other), bounds.get(other + 1), (byte) 0);
                add(state);
            }
        }
    }

    private void withZeros(List<Integer> bounds, int count, int zeroed) {
        byte[] state = Arrays.copyOf(content, bounds.get(count));
        for (int i = 0; i < count; i++) {
            if ((zeroed >> i & 1) == 1) {
                Arrays.fill(state, bounds.get(i), bounds.get(i + 1), (byte) 0);
            }
        }
        add(state);
    }

    private void cutAndZeros(int position) {
        cut(position);
        zerosFrom(position);
    }

    private void cut(int size) {
        add(Arrays.copyOf(content, size));
    }

    private void zerosFrom(int position) {
        byte[] state = content.clone();
        Arrays.fill(state, position, state.length, (byte) 0);
        add(state);
    }

    private void add(byte[] state) {
        byte[] longEnough = state.length < sizeMin ? Arrays.copyOf(state, sizeMin) : state;
        states.putIfAbsent(ByteBuffer.wrap(longEnough), longEnough);
    }

    /** Returns where frames begin and end in what is not durable, its own bounds included. */
    private List<Integer> frameBounds() {
        TreeSet<Integer> bounds = new TreeSet<>(List.of(durable, content.length));
        int position = FilePreamble.SIZE;
        while (position < content.length) {
            if (position > durable) {
                bounds.add(position);
            }
            if (content.length - position < FrameSeal.FRAME_HEADER_SIZE) {
                break;
            }
            int length = new ByteReader(content, position, Integer.BYTES).readInt();
            if (length < 0 || length > content.length - position) {
                break;
            }
            position += FrameSeal.FRAME_HEADER_SIZE + length;
        }
        return new ArrayList<>(bounds);
    }
}
