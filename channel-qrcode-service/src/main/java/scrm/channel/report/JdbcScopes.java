package scrm.channel.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

/**
 * Asks about many channels and long times in small questions: a hundred channels at a time, for servers look into an
 * index only for lists of fewer than 200 ({@code eq_range_index_dive_limit}) and guess beyond; and a fortnight at a
 * time, so that no statement comes near the driver's patience, however many contacts a year brings. Some of them run at
 * once, but never so many that welcomes and attribution would wait for a connection; reports take turns, each with a
 * few of its questions at a time.
 */
@Component
class JdbcScopes {
    private static final int CHANNELS_AT_ONCE = 100;
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final int STATEMENTS_AT_ONCE = 4;

    private final JdbcClient jdbc;
    private final Semaphore turns = new Semaphore(STATEMENTS_AT_ONCE, true);

    JdbcScopes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Hands over the rows of all channels, one after the other.
     *
     * @param sql with {@code :corpId} and {@code :channels}; a row tells of one channel, or may be added up with those
     *     of others
     * @param parts its other parameters, once for each part of what is asked
     */
    void each(
            String sql,
            CorpId corpId,
            Set<ChannelId> channels,
            List<? extends Map<String, ?>> parts,
            RowCallbackHandler row) {
        List<Long> ids = channels.stream().map(ChannelId::value).sorted().toList();
        List<Map<String, ?>> questions = new ArrayList<>();
        for (Map<String, ?> part : parts) {
            for (int at = 0; at < ids.size(); at += CHANNELS_AT_ONCE) {
                Map<String, Object> question = new HashMap<>(part);
                question.put("corpId", corpId.value());
                question.put("channels", ids.subList(at, Math.min(at + CHANNELS_AT_ONCE, ids.size())));
                questions.add(question);
            }
        }
        each(sql, questions, row);
    }

    /**
     * The same with the scope's times as {@code :from} and {@code :until}.
     *
     * @param row rows of one channel come for each part of the time, and are to be added up
     */
    void each(String sql, Scope scope, Map<String, ?> more, RowCallbackHandler row) {
        each(sql, scope.corpId(), scope.channels(), parts(new Span(scope.from(), scope.until()), FORTNIGHT, more), row);
    }

    /**
     * Hands over the rows of all questions, one after the other.
     *
     * @param questions the parameters of each
     */
    void each(String sql, List<? extends Map<String, ?>> questions, RowCallbackHandler row) {
        Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
        for (Map<String, ?> question : questions) {
            asked.add(() -> jdbc.sql(sql).params(question).query(found -> {
                synchronized (row) {
                    row.processRow(found);
                }
            }));
        }
        ask(asked);
    }

    /**
     * A time in parts, as {@code :from} and {@code :until}.
     *
     * @param length short enough for one question
     * @param more parameters of each part
     */
    static List<Map<String, Object>> parts(Span span, Duration length, Map<String, ?> more) {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Span part : span.parts(length)) {
            Map<String, Object> all = new HashMap<>(more);
            all.put("from", JdbcTime.of(part.from()));
            all.put("until", JdbcTime.of(part.until()));
            parts.add(all);
        }
        return parts;
    }

    /** Rows of a channel and a number. */
    Map<ChannelId, Long> counts(String sql, Scope scope, Map<String, ?> more) {
        Map<ChannelId, Long> counts = new HashMap<>();
        each(sql, scope, more, row -> counts.merge(new ChannelId(row.getLong(1)), row.getLong(2), Long::sum));
        return counts;
    }

    /** All of them, or the first failure and then no more. */
    private void ask(Queue<Runnable> questions) {
        Callable<Void> asking = () -> {
            for (Runnable next = questions.poll(); next != null; next = questions.poll()) {
                turns.acquire();
                try {
                    next.run();
                } catch (RuntimeException e) {
                    questions.clear();
                    throw e;
                } finally {
                    turns.release();
                }
            }
            return null;
        };
        int atOnce = Math.min(STATEMENTS_AT_ONCE, questions.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> asked : threads.invokeAll(Collections.nCopies(atOnce, asking))) {
                asked.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted within a report", e);
        }
    }
}
