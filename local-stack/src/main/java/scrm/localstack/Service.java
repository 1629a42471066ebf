package scrm.localstack;

/** The five services: where their jars are, which ports and databases they take by default. */
public enum Service {
    /** The edge. */
    GATEWAY("gateway", 8080, "scrm_gateway", ""),
    /** External contacts and tags. */
    TAG("tag-service", 8081, "scrm_tag", "tags"),
    /** Group chats. */
    GROUP("group-service", 8082, "scrm_group", "groups"),
    /** Plans and sends. */
    SOP("sop-service", 8083, "scrm_sop", "sop"),
    /** Channels and live codes. */
    CHANNEL("channel-qrcode-service", 8084, "scrm_channel", "channels");

    private final String module;
    private final int usualPort;
    private final String database;
    private final String scope;

    Service(String module, int usualPort, String database, String scope) {
        this.module = module;
        this.usualPort = usualPort;
        this.database = database;
        this.scope = scope;
    }

    /** Its Maven module, which is also its name in messages and logs. */
    public String module() {
        return module;
    }

    /** The port of its REST interface unless that is taken. */
    public int usualPort() {
        return usualPort;
    }

    /** Its database. */
    public String database() {
        return database;
    }

    /** What a token's scopes call it, before {@code :read} and {@code :write}; the gateway has none of its own. */
    public String scope() {
        return scope;
    }

    /** The setting by which the gateway, and who else asks it, finds it. */
    String urlSetting() {
        return "SCRM_" + name() + "_SERVICE_URL";
    }
}
