package io.weir.cli.pipeline;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where a user's class is, and what it needs beside what the command has. */
public final class ClassPath {

    private ClassPath() {}

    /** Reads the value of {@code --classpath}; null if there is none. */
    public static List<Path> parse(@Nullable String text, CommandLine command) {
        List<Path> paths = new ArrayList<>();
        if (text != null) {
            for (String each : text.split(File.pathSeparator)) {
                Path path = Path.of(each);
                if (!Files.exists(path)) {
                    throw new ParameterException(
                            command, "--classpath: there is no file or directory " + path.toAbsolutePath());
                }
                paths.add(path);
            }
        }
        return paths;
    }

    /** Returns a loader of classes there. It is left open: what comes of the classes may need more of them at any time. */
    public static ClassLoader loader(List<Path> paths) {
        return new URLClassLoader(urls(paths), ClassPath.class.getClassLoader());
    }

    private static URL[] urls(List<Path> paths) {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("not a path: " + path, e);
            }
        }
        return urls.toArray(URL[]::new);
    }
}
