package scrm.channel.referral;

/**
 * A campaign of ours.
 *
 * @param value its row
 */
public record CampaignId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
