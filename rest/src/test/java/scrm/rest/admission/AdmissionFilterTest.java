package scrm.rest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

import scrm.rest.Unavailable;

class AdmissionFilterTest {
    private final AdmissionFilter filter =
            new AdmissionFilter(DataSize.ofKilobytes(10), DataSize.ofKilobytes(8), Duration.ofMillis(20));

    @Test
    void whoFindsNoRoomIsSentAwayAndASmallOneStillPasses() throws ServletException, IOException {
        whileOneIsUnderWay(of(8), () -> {
            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> pass(of(3)))
                    .satisfies(refused ->
                            assertThat(refused.problem().retryAfter()).isEqualTo(Duration.ofSeconds(1)));
            pass(of(2));
        });
    }

    @Test
    void roomIsGivenBackHoweverARequestEnds() throws ServletException, IOException {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> filter.doFilter(of(8), new MockHttpServletResponse(), (_, _) -> {
                        throw new IllegalStateException("broken");
                    }));
        }
        pass(of(10));
    }

    @Test
    void oneThatIsLargerThanTheRoomTakesAllOfIt() throws ServletException, IOException {
        whileOneIsUnderWay(of(1_000), () -> {
            assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> pass(of(1)));
            pass(new MockHttpServletRequest("GET", "/"));
        });
    }

    @Test
    void oneThatDoesNotTellItsLengthCountsAsTheLargest() throws ServletException, IOException {
        MockHttpServletRequest chunked = new MockHttpServletRequest("POST", "/");
        chunked.addHeader("Transfer-Encoding", "chunked");
        whileOneIsUnderWay(
                chunked, () -> assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> pass(of(3))));
    }

    private static MockHttpServletRequest of(int kilobytes) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContent(new byte[kilobytes * 1024]);
        return request;
    }

    /** Returns if it reached what is behind the filter. */
    private void pass(MockHttpServletRequest request) throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, (_, _) -> response.setStatus(204));
        assertThat(response.getStatus()).isEqualTo(204);
    }

    private void whileOneIsUnderWay(MockHttpServletRequest request, Meanwhile meanwhile)
            throws ServletException, IOException {
        FilterChain chain = (_, _) -> meanwhile.act();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
    }

    private interface Meanwhile {
        void act() throws ServletException, IOException;
    }
}
