package scrm.sop.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.audience.GroupFilter;
import scrm.sop.content.ChatType;
import scrm.sop.content.ContentRequest;
import scrm.sop.groupmessage.FollowUpRequest;

/**
 * A message as a client composes it.
 *
 * @param name what people call it
 * @param audience who gets it
 * @param content what is said to all of them; or {@code variants}
 * @param variants 2 to 5 contents, called A to E in this order, among which receivers are split
 * @param holdOut percent of receivers who get nothing, to compare with; absent: 0
 * @param sendAt absent: now
 * @param followUp absent: senders are not reminded
 */
record CampaignRequest(
        @NotBlank @Size(max = 50) String name,
        @NotNull @Valid AudienceRequest audience,
        @Nullable @Valid ContentRequest content,
        @Size(min = 2, max = Variants.MOST) @Nullable List<@NotNull @Valid VariantRequest> variants,
        @Min(0) @Max(Variants.MAX_HOLD_OUT) @Nullable Integer holdOut,
        @Nullable Instant sendAt,
        @Nullable @Valid FollowUpRequest followUp) {
    List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        audience.problems(problems);
        if ((content == null) == (variants == null)) {
            problems.add(new FieldProblem("content", "content_or_variants"));
        }
        if (content != null) {
            problems.addAll(content.problems("content"));
        }
        for (int i = 0; i < variantsOrNone().size(); i++) {
            problems.addAll(variantsOrNone().get(i).content().problems("variants[" + i + "].content"));
        }
        if (followUp != null) {
            followUp.problems("followUp", problems);
        }
        return problems;
    }

    List<VariantRequest> variantsOrNone() {
        return variants == null ? List.of() : variants;
    }

    int holdOutOrNone() {
        return holdOut == null ? 0 : holdOut;
    }

    /**
     * Who gets it; exactly one of these.
     *
     * @param externalUserIds contacts
     * @param chatIds group chats
     * @param segmentId who is in this segment when the message goes out
     * @param groups the group chats that this means when the message goes out
     */
    record AudienceRequest(
            @Size(min = 1, max = MAX_NAMED) @Nullable List<@NotNull ExternalUserId> externalUserIds,
            @Size(min = 1, max = MAX_NAMED) @Nullable List<@NotNull ChatId> chatIds,
            @Pattern(regexp = RowId.PATTERN) @Nullable String segmentId,
            @Valid @Nullable GroupFilterRequest groups) {
        static final int MAX_NAMED = 10_000;

        void problems(List<FieldProblem> problems) {
            if (Stream.of(externalUserIds, chatIds, segmentId, groups)
                            .filter(Objects::nonNull)
                            .count()
                    != 1) {
                problems.add(new FieldProblem("audience", "audience_ambiguous"));
            }
        }

        ChatType chatType() {
            return chatIds == null && groups == null ? ChatType.SINGLE : ChatType.GROUP;
        }

        Audience audience() {
            if (groups != null) {
                return new Audience.Groups(groups.filter());
            }
            return segmentId == null ? new Audience.Named() : new Audience.Segment(segmentId);
        }

        /** Those who are named, each once. */
        List<String> named() {
            if (externalUserIds != null) {
                return externalUserIds.stream()
                        .map(ExternalUserId::value)
                        .distinct()
                        .toList();
            }
            return chatIds == null
                    ? List.of()
                    : chatIds.stream().map(ChatId::value).distinct().toList();
        }
    }

    /**
     * Open group chats of which all of this is true; what is absent asks for nothing, so {@code {}} means all.
     *
     * @param owners of one of these members
     * @param kinds with a charter of one of these kinds
     * @param phases in one of these phases of life
     * @param bands in one of these bands of health
     * @param tagIds with one of these tags
     */
    record GroupFilterRequest(
            @Size(min = 1, max = MAX) @Nullable List<@NotNull UserId> owners,
            @Size(min = 1, max = MAX) @Nullable List<@NotBlank @Size(max = 16) String> kinds,
            @Size(min = 1, max = MAX) @Nullable List<@NotBlank @Size(max = 16) String> phases,
            @Size(min = 1, max = MAX) @Nullable List<@NotBlank @Size(max = 16) String> bands,
            @Size(min = 1, max = MAX) @Nullable List<@Pattern(regexp = RowId.PATTERN) @NotNull String> tagIds) {
        static final int MAX = 100;

        GroupFilter filter() {
            return new GroupFilter(orNone(owners), orNone(kinds), orNone(phases), orNone(bands), orNone(tagIds));
        }

        static GroupFilterRequest of(GroupFilter filter) {
            return new GroupFilterRequest(
                    orNull(filter.owners()),
                    orNull(filter.kinds()),
                    orNull(filter.phases()),
                    orNull(filter.bands()),
                    orNull(filter.tagIds()));
        }

        private static <T> List<T> orNone(@Nullable List<T> some) {
            return some == null ? List.of() : some;
        }

        private static <T> @Nullable List<T> orNull(List<T> some) {
            return some.isEmpty() ? null : some;
        }
    }

    /** @param weight against the weights of the others; absent: 1 */
    record VariantRequest(
            @Min(1) @Max(100) @Nullable Integer weight,
            @NotNull @Valid ContentRequest content) {
        int weightOrOne() {
            return weight == null ? 1 : weight;
        }
    }

    /**
     * Receivers who get the message before all others do.
     *
     * @param externalUserIds contacts, of a message to contacts
     * @param chatIds group chats, of a message to group chats
     */
    record TestRequest(
            @Size(min = 1, max = 10) @Nullable List<@NotNull ExternalUserId> externalUserIds,
            @Size(min = 1, max = 10) @Nullable List<@NotNull ChatId> chatIds) {
        List<String> receivers(ChatType chatType) {
            return new AudienceRequest(
                            chatType == ChatType.SINGLE ? externalUserIds : null,
                            chatType == ChatType.GROUP ? chatIds : null,
                            null,
                            null)
                    .named();
        }
    }
}
