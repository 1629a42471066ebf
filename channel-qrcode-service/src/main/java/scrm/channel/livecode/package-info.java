/** Live codes: a QR code of ours per place, made at WeCom by intent and call. */
@NullMarked
package scrm.channel.livecode;

import org.jspecify.annotations.NullMarked;
