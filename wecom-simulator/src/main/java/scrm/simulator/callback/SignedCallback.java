package scrm.simulator.callback;

/**
 * A callback ready to be posted.
 *
 * @param query {@code msg_signature=..&timestamp=..&nonce=..}, to be appended to the callback URL after a question mark
 * @param body the XML envelope with the ciphertext
 */
public record SignedCallback(String query, String body) {}
