package scrm.wecom;

/** Temporary media. Source: documents 90253, 90256. */
public interface Media {
    /** What may be uploaded, with WeCom's limits: image 10 MB, voice 2 MB, video 10 MB, file 20 MB. */
    enum Type {
        IMAGE,
        VOICE,
        VIDEO,
        FILE
    }

    /**
     * A media id that lives for at least another day: uploads when the corp has none for these bytes or the one it has
     * is about to end (WeCom's live three days).
     *
     * @param content more than 5 bytes
     */
    String mediaId(Caller caller, Type type, String filename, byte[] content);
}
