package scrm.wecom.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import scrm.wecom.Corp;

/** Tokens that all processes see. Every method may find the store away. */
interface SharedTokens {
    /** What the store has to say. */
    enum Turn {
        /** We hold the lock and are the one to ask WeCom. */
        OURS,
        /** Another process is asking. */
        THEIRS,
        /** The store is away: each process for itself. */
        AWAY
    }

    @Nullable
    Token find(Corp corp);

    /** Takes the lock for at most {@code lease}. */
    Turn tryLock(Corp corp, String owner, Duration lease);

    /** Stores the token for others and gives the lock back. */
    void publish(Corp corp, Token token, String owner);

    /** Gives the lock back, if it is still ours. */
    void unlock(Corp corp, String owner);
}
