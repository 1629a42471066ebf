package scrm.gateway.doctor;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The issuer's keys, and the services behind the gateway. */
final class AddressCheck implements Check {
    private final Http http;
    private final URI keys;
    private final Map<String, URI> services;

    AddressCheck(Http http, URI keys, Map<String, URI> services) {
        this.http = http;
        this.keys = keys;
        this.services = new TreeMap<>(services);
    }

    @Override
    public String name() {
        return "services";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(keys());
        services.forEach((service, url) -> findings.add(service(service, url)));
        return findings;
    }

    private Finding keys() {
        try {
            HttpResponse<String> answer = http.ask("GET", keys);
            boolean areKeys =
                    answer.statusCode() == 200 && answer.body().matches("(?s).*\"keys\"\\s*:\\s*\\[\\s*\\{.*");
            return Finding.that(
                    areKeys, "auth-keys", areKeys ? "there" : "status " + answer.statusCode() + ", no keys");
        } catch (UncheckedIOException e) {
            return Finding.fail("auth-keys", kind(e));
        }
    }

    /** Asked without a token, one of our services says that it wants one; its own health is told elsewhere. */
    private Finding service(String service, URI url) {
        try {
            HttpResponse<String> answer = http.ask("GET", URI.create(url + "/v1/corps/any/jobs"));
            boolean isOurs = answer.statusCode() == 401 && answer.body().contains("token_missing");
            return Finding.that(isOurs, name(), service + ": status " + answer.statusCode(), service);
        } catch (UncheckedIOException e) {
            return Finding.fail(name(), service + ": " + kind(e), service);
        }
    }

    private static String kind(UncheckedIOException e) {
        return String.valueOf(e.getCause()).replaceAll(":.*", "").replaceAll(".*\\.", "");
    }
}
