package scrm.tag.index;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.tag.index.KafkaHolders.Holders;
import scrm.tag.index.Question.Answer;
import scrm.tag.index.Question.Part;

/**
 * Asks every instance for its part. The parts make an answer only if each partition is in exactly one of them: whatever
 * changes hands meanwhile is noticed, and asked again.
 */
@Service
public class AskAll {
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ContactIndex index;
    private final KafkaIndexGroup group;
    private final IndexProperties properties;
    private final Timer queries;
    private final HttpClient http;

    AskAll(ContactIndex index, KafkaIndexGroup group, IndexProperties properties, MeterRegistry meters) {
        this.index = index;
        this.group = group;
        this.properties = properties;
        this.queries = meters.timer("scrm.index.query");
        this.http =
                HttpClient.newBuilder().connectTimeout(properties.peerTimeout()).build();
    }

    /** How another instance is asked. */
    @FunctionalInterface
    public interface Peer {
        /** The request for the part of the instance at a URL; it is answered with {@link Part#toBytes}. */
        HttpRequest.Builder request(URI url);
    }

    /**
     * What all contacts answer.
     *
     * @param peer asks another instance the same
     * @throws IndexLoadingException if some contacts are held by nobody at this moment
     */
    public Answer ask(CorpId corpId, Question question, Peer peer) {
        long start = System.nanoTime();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return together(corpId, question, peer, attempt > 1);
                } catch (IndexLoadingException e) {
                    if (attempt == TRIES) {
                        throw e;
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        } finally {
            queries.record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Answer together(CorpId corpId, Question question, Peer peer, boolean fresh) {
        Holders holders = group.holders(fresh);
        List<Callable<Part>> asked = new ArrayList<>();
        for (URI url : holders.byUrl().keySet()) {
            asked.add(url.equals(group.url()) ? () -> index.part(corpId, question) : () -> part(peer.request(url)));
        }
        List<Part> parts = all(asked);
        Set<Integer> covered = new HashSet<>();
        for (Part part : parts) {
            for (int partition : part.partitions()) {
                if (!covered.add(partition)) {
                    throw new IndexLoadingException("a partition is changing hands");
                }
            }
        }
        if (!covered.equals(holders.partitions())) {
            throw new IndexLoadingException("nobody holds some partitions");
        }
        RoaringBitmap members = new RoaringBitmap();
        parts.forEach(part -> members.or(part.members()));
        return new Answer(
                parts.stream().mapToLong(Part::count).sum(),
                members.getLongCardinality() <= question.limit() ? members : members.limit(question.limit()));
    }

    private Part part(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response =
                    http.send(request.timeout(properties.peerTimeout()).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return Part.of(response.body());
            }
            throw new IndexLoadingException("another instance answered " + response.statusCode());
        } catch (IOException e) {
            throw new IndexLoadingException("another instance cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexLoadingException("interrupted");
        }
    }

    private static List<Part> all(List<Callable<Part>> asked) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Part> parts = new ArrayList<>();
            for (Future<Part> part : threads.invokeAll(asked)) {
                parts.add(part.get());
            }
            return parts;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IndexLoadingException loading) {
                throw loading;
            }
            throw new IllegalStateException("A part of the index failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexLoadingException("interrupted");
        }
    }
}
