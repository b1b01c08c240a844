/** Tests of the demo. */
package io.weir.cli.demo;
