package io.weir.cli.deadletters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where dead letters are that are to be seen: files, directories of files, or one topic. */
final class Places {

    private static final String TOPIC = "kafka:";

    private Places() {}

    static boolean isTopic(String place) {
        return place.startsWith(TOPIC);
    }

    static TopicLetters topic(String place, KafkaOptions kafka) {
        return new TopicLetters(place.substring(TOPIC.length()), kafka.clients());
    }

    /**
     * Opens them together. Of one file a letter's place is its line; of several, the file is told too.
     *
     * @param command for what is told if they cannot be opened together
     */
    static Letters open(List<String> places, KafkaOptions kafka, CommandLine command) {
        if (places.stream().anyMatch(Places::isTopic)) {
            if (places.size() > 1) {
                throw new ParameterException(command, "name one topic and nothing else, or files and directories");
            }
            return topic(places.get(0), kafka);
        }
        List<Path> paths = places.stream().map(Path::of).toList();
        return paths.size() == 1 && !Files.isDirectory(paths.get(0))
                ? new FileLetters(paths.get(0))
                : SeveralFiles.of(paths);
    }
}
