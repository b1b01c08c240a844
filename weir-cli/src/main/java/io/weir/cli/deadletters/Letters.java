package io.weir.cli.deadletters;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A place where dead letters stand, each with a position that it keeps: files with one in each line, or a topic.
 *
 * <p>Threading: confined to the main thread.
 */
interface Letters {

    /**
     * Gives what there is now, in order within each part.
     *
     * @param from where to begin in each part; a part that is missing is read from its beginning
     * @return the position behind the last letter of each part that there is
     */
    Map<Integer, Long> read(Map<Integer, Long> from, Consumer<Letter> taker);

    /** Returns the place for people. */
    String name();

    /** Returns how a position is written for people, and on a command line. */
    String place(int part, long position);
}
