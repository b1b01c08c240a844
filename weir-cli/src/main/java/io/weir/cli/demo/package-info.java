/** The main job on a real Kafka: killed again and again, and its committed output checked against what went in. */
@NullMarked
package io.weir.cli.demo;

import org.jspecify.annotations.NullMarked;
