package scrm.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Tags contacts one after the other through REST until it is closed, at a steady pace: a campaign amid the day. */
final class BulkTagging implements AutoCloseable {
    private static final int TAGS = 20;
    private static final int AT_ONCE = 8;

    private final PropagationStack stack;
    private final Map<String, List<String>> tags;
    private final List<AddLoad.Add> contacts;
    private final double perSecond;
    private final long start = System.nanoTime();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private volatile boolean running = true;

    private BulkTagging(
            PropagationStack stack, Map<String, List<String>> tags, List<AddLoad.Add> contacts, double perSecond) {
        this.stack = stack;
        this.tags = tags;
        this.contacts = List.copyOf(contacts);
        this.perSecond = perSecond;
    }

    /**
     * Starts it with tags of its own, so that every change is one.
     *
     * @param contacts who are known
     * @param perSecond as many as are tried; what the service refuses because it is busy is left out
     */
    static BulkTagging start(PropagationStack stack, List<AddLoad.Add> contacts, double perSecond)
            throws InterruptedException {
        Map<String, List<String>> tags = new HashMap<>();
        String group = "Campaign " + contacts.size();
        List<String> names = IntStream.range(0, TAGS).mapToObj(n -> "T" + n).toList();
        for (AddLoad.BenchCode code : stack.codes()) {
            tags.put(code.corpId(), stack.createTags(code.corpId(), group, names));
        }
        BulkTagging bulk = new BulkTagging(stack, tags, contacts, perSecond);
        for (int i = 0; i < AT_ONCE; i++) {
            bulk.threads.execute(bulk::tagOnAndOn);
        }
        return bulk;
    }

    /** How many changes the service has taken so far. */
    int accepted() {
        return accepted.get();
    }

    private void tagOnAndOn() {
        try {
            while (running) {
                int n = next.getAndIncrement();
                long due = start + (long) (n / perSecond * 1e9);
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                tag(contacts.get(n % contacts.size()), n / contacts.size() % TAGS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tag(AddLoad.Add contact, int tag) throws InterruptedException {
        String corpId = contact.code().corpId();
        try {
            stack.rest()
                    .post(
                            corpId + "/external-contacts/"
                                    + contact.friendship().externalUserId() + "/tags",
                            Map.of(
                                    "tagIds",
                                    List.of(tags.getOrDefault(corpId, List.of()).get(tag))));
            accepted.incrementAndGet();
        } catch (RestClient.RefusedException e) {
            // It is busy; a campaign goes on with the next.
        }
    }

    @Override
    public void close() {
        running = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
