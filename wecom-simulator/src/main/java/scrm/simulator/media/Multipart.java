package scrm.simulator.media;

import java.nio.charset.StandardCharsets;

import scrm.simulator.server.Call;
import scrm.simulator.server.WeComError;

/** Reads as much of multipart/form-data as uploads need: the size of the first part that has a file name. */
final class Multipart {
    private Multipart() {}

    static int fileSize(Call call) {
        String contentType = call.contentType();
        int at = contentType == null ? -1 : contentType.indexOf("boundary=");
        if (contentType == null || at < 0) {
            throw new WeComError(41005, "media data missing: not multipart/form-data");
        }
        String boundary = contentType
                .substring(at + "boundary=".length())
                .split(";", 2)[0]
                .replace("\"", "")
                .trim();
        // Latin-1 keeps every byte as one character, so that positions are sizes.
        String raw = new String(call.raw(), StandardCharsets.ISO_8859_1);
        int filename = raw.indexOf("filename=");
        int start = raw.indexOf("\r\n\r\n", filename) + 4;
        int end = raw.indexOf("\r\n--" + boundary, start);
        if (filename < 0 || start < 4 || end < 0) {
            throw new WeComError(41005, "media data missing");
        }
        return end - start;
    }
}
