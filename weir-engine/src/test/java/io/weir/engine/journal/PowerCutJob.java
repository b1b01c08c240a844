package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.error.WeirException;
import io.weir.serde.ByteWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The main class of a process that writes a journal until it fails, and tells the test before and after each call what
 * it does, by lines that do not lie on the disk whose power is cut. Before each call it waits until it may go on, so
 * that the test knows which one was under way when it cut the power.
 */
final class PowerCutJob {

    static final String PIPELINE = "orders";

    private static final int VALUE_SIZE_MAX = 30_000;

    private final Journal journal;
    private final Random random;
    private long nextId;
    private long lastId;

    private PowerCutJob(RecoveredJob job, Random random) {
        this.journal = job.journal();
        this.random = random;
        this.nextId = job.firstCheckpointId();
        this.lastId = job.checkpoint() == null ? 0 : job.checkpoint().checkpointId();
    }

    /**
     * Runs until something fails or nobody lets it go on.
     *
     * @param args the job's directory, a seed, and whether the disk is {@code honest} or only says that it syncs
     */
    public static void main(String[] args) throws IOException {
        Random random = new Random(Long.parseLong(args[1]));
        try (LocalJobDirectory directory = LocalJobDirectory.open(Path.of(args[0]), PIPELINE)) {
            ask("recovering", 0);
            JournalStore store = args[2].equals("honest") ? directory : new WithoutSync(directory);
            RecoveredJob recovered = Journal.recover(store, PIPELINE, () -> Long.toHexString(random.nextLong()));
            tell("recovered", recovered.attempt(), recovered.firstCheckpointId());
            PowerCutJob job = new PowerCutJob(recovered, random);
            while (true) {
                job.step();
            }
        } catch (WeirException e) {
            System.out.println("failed " + e.code());
        } catch (EOFException e) {
            System.out.println("left alone");
        }
    }

    /** Returns what a checkpoint of this job holds: a few small things and one that takes several blocks of a disk. */
    static CheckpointData data(long id) {
        Random random = new Random(id);
        CheckpointData some = Checkpoints.random(id, Math.max(0, id - 5), random);
        byte[] value = new byte[random.nextInt(VALUE_SIZE_MAX)];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) ('a' + random.nextInt(26));
        }
        ByteWriter entries = new ByteWriter();
        StateEntryCodec.write(entries, Checkpoints.bytes("k" + id % 7), value);
        List<StateDelta> states = new ArrayList<>(some.states());
        states.add(new StateDelta("large", "texts", "s1", List.of(new StateBlock(0, 1, entries.toByteArray()))));
        return new CheckpointData(id, some.sources(), states, some.sinks());
    }

    private void step() throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> {
                ask("building", 0);
                journal.buildBase();
                tell("built", 0, 0);
            }
            case 1, 2, 3 -> {
                ask("confirming", lastId);
                journal.confirm(List.of(new SinkConfirmation("out", lastId)));
                tell("confirmed", lastId, 0);
            }
            case 4 -> {
                ask("finishing", lastId);
                journal.confirmFinished(List.of(new SinkConfirmation("out", lastId)));
                tell("finished", lastId, 0);
            }
            default -> {
                ask("appending", nextId);
                journal.append(data(nextId));
                tell("appended", nextId, 0);
                lastId = nextId;
                nextId++;
            }
        }
    }

    /** Says what comes next, and waits until it may. */
    private static void ask(String what, long id) throws IOException {
        tell(what, id, 0);
        if (System.in.read() < 0) {
            throw new EOFException("nobody is there any more");
        }
    }

    private static void tell(String what, long one, long other) {
        System.out.println(what + " " + one + " " + other);
        System.out.flush();
    }
}
