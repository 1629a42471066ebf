package scrm.channel.report;

/**
 * What came of a channel, its sub-channels included. Contacts count once per member, at the channel of their first
 * touch.
 *
 * @param adds contacts that the channel brought
 * @param reAdds comings by one of its codes that were not a contact's first
 * @param halfAdds members added who had not confirmed
 * @param losses contacts that it had brought and that were lost, each charged once
 * @param currentContacts contacts that it brought and that are friends now
 * @param welcomesSent welcomes that WeCom took
 * @param welcomesElsewhere not sent, for the contact was welcomed otherwise or already in a chat (41051)
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
        long welcomesPending) {}
