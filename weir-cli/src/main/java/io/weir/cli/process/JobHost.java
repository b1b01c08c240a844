package io.weir.cli.process;

import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.error.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a job's process does around its job: tells the command how the job is, obeys its requests, and never outlives it. Its protocol is
 * {@link JobProtocol}.
 *
 * <p>Threading: {@link #run} is called once, by the main thread; another thread reads the standard input.
 */
public final class JobHost {

    private static final int EXIT_PARENT_GONE = 69;
    private static final long STATE_POLL_NANOS = 500_000;

    private final Job job;
    private final Consumer<String> listener;

    /**
     * Hosts a job that was started.
     *
     * @param listener is given what the command says beyond {@link JobProtocol}
     */
    public JobHost(Job job, Consumer<String> listener) {
        this.job = job;
        this.listener = listener;
    }

    /** Returns when the job has ended in good order, and throws if it has given up. */
    public void run() throws InterruptedException {
        Thread obeying = new Thread(this::obey, "parent-watch");
        obeying.setDaemon(true);
        obeying.start();
        while (job.state() != JobState.RUNNING && !job.state().isFinal()) {
            LockSupport.parkNanos(STATE_POLL_NANOS);
        }
        if (job.state() == JobState.RUNNING) {
            System.out.println(JobProtocol.RUNNING);
        }
        try {
            Receipt receipt = job.join();
            System.out.println(JobProtocol.STOPPED + receipt.lastCheckpointId() + " " + receipt.restarts());
        } catch (WeirException e) {
            System.out.println(JobProtocol.FAILED + e.code());
            throw e;
        }
    }

    private void obey() {
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                if (line.equals(JobProtocol.STOP)) {
                    job.stop();
                } else {
                    listener.accept(line);
                }
            }
        } catch (IOException e) {
            System.err.println("the standard input cannot be read: " + e);
        }
        Runtime.getRuntime().halt(EXIT_PARENT_GONE);
    }
}
