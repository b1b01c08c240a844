package io.weir.engine.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small ext4 file system in a file, mounted through a loop device, whose power a test can cut: the kernel then writes
 * nothing more to it, and a new mount shows what had reached the disk.
 *
 * <p>Threading: confined to one thread.
 */
public final class LoopDisk implements AutoCloseable {

    /** How the power is cut. */
    public enum Cut {
        /** The file system's own journal is written out first ({@code FS_GOING_FLAGS_LOGFLUSH}). */
        WITH_LOG(1),
        /** Nothing is ({@code FS_GOING_FLAGS_NOLOGFLUSH}). */
        WITHOUT_LOG(2);

        private final int flag;

        Cut(int flag) {
            this.flag = flag;
        }
    }

    /** Waits for a line, so that the cut itself takes no time: {@code FS_IOC_SHUTDOWN} of the root, with a flag. */
    private static final String CUT_SCRIPT = "open(my $f, '<', $ARGV[0]) or die; $| = 1; print \"ready\\n\"; <STDIN>;"
            + " my $flag = pack('L', $ARGV[1]); ioctl($f, 0x8004587d, $flag) or die $!;";

    private static final long COMMAND_SECONDS_MAX = 60;

    private final Path image;
    private final Path root;
    private final Thread atExit = new Thread(this::unmountByForce, "unmount");

    private LoopDisk(Path image, Path root) {
        this.image = image;
        this.root = root;
    }

    /** Makes a disk; where the machine does not allow it, says why and skips the test. */
    public static LoopDisk makeOrSkip(Path directory, int mebibytes) throws IOException {
        skipUnless(System.getProperty("user.name").equals("root"), "only root may mount");
        for (String command : List.of("mkfs.ext4", "mount", "umount", "sync", "perl")) {
            skipUnless(succeeds("sh", "-c", "command -v " + command), "there is no " + command);
        }
        Path image = directory.resolve("image");
        Path root = Files.createDirectory(directory.resolve("disk"));
        run("truncate", "-s", mebibytes + "M", image.toString());
        run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        skipUnless(
                succeeds("mount", "-o", "loop", image.toString(), root.toString()),
                "no file can be mounted through a loop device");
        LoopDisk disk = new LoopDisk(image, root);
        Runtime.getRuntime().addShutdownHook(disk.atExit);
        return disk;
    }

    /** Returns where files can be made. */
    public Path root() {
        return root;
    }

    /** Lets the system write everything now, as it does now and then by itself. */
    public void writeBack() throws IOException {
        run("sync", "-f", root.toString());
    }

    /** Prepares a cut. */
    public PowerSwitch powerSwitch(Cut cut) throws IOException {
        Process process = new ProcessBuilder("perl", "-e", CUT_SCRIPT, root.toString(), Integer.toString(cut.flag))
                .redirectErrorStream(true)
                .start();
        String ready = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(ready)) {
            process.destroyForcibly();
            throw new IOException("the power switch says " + ready);
        }
        return new PowerSwitch(process);
    }

    /** Ends the cut: nobody may have a file open. */
    public void powerOn() throws IOException {
        run("umount", root.toString());
        run("mount", "-o", "loop", image.toString(), root.toString());
    }

    @Override
    public void close() throws IOException {
        unmountByForce();
        Runtime.getRuntime().removeShutdownHook(atExit);
        Files.deleteIfExists(image);
    }

    private void unmountByForce() {
        try {
            if (!succeeds("umount", root.toString())) {
                run("umount", "-l", root.toString());
            }
        } catch (IOException e) {
            System.out.println("unmounting failed: " + e.getMessage());
        }
    }

    private static void skipUnless(boolean possible, String reason) {
        if (!possible) {
            System.out.println("skipped: no power can be cut here, " + reason);
        }
        assumeTrue(possible, reason);
    }

    private static boolean succeeds(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return exitCode(process) == 0;
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = exitCode(process);
        if (code != 0) {
            throw new IOException(String.join(" ", command) + ": code=" + code + ", " + output);
        }
        return output;
    }

    private static int exitCode(Process process) throws IOException {
        try {
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("a command took more than " + COMMAND_SECONDS_MAX + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Cuts the power once, at once. */
    public static final class PowerSwitch implements AutoCloseable {
        private final Process process;

        private PowerSwitch(Process process) {
            this.process = process;
        }

        /** Cuts the power; it is cut when this returns. */
        public void cut() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = exitCode(process);
            if (code != 0) {
                throw new IOException("the power could not be cut: code=" + code + ", " + output);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
