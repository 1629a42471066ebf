package scrm.simulator.entry;

import scrm.simulator.server.WeComError;

/** The number of codes that a corp may have, contact ways and join ways together. */
public final class CodeQuota {
    private static final int PUBLISHED = 500_000;

    private int most = PUBLISHED;
    private int used;

    /** Changes the limit, to meet it in a test. */
    public void most(int codes) {
        most = codes;
    }

    /** Takes one, or refuses with 41045. */
    public void take() {
        if (used >= most) {
            throw new WeComError(41045, "contact way and join way quota used up");
        }
        used++;
    }

    public void giveBack() {
        used--;
    }
}
