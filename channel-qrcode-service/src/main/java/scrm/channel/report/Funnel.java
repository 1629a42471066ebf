package scrm.channel.report;

/**
 * What came of a channel in a period, its sub-channels included. An add is a relation of a member and a contact; it
 * belongs to the channel of its first touch and to the period in which it began.
 *
 * @param adds relations that the channel's codes began in the period
 * @param reAdds comings by one of its codes in the period that did not begin a relation, whenever and by whatever
 *     channel that had begun
 * @param halfAdds members added by one of its codes in the period who had not confirmed
 * @param losses those of the adds that were lost up to now, each charged once; whoever came back since is one of them
 * @param currentContacts those of the adds that are friends now
 * @param welcomesSent welcomes that WeCom took, of contacts who came by one of its codes in the period
 * @param welcomesElsewhere not sent to such contacts, for they were welcomed otherwise or already in a chat (41051)
 * @param welcomesFailed refused, too late, without a code, or in doubt
 * @param welcomesPending on their way
 */
record Funnel(
        long adds,
        long reAdds,
        long halfAdds,
        long losses,
        long currentContacts,
        long welcomesSent,
        long welcomesElsewhere,
        long welcomesFailed,
        long welcomesPending) {
    static final Funnel NONE = new Funnel(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
