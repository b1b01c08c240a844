package io.weir.files.source;

import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/**
 * The files that a source is to read: those named, and those of directories that fit a pattern.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class FileSet {

    private final List<Path> places;
    private final PathMatcher matcher;
    private final String stage;

    FileSet(List<Path> places, String glob, String stage) {
        this.places = places;
        this.matcher = matcher(glob);
        this.stage = stage;
    }

    static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw WeirException.user(
                    "files-setting",
                    "the pattern " + glob,
                    String.valueOf(e.getMessage()),
                    "write it as java.nio.file.FileSystem.getPathMatcher has it, such as *.csv");
        }
    }

    /** Returns whether there is anything to read in a place; ends at the first file that there is. */
    boolean isAnyIn(Path place) throws IOException {
        TreeMap<String, FoundFile> found = new TreeMap<>();
        Files.walkFileTree(
                place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor(place, found) {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        super.visitFile(file, attributes);
                        return found.isEmpty() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                    }
                });
        return !found.isEmpty();
    }

    /** Lists what is there now, in the order of the paths. */
    TreeMap<String, FoundFile> list() {
        TreeMap<String, FoundFile> found = new TreeMap<>();
        for (Path place : places) {
            try {
                // Asked once: Files.isDirectory says no also where the file system does not answer for a moment.
                BasicFileAttributes attributes = Files.readAttributes(place, BasicFileAttributes.class);
                if (attributes.isDirectory()) {
                    Files.walkFileTree(
                            place,
                            EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                            Integer.MAX_VALUE,
                            new Visitor(place, found));
                } else {
                    found.put(place.toString(), FoundFile.of(place.toString(), attributes));
                }
            } catch (IOException e) {
                throw FileErrors.listing(stage, place, e);
            }
        }
        return found;
    }

    /** Takes what fits. */
    private class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final TreeMap<String, FoundFile> found;

        Visitor(Path root, TreeMap<String, FoundFile> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return !directory.equals(root) && isHidden(directory)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file) && matcher.matches(root.relativize(file))) {
                found.put(file.toString(), FoundFile.of(file.toString(), attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        /** Whoever renames or deletes files does so while others look. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            boolean gone = failure instanceof NoSuchFileException && !file.equals(root);
            if (gone || failure instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        /** A partition such as {@code _x=1} is not. */
        private static boolean isHidden(Path file) {
            String name = file.getFileName().toString();
            return name.startsWith(".") || name.startsWith("_") && name.indexOf('=') < 0;
        }
    }
}
