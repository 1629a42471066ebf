package scrm.rest.idempotency;

/** The keys of the last day. */
interface IdempotencyKeys {
    /** Asks for the key; of any number of attempts at once, one is granted. */
    Claim claim(Attempt attempt);

    /**
     * Notes, in the running transaction, that this attempt takes effect.
     *
     * @return false if the key is no longer this attempt's: the transaction must not commit
     */
    boolean commit(Attempt attempt);

    /** Keeps the answer, if the key is still this attempt's. */
    void answer(Attempt attempt, Answer answer);

    /** Gives the key back, as if it had never been used; false if the attempt has taken effect. */
    boolean release(Attempt attempt);

    /** Forgets keys whose day is over. */
    int purge();
}
