package scrm.gateway.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * What was found of one thing.
 *
 * @param check its name, which is also the key of the sentence that tells the fix
 * @param status how it is
 * @param corpId whose it is, if it is one corp's
 * @param seen what was there; no secret and nobody's data
 * @param args what the sentence about the fix names
 */
record Finding(String check, Status status, @Nullable CorpId corpId, String seen, List<Object> args) {
    /** How a thing is. */
    enum Status {
        OK,
        /** It works now, and will not for long, or not for many. */
        WARN,
        /** It does not work. */
        FAIL
    }

    Finding {
        args = List.copyOf(args);
    }

    static Finding ok(String check, String seen) {
        return new Finding(check, Status.OK, null, seen, List.of());
    }

    static Finding warn(String check, String seen, Object... args) {
        return new Finding(check, Status.WARN, null, seen, List.of(args));
    }

    static Finding fail(String check, String seen, Object... args) {
        return new Finding(check, Status.FAIL, null, seen, List.of(args));
    }

    /** Fine if it holds, else it does not work. */
    static Finding that(boolean holds, String check, String seen, Object... args) {
        return holds ? ok(check, seen) : fail(check, seen, args);
    }

    /** The same, about one corp. */
    Finding of(CorpId corp) {
        return new Finding(check, status, corp, seen, args);
    }
}
