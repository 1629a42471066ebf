package scrm.localstack;

/** The five services: where their jars are, which ports and databases they take by default. */
public enum Service {
    /** The edge. */
    GATEWAY("gateway", 8080, "scrm_gateway"),
    /** External contacts and tags. */
    TAG("tag-service", 8081, "scrm_tag"),
    /** Group chats. */
    GROUP("group-service", 8082, "scrm_group"),
    /** Plans and sends. */
    SOP("sop-service", 8083, "scrm_sop"),
    /** Channels and live codes. */
    CHANNEL("channel-qrcode-service", 8084, "scrm_channel");

    private final String module;
    private final int usualPort;
    private final String database;

    Service(String module, int usualPort, String database) {
        this.module = module;
        this.usualPort = usualPort;
        this.database = database;
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

    /** The setting by which the gateway finds it. */
    String urlSetting() {
        return "SCRM_" + name() + "_SERVICE_URL";
    }
}
