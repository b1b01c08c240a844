package io.weir.s3;

import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all objects of one store. What does not look like one of them is somebody else's, and is never touched.
 *
 * <pre>
 * PREFIX/weir-directory/00000000000000000012                   which files there are: the state after the twelfth change
 * PREFIX/weir-data/FILE~RANDOM/0000000003-000000000016384      the third part of a file, which begins at that byte of it
 * PREFIX/weir-probe/RANDOM                                     for a moment at each start
 * </pre>
 *
 * <p>Threading: Immutable.
 *
 * @param prefix empty, or ends with a slash
 */
record Keys(String prefix) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PART = Pattern.compile("([^/]+~[0-9a-f]{32})/(\\d{10})-(\\d{15})");
    private static final Pattern SEQUENCE = Pattern.compile("\\d{20}");

    /** Returns 128 bits that nobody else draws, in hexadecimal digits. */
    static String unique() {
        return "%016x%016x".formatted(RANDOM.nextLong(), RANDOM.nextLong());
    }

    String directories() {
        return prefix + "weir-directory/";
    }

    String directory(long sequence) {
        return directories() + "%020d".formatted(sequence);
    }

    /** Returns which state of the directory an object is; 0 if it is none. */
    long sequenceOf(String key) {
        String text = key.substring(directories().length());
        return SEQUENCE.matcher(text).matches() ? Long.parseLong(text) : 0;
    }

    String data() {
        return prefix + "weir-data/";
    }

    String data(String place) {
        return data() + place + "/";
    }

    String part(String place, int number, long offset) {
        return data(place) + "%010d-%015d".formatted(number, offset);
    }

    /** Returns the part of a file that an object is; null if it is none. */
    @Nullable Part partOf(StoredObject object) {
        Matcher matcher = PART.matcher(object.key().substring(data().length()));
        return matcher.matches()
                ? new Part(
                        object.key(),
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        Long.parseLong(matcher.group(3)),
                        object.size())
                : null;
    }

    String probe() {
        return prefix + "weir-probe/" + unique();
    }

    /**
     * An object that holds a part of a file.
     *
     * @param place of the file
     * @param number from 1
     * @param offset where it begins in the file
     */
    record Part(String key, String place, int number, long offset, long size) {}
}
