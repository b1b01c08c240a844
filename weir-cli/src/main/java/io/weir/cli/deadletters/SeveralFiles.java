package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Several files of dead letters, each of them a part, in the order in which they are given. */
record SeveralFiles(String name, List<FileLetters> files) implements Letters {

    /** Returns the files that are named, and for a directory all below it in the order of their names, but for hidden ones. */
    static SeveralFiles of(List<Path> places) {
        List<FileLetters> files = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                below(place).stream().sorted().map(FileLetters::new).forEach(files::add);
            } else {
                files.add(new FileLetters(place));
            }
        }
        return new SeveralFiles(places.stream().map(Path::toString).collect(Collectors.joining(", ")), files);
    }

    @Override
    public Map<Integer, Long> read(Map<Integer, Long> from, Consumer<Letter> taker) {
        Map<Integer, Long> ends = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            int part = i;
            Map<Integer, Long> end = files.get(i)
                    .read(
                            Map.of(0, from.getOrDefault(part, 0L)),
                            letter -> taker.accept(new Letter(part, letter.position(), letter.content())));
            ends.put(part, end.getOrDefault(0, 0L));
        }
        return ends;
    }

    @Override
    public String place(int part, long position) {
        FileLetters file = files.get(part);
        return file.name() + ":" + file.place(0, position);
    }

    private static List<Path> below(Path directory) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    return !each.equals(directory) && isHidden(each)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                    if (!isHidden(each)) {
                        found.add(each);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw WeirException.external(
                    "dead-letters-unreadable",
                    "the files in " + directory + " cannot be listed",
                    e.toString(),
                    "name a directory that you may read",
                    e);
        }
        return found;
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }
}
