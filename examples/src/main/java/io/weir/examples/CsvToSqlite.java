package io.weir.examples;

import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.files.FileFormat;
import io.weir.files.sink.FileSink;
import io.weir.files.source.FileSource;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.JdbcSink;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import java.nio.file.Path;

/**
 * Reads orders from CSV files, keeps each customer's total in a table of SQLite, and writes every step of it to CSV files: needs no server.
 *
 * <p>Make the table before: {@code CREATE TABLE totals (customer TEXT PRIMARY KEY, cents INTEGER NOT NULL)}. Killed at any time and started again it goes on; table and files are exact.
 */
public final class CsvToSqlite {

    record Order(String customer, long cents) {}

    record Total(String customer, long cents) {

        static final Total NONE = new Total("", 0);

        Total plus(Order order) {
            return new Total(order.customer(), cents + order.cents());
        }
    }

    private CsvToSqlite() {}

    /** Arguments: a directory with CSV files (customer,cents), a file of SQLite, and a directory for what the job makes. */
    public static void main(String[] args) throws InterruptedException {
        Path made = Path.of(args[2]);
        Pipeline pipeline = pipeline(Path.of(args[0]), Path.of(args[1]), made.resolve("totals"));
        try (Job job = Weir.local(made.resolve("checkpoints")).start(pipeline)) {
            System.out.println(job.join());
        }
    }

    static Pipeline pipeline(Path orders, Path database, Path files) {
        PipelineBuilder pipeline = Pipeline.named("csv-to-sqlite");
        Stream<Total> totals = pipeline.source(
                        "orders", FileSource.csv(orders, Order.class).glob("*.csv"))
                .keyBy(Order::customer)
                .aggregate("per-customer", Total.NONE, Total::plus);
        totals.sink(
                "table",
                JdbcSink.records("totals", Total.class)
                        .upsert("customer")
                        .connection(JdbcConnection.to("jdbc:sqlite:" + database)));
        totals.sink("files", FileSink.of(files, FileFormat.csv(Total.class)));
        return pipeline.build();
    }
}
