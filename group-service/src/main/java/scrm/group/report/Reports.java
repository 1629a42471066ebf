package scrm.group.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Where reports read, and where costs are kept. */
interface Reports {
    /**
     * What is asked for, a line for each group, owner, kind or template.
     *
     * @param today up to which one can know who stayed
     */
    List<Line> lines(CorpId corpId, Question asked, LocalDate today, String after, int limit);

    Optional<Group> group(CorpId corpId, ChatId chatId);

    /** Puts what a group cost on a day in the place of what was told before. */
    void cost(CorpId corpId, ChatId chatId, LocalDate day, String currency, long amount);

    /**
     * A line.
     *
     * @param key a chat_id, an owner's userid, a kind or a template's id; {@code -}: groups without one
     * @param name of the group, if it is one
     */
    record Line(String key, @Nullable String name, Figures figures) {}

    /** A group as a report introduces it. */
    record Group(
            ChatId chatId,
            String name,
            @Nullable String owner,
            @Nullable Integer score,
            @Nullable String band,
            Map<String, Long> tiers) {
        public Group {
            tiers = Map.copyOf(tiers);
        }
    }
}
