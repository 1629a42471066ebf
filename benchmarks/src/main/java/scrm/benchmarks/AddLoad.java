package scrm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import scrm.simulator.Corp;
import scrm.simulator.Friendship;
import scrm.simulator.callback.SignedCallback;

/**
 * Customers who scan live codes at a given pace, whether answers come or not. Each scan happens when it is due, as
 * WeCom's 20 s for the welcome begin with it.
 */
final class AddLoad {
    /** Enough that none waits for a connection while answers take less than 60 ms at 2,000 a second. */
    private static final int CONNECTIONS = 128;

    private final List<BenchCode> codes;
    private final Clock clock = Clock.systemUTC();

    /**
     * A live code to be scanned.
     *
     * @param corp whose it is
     * @param state by which our services know it
     * @param liveCodeId its id
     */
    record BenchCode(Corp corp, String state, String liveCodeId) {
        String corpId() {
            return corp.definition().corpId();
        }
    }

    /**
     * One addition.
     *
     * @param code that was scanned
     * @param friendship what it came to at WeCom
     * @param due when the callback was to be sent
     * @param accepted when the answer was there
     * @param status of the answer
     */
    record Add(BenchCode code, Friendship friendship, Instant due, Instant accepted, int status) {
        String welcomeCode() {
            return Objects.requireNonNull(friendship.welcomeCode(), "a stranger is welcomed");
        }
    }

    AddLoad(List<BenchCode> codes) {
        this.codes = codes;
    }

    /** Lets so many scan, codes in turn, and posts their callbacks to that port; returns when all are answered. */
    List<Add> run(int port, double perSecond, int count) throws InterruptedException {
        return run(port, perSecond, count, new AtomicInteger());
    }

    /** @param answered counts answers while they come */
    List<Add> run(int port, double perSecond, int count, AtomicInteger answered) throws InterruptedException {
        Friendship[] made = new Friendship[count];
        // Made at the moment that the load asks for it.
        List<byte[]> requests = new AbstractList<>() {
            @Override
            public byte[] get(int n) {
                BenchCode code = code(n);
                made[n] = code.corp().people().contactScans(code.state(), "customer " + n);
                return request(code, made[n]);
            }

            @Override
            public int size() {
                return count;
            }
        };
        Instant start = clock.instant();
        HttpLoad.Outcome outcome = new HttpLoad(port, CONNECTIONS).run(requests, perSecond, answered);
        List<Add> adds = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            Instant due = start.plusNanos((long) (n / perSecond * 1e9));
            adds.add(new Add(code(n), made[n], due, due.plusNanos(outcome.nanos()[n]), outcome.statuses()[n]));
        }
        return adds;
    }

    private BenchCode code(int n) {
        return codes.get(n % codes.size());
    }

    private static byte[] request(BenchCode code, Friendship added) {
        Corp corp = code.corp();
        SignedCallback callback = corp.signed(corp.events()
                .addExternalContact(added.userId(), added.externalUserId(), added.state(), added.welcomeCode()));
        return HttpLoad.post(
                "/wecom/callback/" + code.corpId() + "?" + callback.query(),
                callback.body().getBytes(StandardCharsets.UTF_8));
    }
}
