package scrm.sop.audience;

/**
 * Job: take in the group chats that were there before this service listened, with their phases and the kinds of their
 * charters. What events told meanwhile is newer and stays.
 */
public record ListGroups() {
    public static final String KIND = "group-target-sync";
}
