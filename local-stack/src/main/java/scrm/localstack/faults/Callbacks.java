package scrm.localstack.faults;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackSigner;

/**
 * Callbacks of new contacts, a share of them whenever it is released, and of edits of those who are known; each is
 * posted to the gateway whose turn it is.
 */
final class Callbacks {
    /** One of so many callbacks tells of a new contact. */
    private static final int EDITS = 8;

    private final FaultCorp corp;
    private final List<FaultCorp.Arrival> arrivals;
    private final int shares;
    private final Rotation gateways;
    private final CallbackSigner signer;
    private final Intake intake = new Intake();
    private final ConcurrentLinkedQueue<FaultCorp.Arrival> later;
    private final ConcurrentLinkedQueue<FaultCorp.Arrival> now = new ConcurrentLinkedQueue<>();
    private final AtomicLong posted = new AtomicLong();
    private final Random random;

    /** @param shares how often new contacts are released */
    Callbacks(FaultCorp corp, List<FaultCorp.Arrival> arrivals, int shares, Rotation gateways, Random random) {
        this.corp = corp;
        this.arrivals = arrivals;
        this.shares = shares;
        this.gateways = gateways;
        this.signer = corp.signer(Duration.ZERO);
        this.later = new ConcurrentLinkedQueue<>(arrivals);
        this.random = random;
    }

    /** Lets the next share come: all at once would have come before the last steps of what is done meanwhile. */
    void release() {
        for (int i = 0; i < arrivals.size() / shares && !later.isEmpty(); i++) {
            now.add(later.remove());
        }
    }

    /** Posts one; tells whether it was taken. */
    boolean post() {
        FaultCorp.Arrival arrival = random.nextInt(EDITS) == 0 ? now.poll() : null;
        CallbackEvent event =
                arrival != null ? arrival.event() : corp.edited(arrivals.get(random.nextInt(arrivals.size())));
        URI url = URI.create(gateways.next() + "/wecom/callback/" + corp.corpId());
        boolean taken = intake.post(url, signer.signed(event)).isAccepted();
        if (arrival != null) {
            posted.incrementAndGet();
            if (!taken) {
                now.add(arrival); // as WeCom does; it counts as failed all the same
            }
        }
        return taken;
    }

    /** How many of new contacts. */
    long posted() {
        return posted.get();
    }

    List<FaultCorp.Arrival> unsent() {
        return Stream.concat(now.stream(), later.stream()).toList();
    }
}
