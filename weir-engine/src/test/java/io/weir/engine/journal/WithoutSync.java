package io.weir.engine.journal;

import java.io.IOException;

/** A store that only says that it has synced. */
final class WithoutSync extends ForwardingStore {

    WithoutSync(JournalStore store) {
        super(store);
    }

    @Override
    public JournalFile create(String name) throws IOException {
        JournalFile file = super.create(name);
        return new JournalFile() {
            @Override
            public void append(byte[] bytes, int offset, int length) throws IOException {
                file.append(bytes, offset, length);
            }

            @Override
            public void sync() {}

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public void sync(String name) {}

    @Override
    public void syncDirectory() {}
}
