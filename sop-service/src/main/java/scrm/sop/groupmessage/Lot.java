package scrm.sop.groupmessage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What falls to whom by chance, but the same whenever and wherever it is asked. */
public final class Lot {
    private Lot() {}

    /**
     * A number, any of all, for a receiver.
     *
     * @param draw what is drawn for; in another draw the receiver gets another number
     */
    public static long of(String draw, String receiver) {
        try {
            // A digest, for ids that resemble one another must be spread as if by chance, and alike in every process.
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((draw + "\n" + receiver).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether a receiver is in a part of so many percent. */
    public static boolean isWithin(int percent, String draw, String receiver) {
        return percentile(draw, receiver) < percent;
    }

    /** A number from 0 to 99, each as likely as another. */
    public static int percentile(String draw, String receiver) {
        return (int) Long.remainderUnsigned(of(draw, receiver), 100);
    }
}
