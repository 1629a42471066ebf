package scrm.simulator.callback;

/**
 * What one callback says, before it is encrypted.
 *
 * @param kind Event and ChangeType (and UpdateDetail), joined by slashes, for reading logs
 * @param xml the plaintext, as WeCom writes it
 */
public record CallbackEvent(String kind, String xml) {}
