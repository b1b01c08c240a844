/** What the compiler cannot check: who may use whom, where chance and threads may stand, and tidiness. */
package io.weir.architecture;
