package io.weir.siege;

import io.weir.database.DatabaseServerOptions;
import java.util.function.Supplier;

/** The fortresses, by the names that a job is told. */
enum Fortresses {
    POSTGRESQL(() ->
            new DatabaseFortress(DatabaseServerOptions.postgresql().withSetting("max_prepared_transactions", "64"))),
    MARIADB(() -> new DatabaseFortress(DatabaseServerOptions.mariadb())),
    FILES(FilesFortress::new),
    SERVICE(ServiceFortress::new);

    private final Supplier<Fortress> maker;

    Fortresses(Supplier<Fortress> maker) {
        this.maker = maker;
    }

    Fortress make() {
        return maker.get();
    }
}
