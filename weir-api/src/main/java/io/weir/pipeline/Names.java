package io.weir.pipeline;

import io.weir.error.WeirException;
import java.util.regex.Pattern;

/** The form of names that end up in checkpoints, file names and transactional ids. */
final class Names {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Names() {}

    static String checked(String what, String name) {
        if (!FORM.matcher(name).matches()) {
            throw WeirException.user(
                    "invalid-name",
                    "the " + what + " name \"" + name + "\" cannot be used",
                    "names end up in checkpoints, file names and transactional ids",
                    "use 1 to 100 letters, digits, '-', '_' or '.', beginning with a letter or digit");
        }
        return name;
    }
}
