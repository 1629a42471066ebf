package scrm.group.charter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.GroupEvent.DayTopic;
import scrm.events.State;
import scrm.events.UserId;

/**
 * What a group is for (群定位). A group has one at most, and a charter one group at most.
 *
 * @param id its id
 * @param corpId its corp
 * @param definition what people decide
 * @param status whether that is decided
 * @param chatId its group; absent: not opened yet
 * @param opening the live code by which WeCom opens the group, if one was asked for
 * @param reported how much of a goal is reached that only people can tell
 * @param follows the charter whose full group this one's goes on for
 * @param version counts changes
 * @param createdAt when it was written
 * @param updatedAt when it was last changed
 */
public record Charter(
        CharterId id,
        CorpId corpId,
        Definition definition,
        Status status,
        @Nullable ChatId chatId,
        @Nullable Opening opening,
        long reported,
        @Nullable CharterId follows,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    Charter decided(Definition what, Status how) {
        return new Charter(id, corpId, what, how, chatId, opening, reported, follows, version, createdAt, updatedAt);
    }

    Charter withGroup(ChatId group) {
        return new Charter(
                id, corpId, definition, status, group, opening, reported, follows, version, createdAt, updatedAt);
    }

    Charter withOpening(Opening now) {
        return new Charter(
                id, corpId, definition, status, chatId, now, reported, follows, version, createdAt, updatedAt);
    }

    Charter withReported(long reached) {
        return new Charter(
                id, corpId, definition, status, chatId, opening, reached, follows, version, createdAt, updatedAt);
    }

    /** What members come for. */
    public enum Kind {
        WELFARE,
        CONTENT,
        RESOURCES,
        SUBJECT,
        REGION,
        TASK,
        OTHER
    }

    /** Whether it is decided. */
    public enum Status {
        /** Being written; no group is opened by it. */
        DRAFT,
        /** Decided; an edit makes it a draft again. */
        APPROVED
    }

    /** What an employee does in the group. */
    public enum Role {
        OWNER,
        SALES,
        SERVICE,
        TOPIC_HOST
    }

    /** What a goal counts. */
    public enum Measure {
        /** Contacts who are in. */
        MEMBERS,
        /** Stays of contacts, ended ones too. */
        JOINS,
        /** Orders, as people report them. */
        ORDERS,
        /** Something else, as people report it. */
        OTHER;

        /** Whether only people can tell it. */
        public boolean isReported() {
            return this == ORDERS || this == OTHER;
        }
    }

    /**
     * What people decide: 5W1H, and what goes with it. A draft may leave out what approval asks for.
     *
     * @param name for people; also the group's, 40 characters at most
     * @param kind what members come for
     * @param why why the company has this group
     * @param value what members get
     * @param where where members come from and where the group is shown
     * @param audience who it is for
     * @param startsOn its first day, in the corp's time zone
     * @param endsOn its last day; absent: open
     * @param goal with which it has done what it was for
     * @param earning how it pays
     * @param dimensions what it is told apart by
     * @param rules for members, three at most
     * @param roles who does what
     * @param softCap how many members make it full, 2 to 500
     * @param preparesNext whether the next group is prepared when it is full
     * @param welcomeText what members are welcomed with
     * @param tags names of the group's tags
     * @param planIds plans that it is enrolled in
     * @param topics what is to be said on which day
     */
    public record Definition(
            String name,
            Kind kind,
            @Nullable String why,
            @Nullable String value,
            @Nullable String where,
            @Nullable String audience,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            @Nullable Goal goal,
            @Nullable String earning,
            Dimensions dimensions,
            List<String> rules,
            List<Duty> roles,
            int softCap,
            boolean preparesNext,
            @Nullable String welcomeText,
            List<String> tags,
            List<String> planIds,
            List<DayTopic> topics) {
        /** How many members make a group full unless somebody says otherwise. */
        public static final int USUAL_SOFT_CAP = 200;

        public Definition {
            rules = List.copyOf(rules);
            roles = List.copyOf(roles);
            tags = List.copyOf(tags);
            planIds = List.copyOf(planIds);
            topics = List.copyOf(topics);
        }

        /** Who owns the group, or is to make it. */
        public Optional<UserId> owner() {
            return roles.stream()
                    .filter(duty -> duty.role() == Role.OWNER)
                    .map(Duty::userId)
                    .findFirst();
        }

        /** The fields that approval asks for and that are not there. */
        List<String> missing() {
            List<String> missing = new ArrayList<>();
            addIf(why == null, "why", missing);
            addIf(value == null, "value", missing);
            addIf(where == null, "where", missing);
            addIf(audience == null, "audience", missing);
            addIf(endsOn == null && goal == null, "endsOn", missing);
            addIf(earning == null, "earning", missing);
            addIf(owner().isEmpty(), "roles", missing);
            return missing;
        }

        private static void addIf(boolean absent, String field, List<String> missing) {
            if (absent) {
                missing.add(field);
            }
        }

        /** The same for another group. */
        public Definition named(String otherName, @Nullable UserId otherOwner) {
            return new Definition(
                    otherName,
                    kind,
                    why,
                    value,
                    where,
                    audience,
                    startsOn,
                    endsOn,
                    goal,
                    earning,
                    dimensions,
                    rules,
                    otherOwner == null ? roles : ownedBy(otherOwner),
                    softCap,
                    preparesNext,
                    welcomeText,
                    tags,
                    planIds,
                    topics);
        }

        /** The same with other days. */
        public Definition during(@Nullable LocalDate from, @Nullable LocalDate until) {
            return new Definition(
                    name,
                    kind,
                    why,
                    value,
                    where,
                    audience,
                    from,
                    until,
                    goal,
                    earning,
                    dimensions,
                    rules,
                    roles,
                    softCap,
                    preparesNext,
                    welcomeText,
                    tags,
                    planIds,
                    topics);
        }

        private List<Duty> ownedBy(UserId owner) {
            List<Duty> duties = new ArrayList<>();
            duties.add(new Duty(owner, Role.OWNER));
            roles.stream().filter(duty -> duty.role() != Role.OWNER).forEach(duties::add);
            return duties;
        }
    }

    /** What it is told apart by; what is absent does not matter. */
    public record Dimensions(
            @Nullable String product,
            @Nullable String region,
            @Nullable String goal) {}

    /**
     * A figure that is to be reached.
     *
     * @param target 1 or more
     */
    public record Goal(Measure measure, long target) {}

    /** Who does what. */
    public record Duty(UserId userId, Role role) {}

    /**
     * A live code that was asked for.
     *
     * @param liveCodeId the code, once there is one
     * @param state what comes back with whoever joins by it
     * @param refusal why there is none
     * @param askedAt when it was asked for
     */
    public record Opening(
            @Nullable String liveCodeId,
            @Nullable State state,
            @Nullable String refusal,
            Instant askedAt) {
        static Opening askedAt(Instant at) {
            return new Opening(null, null, null, at);
        }

        /** The same code, for groups that begin from now on. */
        Opening since(Instant now) {
            return new Opening(liveCodeId, state, refusal, now);
        }

        /** Whether it is still to come. */
        boolean isAwaited() {
            return state == null && refusal == null;
        }
    }
}
