package io.weir.proof.files;

/** A file that is whole and durable and has not got its name yet. */
public record PendingFile(String pendingName, String name) {}
