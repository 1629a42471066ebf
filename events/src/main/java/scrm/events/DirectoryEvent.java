package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code change_contact} and {@code batch_job_result}: members, departments and their tags. Source: documents 90970,
 * 90973.
 */
public sealed interface DirectoryEvent extends WeComEvent {
    @Override
    default Topic topic() {
        return Topic.DIRECTORY;
    }

    @Override
    default String key() {
        return corpId().value();
    }

    /**
     * {@code create_user}.
     *
     * @param userId the member
     * @param departments ids; may be empty
     */
    record UserCreated(EventId id, CorpId corpId, Instant occurredAt, UserId userId, List<Long> departments)
            implements DirectoryEvent {
        public UserCreated {
            departments = List.copyOf(departments);
        }
    }

    /**
     * {@code update_user}.
     *
     * @param userId the member
     * @param newUserId present when the userid itself changed
     * @param departments ids; may be empty
     */
    record UserUpdated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            @Nullable UserId newUserId,
            List<Long> departments)
            implements DirectoryEvent {
        public UserUpdated {
            departments = List.copyOf(departments);
        }
    }

    /**
     * {@code delete_user}.
     *
     * @param userId the member
     */
    record UserDeleted(EventId id, CorpId corpId, Instant occurredAt, UserId userId) implements DirectoryEvent {}

    /**
     * {@code create_party}.
     *
     * @param partyId the department
     * @param name its name
     * @param parentId its parent
     * @param order its place
     */
    record PartyCreated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            long partyId,
            @Nullable String name,
            @Nullable Long parentId,
            @Nullable Long order)
            implements DirectoryEvent {}

    /**
     * {@code update_party}.
     *
     * @param partyId the department
     * @param name its name
     * @param parentId its parent
     */
    record PartyUpdated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            long partyId,
            @Nullable String name,
            @Nullable Long parentId) implements DirectoryEvent {}

    /**
     * {@code delete_party}.
     *
     * @param partyId the department
     */
    record PartyDeleted(EventId id, CorpId corpId, Instant occurredAt, long partyId) implements DirectoryEvent {}

    /**
     * {@code update_tag}: who carries a tag of the address book (not a corp tag of contacts).
     *
     * @param userTagId the tag
     * @param addedUsers users
     * @param deletedUsers users
     * @param addedParties departments
     * @param deletedParties departments
     */
    record UserTagUpdated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            long userTagId,
            List<UserId> addedUsers,
            List<UserId> deletedUsers,
            List<Long> addedParties,
            List<Long> deletedParties)
            implements DirectoryEvent {
        public UserTagUpdated {
            addedUsers = List.copyOf(addedUsers);
            deletedUsers = List.copyOf(deletedUsers);
            addedParties = List.copyOf(addedParties);
            deletedParties = List.copyOf(deletedParties);
        }
    }

    /**
     * {@code batch_job_result}.
     *
     * @param jobId the job
     * @param jobType {@code sync_user}, {@code replace_user}, {@code invite_user} or {@code replace_party}
     * @param errcode 0 when it went well
     * @param errmsg what went wrong
     */
    record BatchJobCompleted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            String jobId,
            String jobType,
            int errcode,
            @Nullable String errmsg)
            implements DirectoryEvent {}
}
