/** State as Apache Avro: values of generic and generated records. */
@NullMarked
package io.weir.avro;

import org.jspecify.annotations.NullMarked;
