/** Uploaded media, and the attachments of messages that refer to them. */
@NullMarked
package scrm.simulator.media;

import org.jspecify.annotations.NullMarked;
