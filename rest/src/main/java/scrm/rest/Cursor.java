package scrm.rest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The place in a list where the next page begins: the sort key of the last item that was seen. Opaque to clients.
 *
 * <p>The text carries a checksum over itself and the list it belongs to (path and filters), so that a damaged cursor,
 * or one of another list, is refused instead of giving a page of nonsense. It is not signed: whoever forges one moves
 * about in a list that he may read anyway, for every query is bound to the corp of the path.
 *
 * @param position values of the sort key, in the order of the sort
 */
public record Cursor(List<String> position) {
    private static final byte VERSION = 1;
    private static final int MAX_LENGTH = 1024;

    public Cursor {
        position = List.copyOf(position);
    }

    /** A place by its sort key: ids, numbers and instants, written as they write themselves. */
    public static Cursor at(Object... position) {
        return new Cursor(Arrays.stream(position).map(Object::toString).toList());
    }

    /** @throws InvalidRequest if the cursor has no such part */
    public String text(int index) {
        if (index >= position.size()) {
            throw malformed();
        }
        return position.get(index);
    }

    /** @throws InvalidRequest if that part is no whole number */
    public long number(int index) {
        try {
            return Long.parseLong(text(index));
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    /** @throws InvalidRequest if that part is no instant */
    public Instant instant(int index) {
        try {
            return Instant.parse(text(index));
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    String encode(String list) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (String part : position) {
                out.writeUTF(part);
            }
            out.writeInt(checksum(list, bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    static Cursor decode(String text, String list) {
        if (text.length() > MAX_LENGTH) {
            throw malformed();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        int end = bytes.length - Integer.BYTES;
        if (end < 1 || bytes[0] != VERSION) {
            throw malformed();
        }
        byte[] payload = Arrays.copyOf(bytes, end);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<String> parts = new ArrayList<>();
            in.readByte();
            while (in.available() > Integer.BYTES) {
                parts.add(in.readUTF());
            }
            if (in.available() != Integer.BYTES || in.readInt() != checksum(list, payload)) {
                throw malformed();
            }
            return new Cursor(parts);
        } catch (IOException e) {
            throw malformed();
        }
    }

    private static int checksum(String list, byte[] payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(list.getBytes(StandardCharsets.UTF_8));
        checksum.update(payload);
        return (int) checksum.getValue();
    }

    private static InvalidRequest malformed() {
        return InvalidRequest.field("cursor", "malformed");
    }
}
