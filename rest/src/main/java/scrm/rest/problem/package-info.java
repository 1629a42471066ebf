/** Whatever goes wrong, in a handler, a filter or the container, leaves as problem+json in the client's language. */
@NullMarked
package scrm.rest.problem;

import org.jspecify.annotations.NullMarked;
