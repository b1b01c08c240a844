/** Tests of the crash test. */
package io.weir.cli.verify;
