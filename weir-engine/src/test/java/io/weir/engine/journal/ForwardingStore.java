package io.weir.engine.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A store that does what another does, for tests that change a little of it. */
class ForwardingStore implements JournalStore {
    private final JournalStore store;

    ForwardingStore(JournalStore store) {
        this.store = store;
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
