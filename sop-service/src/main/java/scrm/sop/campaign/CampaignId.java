package scrm.sop.campaign;

/**
 * A message that somebody composed.
 *
 * @param value its row
 */
record CampaignId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
