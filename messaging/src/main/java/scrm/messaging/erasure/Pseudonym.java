package scrm.messaging.erasure;

import java.util.UUID;

import scrm.events.ExternalUserId;

/** Stands for an erased contact where what it did must still be counted; nobody can tell whose it is. */
public final class Pseudonym {
    private Pseudonym() {}

    /** A new one, which WeCom knows as little as anybody. */
    public static ExternalUserId random() {
        return new ExternalUserId("erased-" + UUID.randomUUID());
    }
}
