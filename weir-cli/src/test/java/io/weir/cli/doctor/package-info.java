/** Tests of the commands that look at unsettled output, and of the doctor. */
package io.weir.cli.doctor;
