package scrm.wecom.wxjava;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What WeCom's error codes mean for us. Source: document 90313. */
final class Refusals {
    private Refusals() {}

    /** What to do about a code. */
    enum Reaction {
        /** The token is no longer one: get another, once. */
        NEW_TOKEN,
        /** Busy or in the way of itself: soon again. */
        AGAIN,
        /** The window is used up: the API is closed for this corp. */
        BLOCK,
        /** Too many at once: fewer. */
        FEWER,
        /** Somebody has to mend the corp's settings. */
        MEND,
        /** No. */
        GIVE_UP
    }

    static Reaction reaction(int errcode) {
        return switch (errcode) {
            case 40014, 42001, 41001 -> Reaction.NEW_TOKEN;
            case -1, 45035, 45036, 41063, 41096 -> Reaction.AGAIN;
            case 45009 -> Reaction.BLOCK;
            case 45033 -> Reaction.FEWER;
            case 40001, 40013, 40091, 40056, 48001, 48002, 48006, 48011, 50003, 60020 -> Reaction.MEND;
            default -> Reaction.GIVE_UP;
        };
    }

    /** How long to wait before trying again what is worth it. */
    static Duration retryAfter(int errcode) {
        return switch (errcode) {
            case 45033, 45035 -> Duration.ofMillis(300);
            case 41096 -> Duration.ofSeconds(1);
            case 41063 -> Duration.ofSeconds(10);
            case 45036 -> Duration.ofSeconds(30);
            default -> Duration.ofSeconds(2);
        };
    }

    /**
     * How long nothing is tried after a code that somebody has to mend. WeCom bans the whole IP for repeated wrong
     * secrets; a trusted IP or a permission takes effect within a minute.
     */
    static Duration holdFor(int errcode) {
        return badSecret(errcode) ? Duration.ofMinutes(30) : Duration.ofMinutes(1);
    }

    /** Whether a code that somebody has to mend concerns every API of the corp. */
    static boolean wholeCorp(int errcode) {
        return badSecret(errcode) || errcode == 60020 || errcode == 50003 || errcode == 48006;
    }

    /** What to mend where; null if it is not for somebody to mend. */
    static @Nullable String fix(int errcode) {
        return switch (errcode) {
            case 40001, 40091 -> "the secret in the corps file is not the app's: copy it from the app's page";
            case 40013 -> "the corpId in the corps file is not one: copy it from 我的企业 (My Company)";
            case 40056 -> "the agentId in the corps file is not the app's: copy it from the app's page";
            case 60020 -> "this server's IP is not among the app's 企业可信IP (trusted IPs): add it there";
            case 48001, 48002 ->
                "the app may not call this API: add it under 客户联系 > 可调用接口的应用 (Customer Contact > apps that may call)";
            case 48006, 48011 ->
                "WeCom withdrew the permission because the app was hardly used: renew it in the console";
            case 50003 -> "the app is disabled: enable it in the console";
            default -> null;
        };
    }

    /** A short hint for people; WeCom's own errmsg has the caller's IP and a URL in it and is never shown. */
    static String hint(int errcode) {
        String fix = fix(errcode);
        if (fix != null) {
            return fix;
        }
        return switch (errcode) {
            case -1 -> "WeCom is busy";
            case 40003, 60111, 46004 -> "the member is unknown, gone or outside the app's range";
            case 84074 -> "the member may not use 客户联系 (Customer Contact): allow it in the console";
            case 40007, 40145 -> "the media is of the wrong kind or older than three days";
            case 40058, 40063, 40035 -> "a parameter is missing, too long or wrong";
            case 40068 -> "the tag is unknown";
            case 40071 -> "a tag of this name is there already";
            case 40126 -> "the corp has as many tags as it may have";
            case 301002 -> "another application, or the console, made it: only there can it be changed";
            case 40144 -> "the contact has as many tags as it may have";
            case 40096 -> "the contact is unknown, or its members are outside the app's range";
            case 40097, 40098, 40099, 40100, 40128, 40129, 40130, 40131, 40143, 40205 ->
                "the contact cannot be handed over now";
            case 40201, 40204 -> "WeCom took it for spam";
            case 41035, 41043, 41044 -> "the code's config_id is missing or unknown";
            case 41037, 41038, 41039, 41040, 41042 -> "the code's type, scene or style is wrong";
            case 41041 -> "a code has 100 members at most";
            case 41045 -> "the corp has as many codes as it may have";
            case 41054 -> "a member is not active";
            case 41046, 41047 -> "the mass send is unknown";
            case 41048, 82001 -> "nobody is there to send to";
            case 41063 -> "WeCom is still dispatching the mass send";
            case 41093 -> "the mass send was cancelled";
            case 41094 -> "reminded as often as WeCom allows";
            case 41050 -> "the welcome code has expired or is none";
            case 41051 -> "the welcome was sent already, or they are talking";
            case 41052, 41053 -> "a welcome is not allowed here";
            case 41096 -> "another app is sending the welcome";
            case 41055 -> "the corp has as many group welcomes as it may have";
            case 41058 -> "the group welcome is another app's";
            case 41064, 41065, 41072, 41088, 41089, 41090 -> "the attachments are too many or of the wrong kind";
            case 41091 -> "a group code has five groups at most";
            case 41095 -> "the corp has as many acquisition links as it may have";
            case 41200 -> "the corp's industry may not use this";
            case 41210 -> "as many moments as WeCom allows";
            case 45009 -> "the API's quota is used up";
            case 45033 -> "too many calls of the API at once";
            case 45035 -> "the same record is being changed";
            case 45036 -> "WeCom sees abnormal traffic";
            case 45001, 45002, 45008, 81017 -> "it is too large";
            case 50100 -> "the cursor is wrong";
            case 60003, 60123 -> "the department is missing";
            case 60011, 60021, 60030, 92000 -> "the member or department is outside the app's range";
            case 81013 -> "no receiver is valid";
            case 84061 -> "they are not, or no longer, in contact";
            case 84084 -> "the member does not follow the contact";
            case 90500, 90501, 90502, 90503, 90504, 90505, 90506, 90507, 90508 -> "the group cannot be handed over now";
            case 701008 -> "nobody there has a licence";
            default -> "see document 90313";
        };
    }

    private static boolean badSecret(int errcode) {
        return errcode == 40001 || errcode == 40013 || errcode == 40091;
    }
}
