/** A database with transactions in a simulated world, and a sink that commits to it in one transaction with its ledger. */
@NullMarked
package io.weir.proof.database;

import org.jspecify.annotations.NullMarked;
