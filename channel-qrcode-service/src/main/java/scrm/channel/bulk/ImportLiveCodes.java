package scrm.channel.bulk;

import java.util.List;

import scrm.channel.livecode.PlainLiveCode;

/**
 * The job that opens a file of live codes.
 *
 * @param liveCodes in the file's order
 */
record ImportLiveCodes(List<PlainLiveCode> liveCodes) {
    static final String KIND = "live-code-import";

    ImportLiveCodes {
        liveCodes = List.copyOf(liveCodes);
    }
}
