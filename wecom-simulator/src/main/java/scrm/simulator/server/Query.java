package scrm.simulator.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL, read leniently: doubled ampersands are one, the last of several wins. */
public final class Query {
    private final Map<String, String> parameters = new LinkedHashMap<>();

    public Query(@Nullable String raw) {
        if (raw == null) {
            return;
        }
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(decode(name), decode(value));
        }
    }

    public @Nullable String get(String name) {
        return parameters.get(name);
    }

    public String get(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    /** A parameter that must be there and not be empty. */
    public String required(String name, int errcode) {
        String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw new WeComError(errcode, "missing " + name);
        }
        return value;
    }

    public long number(String name, long otherwise) {
        String value = parameters.get(name);
        try {
            return value == null || value.isEmpty() ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new WeComError(40035, "invalid parameter " + name + ": " + value);
        }
    }

    /** For the ledger: everything but what must stay secret. */
    String withoutSecrets() {
        return parameters.entrySet().stream()
                .filter(p -> !p.getKey().equals("access_token") && !p.getKey().equals("corpsecret"))
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
