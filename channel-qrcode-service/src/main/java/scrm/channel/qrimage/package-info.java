/** Pictures of live codes to print: the short link as a QR code, with logo, caption and poster. */
@NullMarked
package scrm.channel.qrimage;

import org.jspecify.annotations.NullMarked;
