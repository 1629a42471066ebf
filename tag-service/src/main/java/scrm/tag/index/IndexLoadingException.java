package scrm.tag.index;

/** Not all contacts are held by somebody at this moment: some are being loaded, or change hands. */
public final class IndexLoadingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexLoadingException(String message) {
        super(message, null, false, false);
    }
}
