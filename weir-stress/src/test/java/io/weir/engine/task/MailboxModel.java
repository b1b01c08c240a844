package io.weir.engine.task;

import io.weir.stress.Model;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A mailbox opens every letter once, in the order of their posting, whoever posts. */
@Param(name = "letter", gen = IntGen.class, conf = "1:9")
public final class MailboxModel extends Model {

    private final Mailbox mailbox = new Mailbox();
    private final List<Integer> opened = new ArrayList<>();

    public MailboxModel() {
        super(3, 2);
    }

    @Operation(params = "letter")
    public void post(int letter) {
        mailbox.post(() -> opened.add(letter));
    }

    @Operation(nonParallelGroup = "task")
    public List<Integer> drain() {
        opened.clear();
        mailbox.drain();
        return List.copyOf(opened);
    }
}
