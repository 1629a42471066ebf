package scrm.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;

class StoreProblemsTest {
    @ParameterizedTest
    @ValueSource(ints = {1021, 1114})
    void aDatabaseWhoseDiskIsFullIsAwayForNow(int error) {
        Problem problem = Objects.requireNonNull(problem(error));

        assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(problem.retryAfter()).isPositive();
    }

    @Test
    void aStatementThatIsWrongIsNoMatterOfTheStore() {
        assertThat(problem(1064)).isNull();
    }

    private static @Nullable Problem problem(int error) {
        return new StoreProblems().map(new SQLException("refused", "HY000", error));
    }
}
