/** Who may do what: a JWT, its corps against the corp of the path, its scopes against the verb. */
@NullMarked
package scrm.rest.access;

import org.jspecify.annotations.NullMarked;
