package scrm.channel.livecode;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's experiments with welcomes, each version for good. */
public interface WelcomeExperiments {
    /** Keeps the experiments that began with the live code's present version. */
    void begin(LiveCode liveCode, Instant now);

    /** A live code's, the newest first. */
    List<WelcomeExperiment> list(CorpId corpId, LiveCodeId liveCodeId, @Nullable Long before, int limit);
}
