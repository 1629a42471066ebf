package scrm.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Tags contacts one after the other through REST until it is closed, at a steady pace: a campaign amid the day. */
final class BulkTagging implements AutoCloseable {
    private static final int TAGS = 20;

    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread pacer;
    private volatile boolean running = true;

    private BulkTagging(
            PropagationStack stack, Map<String, List<String>> tags, List<AddLoad.Add> contacts, double perSecond) {
        pacer = Thread.ofPlatform().name("bulk").start(() -> {
            long start = System.nanoTime();
            for (int n = 0; running; n++) {
                long due = start + (long) (n / perSecond * 1e9);
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                AddLoad.Add contact = contacts.get(n % contacts.size());
                String corpId = contact.code().corpId();
                String tag = tags.getOrDefault(corpId, List.of()).get(n / contacts.size() % TAGS);
                requests.execute(() -> tag(stack, contact, tag));
            }
        });
    }

    /** @param contacts who are known and have none of these tags yet */
    static BulkTagging start(PropagationStack stack, List<AddLoad.Add> contacts, double perSecond)
            throws InterruptedException {
        Map<String, List<String>> tags = new HashMap<>();
        // A group of its own for each campaign, so that every change is one.
        String group = "Campaign " + contacts.size();
        List<String> names = IntStream.range(0, TAGS).mapToObj(n -> "T" + n).toList();
        for (AddLoad.BenchCode code : stack.codes()) {
            tags.put(code.corpId(), stack.createTags(code.corpId(), group, names));
        }
        return new BulkTagging(stack, tags, List.copyOf(contacts), perSecond);
    }

    private static void tag(PropagationStack stack, AddLoad.Add contact, String tag) {
        try {
            stack.rest()
                    .post(
                            contact.code().corpId() + "/external-contacts/"
                                    + contact.friendship().externalUserId() + "/tags",
                            Map.of("tagIds", List.of(tag)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            pacer.join();
            requests.shutdown();
            if (!requests.awaitTermination(30, TimeUnit.SECONDS)) {
                requests.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
