package scrm.tag.bulk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.Times;
import scrm.tag.corptag.CorpTagBook;

/**
 * What is wanted.
 *
 * @param externalUserIds 1 to 10,000 contacts; or else
 * @param segmentId a segment, as it is now
 * @param userId the member whose relation is meant; absent: all that last
 * @param add tags to be set, and
 * @param remove tags to be taken away: 1 to 100 together
 * @param expiresAt when tags that are set are taken away again, unless somebody sets them meanwhile for longer or for
 *     good; absent: never
 */
record WantedBulk(
        @Nullable List<ExternalUserId> externalUserIds,
        @Nullable String segmentId,
        @Nullable UserId userId,
        @Nullable List<TagId> add,
        @Nullable List<TagId> remove,
        @Nullable Instant expiresAt) {
    private static final int MAX_CONTACTS = 10_000;
    private static final int MAX_TAGS = 100;

    List<ExternalUserId> contacts() {
        return distinct(externalUserIds);
    }

    List<TagId> adds() {
        return distinct(add);
    }

    List<TagId> removes() {
        return distinct(remove);
    }

    private static <T> List<T> distinct(@Nullable List<T> values) {
        return values == null
                ? List.of()
                : values.stream().filter(Objects::nonNull).distinct().toList();
    }

    /**
     * Refuses what cannot be done, naming each field.
     *
     * @throws InvalidRequest if there is something
     */
    void check(CorpId corpId, CorpTagBook book, Instant now) {
        List<FieldProblem> errors = new ArrayList<>();
        if (segmentId != null && externalUserIds != null) {
            errors.add(new FieldProblem("segmentId", "contacts_or_segment"));
        } else if (segmentId == null && contacts().isEmpty()) {
            errors.add(new FieldProblem("externalUserIds", "too_few", 1));
        }
        if (contacts().size() > MAX_CONTACTS) {
            errors.add(new FieldProblem("externalUserIds", "too_many", MAX_CONTACTS));
        }
        checkTags(corpId, book, errors);
        checkExpiry(expiresAt, now).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            throw InvalidRequest.fields(errors);
        }
    }

    private void checkTags(CorpId corpId, CorpTagBook book, List<FieldProblem> errors) {
        if (adds().isEmpty() && removes().isEmpty()) {
            errors.add(new FieldProblem("add", "too_few", 1));
        }
        if (adds().size() + removes().size() > MAX_TAGS) {
            errors.add(new FieldProblem("add", "too_many", MAX_TAGS));
            return;
        }
        Set<TagId> all = new HashSet<>(adds());
        all.addAll(removes());
        Set<TagId> existing = book.find(corpId, all).keySet();
        Map<TagId, TagGroupId> exclusive = book.exclusive(corpId, all);
        Set<TagGroupId> groups = new HashSet<>();
        for (int i = 0; i < adds().size(); i++) {
            TagId tagId = adds().get(i);
            if (!existing.contains(tagId)) {
                errors.add(new FieldProblem("add[" + i + "]", "not_found"));
            } else if (exclusive.containsKey(tagId) && !groups.add(exclusive.get(tagId))) {
                errors.add(new FieldProblem("add[" + i + "]", "exclusive_group"));
            }
        }
        for (int i = 0; i < removes().size(); i++) {
            TagId tagId = removes().get(i);
            if (!existing.contains(tagId)) {
                errors.add(new FieldProblem("remove[" + i + "]", "not_found"));
            } else if (adds().contains(tagId)) {
                errors.add(new FieldProblem("remove[" + i + "]", "tag_in_both"));
            }
        }
    }

    /** What is wrong with the time at which tags are to end. */
    static Optional<FieldProblem> checkExpiry(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return Optional.empty();
        }
        return expiresAt.isAfter(now)
                ? Times.problem("expiresAt", expiresAt)
                : Optional.of(new FieldProblem("expiresAt", "past"));
    }
}
