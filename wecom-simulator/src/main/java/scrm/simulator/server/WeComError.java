package scrm.simulator.server;

/** A refusal: becomes {@code errcode} and {@code errmsg} of a reply with HTTP status 200. Source: document 90313. */
public final class WeComError extends RuntimeException {
    private final int errcode;

    public WeComError(int errcode, String errmsg) {
        super(errmsg, null, false, false);
        this.errcode = errcode;
    }

    public int errcode() {
        return errcode;
    }
}
