/** Keeps the checkpoints of jobs in an object store that speaks S3. How it does, and why that is right, is told in docs/store-s3.md. */
@NullMarked
package io.weir.s3;

import org.jspecify.annotations.NullMarked;
