package scrm.gateway.limit;

/**
 * How a bucket stands after it was asked for a token.
 *
 * @param policy what is limited: {@code client-reads}, {@code corp-writes}, …
 * @param budget of the bucket
 * @param passes whether there was a token
 * @param left whole tokens that are left
 * @param delay seconds until there is one
 * @param full seconds until it is full
 */
record Standing(String policy, Budget budget, boolean passes, long left, double delay, double full) {}
