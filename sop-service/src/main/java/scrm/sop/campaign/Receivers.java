package scrm.sop.campaign;

import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.wecom.Page;

/** Finds the receivers of audiences that are not named one by one; a bean for each kind. */
public interface Receivers {
    Class<? extends Audience> audience();

    /**
     * How many they are by now.
     *
     * @throws scrm.rest.ProblemException if there is no such audience
     */
    long size(CorpId corpId, Audience audience);

    /**
     * Some of them: external_userids or chat_ids; called in no transaction, and again for the same page after a crash.
     *
     * @param cursor of the page before; null for the first
     */
    Page<String> page(CorpId corpId, Audience audience, @Nullable String cursor);
}
