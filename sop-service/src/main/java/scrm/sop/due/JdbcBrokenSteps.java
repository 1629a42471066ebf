package scrm.sop.due;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.messaging.JdbcTime;
import scrm.sop.enrolment.EnrolmentId;

@Repository
class JdbcBrokenSteps implements BrokenSteps {
    private static final int LONGEST_FAILURE = 500;

    private final JdbcClient jdbc;

    JdbcBrokenSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Broken> waiting(DueStepId id) {
        return jdbc.sql("SELECT enrolment_id, tries FROM due_step WHERE id = :id AND state = 'PENDING' FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> new Broken(id, new EnrolmentId(row.getLong(1)), row.getInt(2)))
                .optional();
    }

    @Override
    public Optional<DueStep> read(DueStepId id) {
        try {
            return jdbc.sql("SELECT * FROM due_step WHERE id = :id")
                    .param("id", id.value())
                    .query(JdbcDueSteps::dueStep)
                    .optional();
        } catch (IllegalArgumentException e) {
            // A value that is none.
            return Optional.empty();
        }
    }

    @Override
    public void failed(DueStepId id, String failure, Instant nextTryAt) {
        // Assignments are made from left to right: due_at still is the old one in the first.
        jdbc.sql("""
                        UPDATE due_step
                        SET wanted_at = COALESCE(wanted_at, due_at), due_at = :nextTryAt, tries = tries + 1,
                            failure = :failure, reason = 'BROKEN'
                        WHERE id = :id
                        """)
                .param("nextTryAt", JdbcTime.of(nextTryAt))
                .param("failure", failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE)))
                .param("id", id.value())
                .update();
    }
}
