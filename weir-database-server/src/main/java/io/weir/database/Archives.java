package io.weir.database;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The jars that hold the programs of the servers, as the build of this module resolved them.
 *
 * <p>Threading: Immutable.
 *
 * @param jars absolute paths
 */
record Archives(List<Path> jars) {

    /** Written by the maven-dependency-plugin as one line of absolute paths: see this module's pom.xml. */
    private static final String RESOURCE = "/META-INF/weir/database-server.archives";

    Archives {
        jars = List.copyOf(jars);
    }

    static Archives load() {
        try (InputStream in = Archives.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new DatabaseServerException(
                        "the list of the servers' archives is missing: resource=" + RESOURCE
                                + "; Maven writes it in the phase generate-resources: run 'mvn compile' in weir-database-server");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DatabaseServerException("cannot read the list of the servers' archives: resource=" + RESOURCE, e);
        }
    }

    static Archives parse(String text) {
        return new Archives(Arrays.stream(text.strip().split(File.pathSeparator))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList());
    }

    /** The jar whose file name begins like this. */
    Path jar(String prefix) {
        return jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith(prefix))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new DatabaseServerException("an archive of a server is gone: name=" + prefix
                        + "*.jar, listed=" + jars
                        + "; run 'mvn compile' in weir-database-server to download it and to write the list again"));
    }

    /** The name of a jar without its ending: product, platform and version. */
    String nameOf(String prefix) {
        String name = jar(prefix).getFileName().toString();
        return name.substring(0, name.length() - ".jar".length());
    }

    /** Unpacks a tar archive that was compressed by xz. */
    void untarXz(InputStream compressed, Path directory) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar("xz-").toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            InputStream tar = (InputStream) loader.loadClass("org.tukaani.xz.XZInputStream")
                    .getConstructor(InputStream.class)
                    .newInstance(compressed);
            Commands.run(List.of("tar", "-xf", "-", "-C", directory.toString()), tar, directory);
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot read a file compressed by xz", e);
        }
    }
}
