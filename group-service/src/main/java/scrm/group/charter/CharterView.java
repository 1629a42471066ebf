package scrm.group.charter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.GroupEvent.DayTopic;

/**
 * A charter.
 *
 * @param status {@code DRAFT} or {@code APPROVED}
 * @param chatId its group; absent: not opened yet
 * @param opening the live code that was asked for
 * @param reported how much of a goal is reached that only people can tell
 * @param follows the charter whose full group this one's goes on for
 */
public record CharterView(
        String id,
        String name,
        Charter.Kind kind,
        @Nullable String why,
        @Nullable String value,
        @Nullable String where,
        @Nullable String audience,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        Charter.@Nullable Goal goal,
        @Nullable String earning,
        Charter.Dimensions dimensions,
        List<String> rules,
        List<Charter.Duty> roles,
        int softCap,
        boolean preparesNext,
        @Nullable String welcomeText,
        List<String> tags,
        List<String> planIds,
        List<DayTopic> topics,
        Charter.Status status,
        @Nullable ChatId chatId,
        @Nullable OpeningView opening,
        long reported,
        @Nullable String follows,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * A live code that was asked for.
     *
     * @param liveCodeId the live code, once there is one
     * @param refusal why there is none: {@code channel_not_found} or {@code channel_archived}
     */
    public record OpeningView(
            @Nullable String liveCodeId, @Nullable String refusal, Instant askedAt) {}

    static CharterView of(Charter charter) {
        Charter.Definition definition = charter.definition();
        Charter.Opening opening = charter.opening();
        CharterId follows = charter.follows();
        return new CharterView(
                charter.id().toString(),
                definition.name(),
                definition.kind(),
                definition.why(),
                definition.value(),
                definition.where(),
                definition.audience(),
                definition.startsOn(),
                definition.endsOn(),
                definition.goal(),
                definition.earning(),
                definition.dimensions(),
                definition.rules(),
                definition.roles(),
                definition.softCap(),
                definition.preparesNext(),
                definition.welcomeText(),
                definition.tags(),
                definition.planIds(),
                definition.topics(),
                charter.status(),
                charter.chatId(),
                opening == null ? null : new OpeningView(opening.liveCodeId(), opening.refusal(), opening.askedAt()),
                charter.reported(),
                follows == null ? null : follows.toString(),
                charter.version(),
                charter.createdAt(),
                charter.updatedAt());
    }
}
