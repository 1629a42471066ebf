package scrm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import scrm.simulator.Corp;

/**
 * The floor of a synchronization: the calls that WeCom must be asked, as many at a time as ours, and their answers
 * thrown away. Only cursors are looked for, and contacts' ids for the sum that the result is checked by.
 */
final class BareSync {
    private static final Pattern QUOTED_ID = Pattern.compile("\"(w[mo][^\"]+)\"");
    private static final Pattern MEMBER = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]*)\"");

    private final URI wecom;
    private final Corp corp;
    private final int lanes;
    private final int lot;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong relations = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();

    /**
     * @param lanes calls at a time
     * @param lot members of one page
     */
    BareSync(URI wecom, Corp corp, int lanes, int lot) {
        this.wecom = wecom;
        this.corp = corp;
        this.lanes = lanes;
        this.lot = lot;
    }

    /**
     * What was seen.
     *
     * @param relations in members' lists
     * @param sum of the CRC-32 of their contacts' ids
     * @param pages that were read
     */
    record Seen(long relations, long sum, long pages) {}

    Seen run() throws InterruptedException {
        String token = field(
                get("gettoken?corpid=" + corp.definition().corpId() + "&corpsecret="
                        + corp.definition().secret()),
                "access_token");
        List<String> members = members(get("externalcontact/get_follow_user_list?access_token=" + token));
        Queue<List<String>> lots = new ConcurrentLinkedQueue<>();
        int size = Math.clamp(members.size() / lanes, 1, lot);
        for (int from = 0; from < members.size(); from += size) {
            lots.add(members.subList(from, Math.min(from + size, members.size())));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                all.add(threads.submit(() -> {
                    for (List<String> some = lots.poll(); some != null; some = lots.poll()) {
                        read(token, some);
                    }
                    return true;
                }));
            }
            for (Future<?> lane : all) {
                lane.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("WeCom could not be read", e);
        }
        return new Seen(relations.get(), sum.get(), pages.get());
    }

    private void read(String token, List<String> members) throws InterruptedException {
        for (String member : members) {
            Matcher ids = QUOTED_ID.matcher(get("externalcontact/list?access_token=" + token + "&userid=" + member));
            while (ids.find()) {
                CRC32 crc = new CRC32();
                crc.update(ids.group(1).getBytes(StandardCharsets.UTF_8));
                sum.addAndGet(crc.getValue());
                relations.incrementAndGet();
            }
        }
        String users = "[\"" + String.join("\",\"", members) + "\"]";
        String cursor = "";
        do {
            String page = send(HttpRequest.newBuilder(uri("externalcontact/batch/get_by_user?access_token=" + token))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"userid_list\":%s,\"cursor\":\"%s\",\"limit\":100}".formatted(users, cursor))));
            pages.incrementAndGet();
            Matcher next = CURSOR.matcher(page);
            cursor = next.find() ? next.group(1) : "";
        } while (!cursor.isEmpty());
    }

    private static List<String> members(String answer) {
        int begin = answer.indexOf('[');
        Matcher member = MEMBER.matcher(answer.substring(begin, answer.indexOf(']', begin)));
        List<String> members = new ArrayList<>();
        while (member.find()) {
            members.add(member.group(1));
        }
        return members.stream().sorted().toList();
    }

    private static String field(String answer, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer);
        if (!value.find()) {
            throw new IllegalStateException("There is no " + name + " in the answer");
        }
        return value.group(1);
    }

    private String get(String pathAndQuery) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(pathAndQuery)).GET());
    }

    private URI uri(String pathAndQuery) {
        return URI.create(wecom + "/cgi-bin/" + pathAndQuery);
    }

    private String send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException("WeCom could not be read", e);
        }
    }
}
