/** For the tests of whoever answers REST: tokens of an issuer that lives inside the test. */
@NullMarked
package scrm.rest.testing;

import org.jspecify.annotations.NullMarked;
