package io.weir.testkit.conformance;

import java.util.Collection;

/** Many values in a message that somebody is to read: how many, and the first of them. */
final class Excerpt {

    private static final int VALUES_MAX = 10;

    private Excerpt() {}

    static String of(Collection<?> values) {
        return values.size() <= VALUES_MAX
                ? values.toString()
                : values.size() + ", among them "
                        + values.stream().limit(VALUES_MAX).toList();
    }
}
