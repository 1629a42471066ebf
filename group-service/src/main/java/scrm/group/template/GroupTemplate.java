package scrm.group.template;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.group.charter.Charter;
import scrm.group.charter.CharterId;

/**
 * What a group that works is made of.
 *
 * @param id its id
 * @param name for people
 * @param definition the charter's, without its days: a copy has days of its own
 * @param channelId the channel in which the codes of copies stand; absent: owners make their groups by hand
 * @param charterId the charter that it was made from
 * @param createdAt when it was made
 */
record GroupTemplate(
        GroupTemplateId id,
        String name,
        Charter.Definition definition,
        @Nullable String channelId,
        CharterId charterId,
        Instant createdAt) {}
