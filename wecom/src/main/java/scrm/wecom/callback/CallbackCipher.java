package scrm.wecom.callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

import scrm.wecom.callback.CallbackRejected.Reason;

/**
 * The tools of one thread at a time: digest, cipher and buffers, kept because making them costs more than using them.
 * Layout: {@code random(16) | length(4, big-endian) | message | receiveid}, padded to 32 as PKCS#7 would, AES-256-CBC.
 * The JCE cannot unpad it, for its blocks are 16 bytes. Source: document 90968.
 */
final class CallbackCipher {
    private static final int BLOCK = 32;
    private static final int HEADER = 20;

    private final MessageDigest sha1;
    private final Cipher cipher;
    private byte[] sealed = new byte[4096];
    private byte[] plain = new byte[4096];
    private @Nullable CallbackKeys initialisedFor;

    CallbackCipher() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
            cipher = Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1 and AES/CBC/NoPadding", e);
        }
    }

    /** Compares in constant time, and before anything is made of the encrypted text. */
    void verify(CallbackKeys keys, CallbackQuery query, byte[] encrypted) {
        byte[] expected = signature(keys, ascii(query.timestamp()), ascii(query.nonce()), encrypted);
        if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(query.msgSignature()))) {
            throw new CallbackRejected(Reason.SIGNATURE);
        }
    }

    /** SHA-1 of the four texts, sorted and joined. */
    byte[] signature(CallbackKeys keys, byte[] timestamp, byte[] nonce, byte[] encrypted) {
        byte[][] parts = {keys.token(), timestamp, nonce, encrypted};
        Arrays.sort(parts, Arrays::compareUnsigned);
        for (byte[] part : parts) {
            sha1.update(part);
        }
        return sha1.digest();
    }

    /** The message in a verified Base64 text; the checks are in the order that document 90968 implies. */
    byte[] decrypt(CallbackKeys keys, byte[] encrypted) {
        int length = decode(encrypted);
        if (length == 0 || length % BLOCK != 0) {
            throw new CallbackRejected(Reason.CIPHERTEXT);
        }
        decrypt(keys, length);
        int padding = plain[length - 1];
        if (padding < 1 || padding > BLOCK) {
            throw new CallbackRejected(Reason.CIPHERTEXT);
        }
        int end = length - padding;
        for (int i = end; i < length; i++) {
            if (plain[i] != padding) {
                throw new CallbackRejected(Reason.CIPHERTEXT);
            }
        }
        if (end < HEADER) {
            throw new CallbackRejected(Reason.CIPHERTEXT);
        }
        int messageLength = ByteBuffer.wrap(plain).getInt(16);
        if (messageLength < 0 || messageLength > end - HEADER) {
            throw new CallbackRejected(Reason.CIPHERTEXT);
        }
        int messageEnd = HEADER + messageLength;
        if (!Arrays.equals(plain, messageEnd, end, keys.receiveId(), 0, keys.receiveId().length)) {
            throw new CallbackRejected(Reason.RECEIVER);
        }
        return Arrays.copyOfRange(plain, HEADER, messageEnd);
    }

    /** The opposite of {@link #decrypt(CallbackKeys, byte[])}. */
    byte[] encrypt(CallbackKeys keys, byte[] random16, byte[] message) {
        int length = HEADER + message.length + keys.receiveId().length;
        int padding = BLOCK - length % BLOCK;
        byte[] padded = new byte[length + padding];
        ByteBuffer.wrap(padded)
                .put(random16, 0, 16)
                .putInt(message.length)
                .put(message)
                .put(keys.receiveId());
        Arrays.fill(padded, length, padded.length, (byte) padding);
        try {
            initialisedFor = null;
            cipher.init(Cipher.ENCRYPT_MODE, keys.aesKey(), keys.iv());
            return Base64.getEncoder().encode(cipher.doFinal(padded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/CBC refused whole blocks under a checked key", e);
        }
    }

    private int decode(byte[] encrypted) {
        int atMost = (encrypted.length / 4 + 1) * 3;
        if (sealed.length < atMost) {
            sealed = new byte[atMost];
            plain = new byte[atMost];
        }
        try {
            return Base64.getDecoder().decode(encrypted, sealed);
        } catch (IllegalArgumentException e) {
            throw new CallbackRejected(Reason.CIPHERTEXT);
        }
    }

    private void decrypt(CallbackKeys keys, int length) {
        try {
            // After doFinal a CBC cipher is back at its IV: only another corp's message needs the key schedule again.
            if (initialisedFor != keys) {
                initialisedFor = null;
                cipher.init(Cipher.DECRYPT_MODE, keys.aesKey(), keys.iv());
                initialisedFor = keys;
            }
            cipher.doFinal(sealed, 0, length, plain, 0);
        } catch (GeneralSecurityException e) {
            initialisedFor = null;
            throw new CallbackRejected(Reason.CIPHERTEXT);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
