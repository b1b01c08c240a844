package io.weir.engine.journal;

import java.io.IOException;
import java.util.function.Consumer;

/** Lets a test act when a file has got another name. */
final class RenameHook extends ForwardingStore {
    private final Consumer<String> renamedTo;

    RenameHook(JournalStore store, Consumer<String> renamedTo) {
        super(store);
        this.renamedTo = renamedTo;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        super.rename(from, to);
        renamedTo.accept(to);
    }
}
