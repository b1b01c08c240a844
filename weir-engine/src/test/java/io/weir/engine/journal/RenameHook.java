package io.weir.engine.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** Lets a test act when a file has got another name. */
final class RenameHook implements JournalStore {
    private final JournalStore store;
    private final Consumer<String> renamedTo;

    RenameHook(JournalStore store, Consumer<String> renamedTo) {
        this.store = store;
        this.renamedTo = renamedTo;
    }

    @Override
    public List<String> list() throws IOException {
        return store.list();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return store.open(name);
    }

    @Override
    public long size(String name) throws IOException {
        return store.size(name);
    }

    @Override
    public JournalFile create(String name) throws IOException {
        return store.create(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        store.rename(from, to);
        renamedTo.accept(to);
    }

    @Override
    public void delete(String name) throws IOException {
        store.delete(name);
    }

    @Override
    public void sync(String name) throws IOException {
        store.sync(name);
    }

    @Override
    public void syncDirectory() throws IOException {
        store.syncDirectory();
    }

    @Override
    public String location() {
        return store.location();
    }
}
