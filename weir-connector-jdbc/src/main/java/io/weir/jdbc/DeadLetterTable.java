package io.weir.jdbc;

import io.weir.deadletter.DeadLetterLimit;

/**
 * Where rows go that the database refuses.
 *
 * @param limit how many of them fail the job
 */
record DeadLetterTable(TableName name, DeadLetterLimit limit) {}
