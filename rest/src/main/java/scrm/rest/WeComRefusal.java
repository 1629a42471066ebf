package scrm.rest;

/**
 * What WeCom said, as a client of ours may see it; the hint is the message {@code wecom.<errcode>} of the bundle, else
 * a general one.
 *
 * @param errcode WeCom's code, 0 where it gave no answer. Source: document 90313
 * @param retryable whether the same request may be sent again
 */
public record WeComRefusal(int errcode, boolean retryable) {}
