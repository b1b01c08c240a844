package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where the dead letters of a replay are: in one place, for how far it was replayed is kept by its name. */
final class Place {

    @Parameters(
            index = "0",
            paramLabel = "LETTERS",
            description = "A file with one dead letter in each line, perhaps .gz, or kafka:TOPIC.")
    private String letters = "";

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    ReplayableLetters open() {
        if (Places.isTopic(letters)) {
            return Places.topic(letters, kafka);
        }
        Path file = Path.of(letters);
        if (Files.isDirectory(file)) {
            throw WeirException.user(
                    "dead-letters-unreadable",
                    "the dead letters in " + file + " cannot be replayed",
                    "it is a directory, and how far letters were replayed is kept by the name of one file",
                    "replay its files one by one, or write dead letters to a topic");
        }
        return new FileLetters(file);
    }

    Clients clients() {
        return kafka.clients();
    }
}
