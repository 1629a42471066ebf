/** Reads the manifests as a cluster would, and as the services will read what these give them. */
@NullMarked
package scrm.deploy;

import org.jspecify.annotations.NullMarked;
