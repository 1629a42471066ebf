package scrm.localstack.faults;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import scrm.localstack.DevelopmentCorp;
import scrm.localstack.StackClient;
import scrm.simulator.callback.CallbackSigner;

/** A callback for one corp is nothing to another, however well it is signed. */
final class S03ForeignReceiver implements FaultRow {
    @Override
    public String id() {
        return "S3";
    }

    @Override
    public String title() {
        return "wrong receiveid; corp A's callback on corp B's path";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp a = context.corp(this);
        FaultCorp b = context.corp(this, "other");
        StackClient client = context.stack().client();
        URI pathOfA = client.callbackUrl(a.corpId());
        URI pathOfB = client.callbackUrl(b.corpId());
        List<FaultCorp.Arrival> arrivals = a.arrive(context.size(20, 500));
        Intake intake = new Intake();
        for (FaultCorp.Arrival arrival : arrivals) {
            intake.post(pathOfB, a.signer(Duration.ZERO).signed(arrival.event()));
            // With the keys of the path's corp, but meant for another: what a suite with one token for all would send.
            intake.post(pathOfB, signer(a.corpId(), b.definition()).signed(arrival.event()));
            intake.post(pathOfA, signer(b.corpId(), a.definition()).signed(arrival.event()));
            intake.post(pathOfA, signer("wwforeign", a.definition()).signed(arrival.event()));
            intake.post(pathOfA, signer("", a.definition()).signed(arrival.event()));
            intake.post(pathOfA, signer(a.corpId() + "x", a.definition()).signed(arrival.event()));
        }
        int effects = a.contactsIn("external-contacts").size()
                + b.contactsIn("external-contacts").size();
        Intake nobody = new Intake();
        nobody.post(
                client.callbackUrl("wwnobody"),
                a.signer(Duration.ZERO).signed(arrivals.getFirst().event()));
        CallbackLoad.Acks acks =
                a.load().send(arrivals.stream().map(FaultCorp.Arrival::event).toList(), 50);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "answers %s, at an unknown corp %s: accepted %d, effects %d; at the right path %d of %d accepted",
                        intake.statuses(),
                        nobody.statuses(),
                        intake.accepted() + nobody.accepted(),
                        effects,
                        acks.acked(),
                        arrivals.size()),
                "accepted 0, all 401; effects 0; at the right path all",
                intake.statuses().keySet().equals(Set.of(401))
                        && intake.refusesWell()
                        && nobody.refusesWell()
                        && intake.accepted() + nobody.accepted() == 0
                        && effects == 0
                        && acks.acked() == arrivals.size());
    }

    private static CallbackSigner signer(String receiver, DevelopmentCorp keys) {
        return new CallbackSigner(receiver, keys.callbackToken(), keys.callbackAesKey(), Clock.systemUTC());
    }
}
