/**
 * Who is meant: segments, which tag-service keeps, and group chats, of which this service keeps what plans ask. Other
 * services are asked here.
 */
@NullMarked
package scrm.sop.audience;

import org.jspecify.annotations.NullMarked;
