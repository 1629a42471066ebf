/** group-service: which customer groups there are, who is in them, and who was. */
@NullMarked
package scrm.group;

import org.jspecify.annotations.NullMarked;
