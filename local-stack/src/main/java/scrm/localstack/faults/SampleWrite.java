package scrm.localstack.faults;

import java.util.Map;

import scrm.localstack.Service;

/** One request of each service that writes: something with a name. */
enum SampleWrite {
    CHANNEL(Service.CHANNEL, "channels"),
    PERSONAL_TAG(Service.TAG, "personal-tags"),
    CHARTER(Service.GROUP, "charters"),
    MATERIAL(Service.SOP, "materials");

    private final Service service;
    private final String list;

    SampleWrite(Service service, String list) {
        this.service = service;
        this.list = list;
    }

    /** Who takes it. */
    Service service() {
        return service;
    }

    /** Where what was written is listed. */
    String list() {
        return list;
    }

    /** Where it is posted to. */
    String path() {
        return "/" + list;
    }

    /** With a name that nothing else has. */
    Map<String, Object> body() {
        String name = "演练" + System.nanoTime();
        return switch (this) {
            case CHANNEL -> Map.of("name", name);
            case PERSONAL_TAG -> Map.of("name", name, "userId", "member1");
            case CHARTER -> Map.of("name", name, "kind", "TASK");
            case MATERIAL -> Map.of("name", name, "text", "演练");
        };
    }
}
