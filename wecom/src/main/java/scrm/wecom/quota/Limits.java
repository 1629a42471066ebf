package scrm.wecom.quota;

import scrm.wecom.Lane;

/**
 * What one corp may do with one API.
 *
 * @param concurrency calls at once
 */
record Limits(Pace minute, Pace hour, int concurrency) {
    /** Permits that a lane leaves to those above it. */
    int reserve(Lane lane) {
        int wanted = switch (lane) {
            case WELCOME, PERSON -> 0;
            case BULK -> 1;
            case SYNC -> 2;
        };
        return Math.min(wanted, concurrency - 1);
    }
}
