/** Runs a real S3 server in a process of its own, for tests: it answers on the loopback interface only, and ends with the process that started it. */
@NullMarked
package io.weir.s3server;

import org.jspecify.annotations.NullMarked;
