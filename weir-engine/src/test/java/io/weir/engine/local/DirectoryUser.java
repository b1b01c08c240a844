package io.weir.engine.local;

import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.file.Path;

/** The main class of a second process: opens a job directory, says how that went, and holds it until its input ends. */
final class DirectoryUser {

    private DirectoryUser() {}

    public static void main(String[] args) throws IOException {
        try (LocalJobDirectory directory = LocalJobDirectory.open(Path.of(args[1]), "child")) {
            System.out.println("held");
            if (args[0].equals("hold")) {
                System.in.read();
            }
            directory.list();
        } catch (WeirException e) {
            System.out.println(e.getMessage());
        }
    }
}
