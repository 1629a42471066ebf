/** What the tests of services that use messaging need; a jar of its own, never part of a service. */
@NullMarked
package scrm.messaging.testing;

import org.jspecify.annotations.NullMarked;
