package io.weir.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The versions that were built together.
 *
 * <p>Threading: Immutable.
 */
public final class Versions {

    private static final String RESOURCE = "version.properties";

    private static final Properties VERSIONS = load();

    private Versions() {}

    /** Weir's own. */
    public static String weir() {
        return VERSIONS.getProperty("weir", "unknown");
    }

    /** That of the broker and of Kafka's clients. */
    public static String kafka() {
        return VERSIONS.getProperty("kafka", "unknown");
    }

    private static Properties load() {
        Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                versions.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
        }
        return versions;
    }
}
