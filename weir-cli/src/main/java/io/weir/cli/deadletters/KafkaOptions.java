package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How Kafka is reached. */
final class KafkaOptions {

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "Where Kafka is.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--client-properties",
            paramLabel = "FILE",
            description = "Further properties for Kafka's clients, such as sasl.* and ssl.*.")
    private @Nullable Path clientProperties;

    Clients clients() {
        Map<String, Object> properties = new HashMap<>();
        Path file = clientProperties;
        if (file != null) {
            read(file).forEach((name, value) -> properties.put(String.valueOf(name), value));
        }
        String servers = bootstrapServers;
        if (servers != null) {
            properties.put("bootstrap.servers", servers);
        }
        if (!properties.containsKey("bootstrap.servers")) {
            throw WeirException.user(
                    "kafka-bootstrap-missing",
                    "Kafka cannot be reached",
                    "no bootstrap servers are set",
                    "give --bootstrap-servers HOST:PORT");
        }
        return new Clients(properties);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw WeirException.external(
                    "dead-letters-unreadable",
                    "the client properties in " + file + " cannot be read",
                    e.toString(),
                    "name a file in the form of Java's properties",
                    e);
        }
        return properties;
    }
}
