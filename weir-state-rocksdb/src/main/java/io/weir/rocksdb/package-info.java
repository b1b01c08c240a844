/** Keyed state that is larger than memory, in RocksDB. */
@NullMarked
package io.weir.rocksdb;

import org.jspecify.annotations.NullMarked;
