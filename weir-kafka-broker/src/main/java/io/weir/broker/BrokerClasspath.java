package io.weir.broker;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jars that the broker's process runs on, as the build of this module resolved them.
 *
 * <p>Threading: Immutable.
 *
 * @param jars absolute paths of files that existed when this was made
 */
record BrokerClasspath(List<Path> jars) {

    /** Written by the maven-dependency-plugin as one line of absolute paths: see this module's pom.xml. */
    private static final String RESOURCE = "/META-INF/weir/kafka-broker.classpath";

    BrokerClasspath {
        jars = List.copyOf(jars);
    }

    static BrokerClasspath load() {
        URL resource = BrokerClasspath.class.getResource(RESOURCE);
        if (resource == null) {
            throw new KafkaBrokerException("the broker's class path is missing: resource=" + RESOURCE
                    + "; Maven writes it in the phase generate-resources: run 'mvn compile' in weir-kafka-broker");
        }
        try (InputStream in = resource.openStream()) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource.toString());
        } catch (IOException e) {
            throw new KafkaBrokerException("cannot read the broker's class path: resource=" + resource, e);
        }
    }

    static BrokerClasspath parse(String text, String origin) {
        List<Path> jars = Arrays.stream(text.strip().split(File.pathSeparator))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
        @Nullable Path missing = jars.stream()
                .filter(jar -> !Files.isRegularFile(jar))
                .findFirst()
                .orElse(null);
        if (jars.isEmpty() || missing != null) {
            throw new KafkaBrokerException("a jar of the broker is gone: jar=" + missing + ", listed in=" + origin
                    + "; run 'mvn compile' in weir-kafka-broker to download it and to write the list again");
        }
        return new BrokerClasspath(jars);
    }
}
