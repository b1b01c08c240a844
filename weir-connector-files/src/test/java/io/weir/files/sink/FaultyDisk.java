package io.weir.files.sink;

import io.weir.testkit.conformance.SinkFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The local disk, which fails once when it is told to.
 *
 * <p>Threading: Thread-safe.
 */
final class FaultyDisk extends ForwardingDisk {

    static final Set<SinkFault> FAULTS =
            EnumSet.of(SinkFault.PRE_COMMIT_FAILS, SinkFault.COMMIT_FAILS, SinkFault.COMMIT_REPLY_IS_LOST);

    private final AtomicReference<@Nullable SinkFault> planted = new AtomicReference<>();

    void plant(SinkFault fault) {
        planted.set(fault);
    }

    private void failIf(SinkFault fault) throws IOException {
        if (planted.compareAndSet(fault, null)) {
            throw new IOException("planted: " + fault);
        }
    }

    /** The ledger's rename is the commit. */
    @Override
    public void move(Path from, Path to) throws IOException {
        boolean commit = to.endsWith("ledger");
        if (commit) {
            failIf(SinkFault.COMMIT_FAILS);
        }
        super.move(from, to);
        if (commit) {
            failIf(SinkFault.COMMIT_REPLY_IS_LOST);
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        DiskFile made = super.create(file);
        return new DiskFile() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                made.write(bytes, offset, length);
            }

            @Override
            public void sync() throws IOException {
                if (file.toString().endsWith(Workplace.PENDING)) {
                    failIf(SinkFault.PRE_COMMIT_FAILS);
                }
                made.sync();
            }

            @Override
            public void close() throws IOException {
                made.close();
            }
        };
    }
}
