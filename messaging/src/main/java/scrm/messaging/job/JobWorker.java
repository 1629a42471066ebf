package scrm.messaging.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.messaging.EventJson;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Does jobs: each run of its work is one slice, whose settlement asks for the next. */
final class JobWorker implements WorkHandler<JdbcJobs.Reference> {
    static final String KIND = "job";

    private static final Logger log = LoggerFactory.getLogger(JobWorker.class);

    /** About four minutes of growing waits. */
    private static final int TRIES = 8;

    private final Map<String, JobHandler<?>> handlers;
    private final JdbcJobs jobs;
    private final EventJson json;

    JobWorker(List<JobHandler<?>> handlers, JdbcJobs jobs, EventJson json) {
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
        this.jobs = jobs;
        this.json = json;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<JdbcJobs.Reference> payloadType() {
        return JdbcJobs.Reference.class;
    }

    /** None where there are no handlers: what cannot be done must not be claimed. */
    @Override
    public int concurrency() {
        return handlers.isEmpty() ? 0 : WorkHandler.super.concurrency();
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(15);
    }

    /** Far longer than a slice should take. */
    @Override
    public Duration prolongedFor() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Settlement handle(Work<JdbcJobs.Reference> work) {
        String id = work.payload().jobId();
        JdbcJobs.Standing standing = jobs.standing(id).orElse(null);
        if (standing == null || !standing.running()) {
            return Settlement.done();
        }
        JobHandler<?> handler = handlers.get(standing.kind());
        if (handler == null) {
            // Another version of the service may know it.
            return Settlement.retry("no handler of " + standing.kind(), Duration.ofSeconds(30));
        }
        try {
            JobHandler.Slice slice = next(handler, id, standing);
            return Settlement.done(() -> jobs.advance(standing.corpId(), id, slice));
        } catch (RuntimeException e) {
            if (work.attempt() < TRIES) {
                throw e;
            }
            log.error("job {} of kind {} failed {} times in a row", id, standing.kind(), TRIES);
            String reason = e.getClass().getSimpleName();
            return Settlement.rejected(reason, () -> jobs.fail(id, reason));
        }
    }

    private <P extends Record> JobHandler.Slice next(JobHandler<P> handler, String id, JdbcJobs.Standing standing) {
        P parameters = json.readRecord(standing.parameters(), handler.parametersType());
        return handler.next(new JobHandler.Position<>(id, standing.corpId(), parameters, standing.checkpoint()));
    }
}
