package scrm.rest;

import java.util.Locale;

/**
 * Every kind of refusal that a client can meet, each with the status it is answered with. Codes are for good: a client
 * may branch on them, so one is added but never renamed. Each has a title and a detail in every language of the message
 * bundle {@code scrm/rest/problems}.
 *
 * <p>Source: RFC 9457 (problem details), RFC 9110 (status codes), RFC 6585 (428, 429, 431).
 */
public enum ProblemCode {
    INVALID_REQUEST(400),
    MALFORMED_JSON(400),
    TOKEN_MISSING(401),
    TOKEN_INVALID(401),
    CALLBACK_UNPROVEN(401),
    FORBIDDEN(403),
    SCOPE_MISSING(403),
    CORP_FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    CONFLICT(409),
    IDEMPOTENCY_IN_PROGRESS(409),
    IDEMPOTENCY_ANSWER_LOST(409),
    PRECONDITION_FAILED(412),
    BODY_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    IDEMPOTENCY_BODY_DIFFERS(422),
    WECOM_REFUSED(422),
    PRECONDITION_REQUIRED(428),
    TOO_MANY_REQUESTS(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL_ERROR(500),
    NOT_IMPLEMENTED(501),
    BAD_GATEWAY(502),
    WECOM_MISCONFIGURED(502),
    UNAVAILABLE(503),
    WECOM_UNAVAILABLE(503),
    GATEWAY_TIMEOUT(504),
    WECOM_IN_DOUBT(504);

    private final int status;
    private final String code;

    ProblemCode(int status) {
        this.status = status;
        this.code = name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** As it stands in {@code code}: lower case with underscores. */
    public String code() {
        return code;
    }

    /** As it stands in {@code type}: a name, not an address. */
    public String type() {
        return "urn:scrm:problem:" + code;
    }

    /** The plainest code of a status, for refusals by a container that says nothing more. */
    public static ProblemCode ofStatus(int status) {
        for (ProblemCode code : values()) {
            if (code.status == status) {
                return code;
            }
        }
        return status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
    }
}
