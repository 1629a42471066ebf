package scrm.wecom;

/** Media. Source: documents 90253, 90256, 95098. */
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

    /**
     * A media id for {@link Moments}, which take no others, {@code upload_attachment}; kept and renewed likewise. IMAGE
     * or VIDEO of 30 s at most, 10 MB, long side 10800 and short side 1080 pixels at most.
     */
    String attachmentId(Caller caller, Type type, String filename, byte[] content);

    /**
     * A URL for good, {@code uploadimg}: for {@code picUrl} fields, it shows inside WeCom alone. 1,000 a day and 3,000
     * a month per corp; 2 MB at most. Must not be repeated blindly.
     */
    String imageUrl(Caller caller, String filename, byte[] content);
}
