package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

import scrm.simulator.callback.CallbackEvent;

/** People act for a while; their callbacks come one to five times each and in no order. */
final class F15RepeatedAndShuffled implements FaultRow {
    @Override
    public String id() {
        return "F15";
    }

    @Override
    public String title() {
        return "each callback 1-5 times, shuffled";
    }

    @Override
    public Result run(FaultContext context) {
        Random random = new Random(context.seed());
        FaultCorp corp = context.corp(this);
        Map<String, String> model = new HashMap<>();
        List<CallbackEvent> callbacks = new ArrayList<>();
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(200, 5_000));
        for (FaultCorp.Arrival arrival : arrivals) {
            callbacks.add(arrival.event());
            model.put(arrival.userId() + " " + arrival.externalUserId(), "there ");
        }
        for (int round = 0; round < 3; round++) {
            // A pair acts once a second: WeCom's time has seconds only.
            context.last(Duration.ofMillis(1_100));
            act(corp, arrivals, model, round, random);
            callbacks.addAll(corp.told());
        }
        List<CallbackEvent> copies = new ArrayList<>();
        callbacks.forEach(event -> copies.addAll(Collections.nCopies(1 + random.nextInt(5), event)));
        Collections.shuffle(copies, random);
        int seconds = context.size(20, 60);
        corp.deliver(copies, Math.max(1, copies.size() / seconds));

        context.await("the model's state", Duration.ofMinutes(3), () -> wrong(corp, model) == 0);
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, Duration.ofMinutes(1));
        long wrong = wrong(corp, model);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d events in %d callbacks over %d s, %d relations: wrong %d, duplicate effects %d",
                        callbacks.size(),
                        copies.size(),
                        seconds,
                        model.size(),
                        wrong,
                        effects.repeated()),
                "wrong 0, duplicate effects 0",
                wrong == 0 && effects.repeated() == 0);
    }

    /** Each third contact: the member edits the remark, or one of the two ends it, and perhaps comes again. */
    private static void act(
            FaultCorp corp, List<FaultCorp.Arrival> arrivals, Map<String, String> model, int round, Random random) {
        for (FaultCorp.Arrival arrival : arrivals) {
            String pair = arrival.userId() + " " + arrival.externalUserId();
            Map<String, Object> who = Map.of("userId", arrival.userId(), "externalUserId", arrival.externalUserId());
            boolean there = model.getOrDefault(pair, "").startsWith("there");
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    if (there) {
                        Map<String, Object> edit = new HashMap<>(who);
                        edit.put("remark", "备注" + round);
                        corp.act("memberEditsRemark", edit);
                        model.put(pair, "there 备注" + round);
                    }
                }
                case 2 -> {
                    if (there) {
                        boolean byContact = random.nextBoolean();
                        corp.act(byContact ? "contactDeletes" : "memberDeletes", who);
                        model.put(pair, byContact ? "ended CONTACT" : "ended MEMBER");
                    } else {
                        corp.act("memberAddsExisting", who);
                        model.put(pair, "there ");
                    }
                }
                default -> {}
            }
        }
    }

    /** Until the member edits it, WeCom's remark is the contact's name. */
    private static String remark(JsonNode follow, JsonNode contact) {
        String remark = follow.path("remark").asString();
        return remark.equals(contact.path("name").asString()) ? "" : remark;
    }

    /** How many relations REST tells differently than the model, or tells although there are none. */
    private static long wrong(FaultCorp corp, Map<String, String> model) {
        Map<String, String> held = new HashMap<>();
        for (JsonNode contact : corp.list("external-contacts")) {
            for (JsonNode follow : contact.path("followUsers")) {
                String state = follow.hasNonNull("ended")
                        ? "ended " + follow.path("ended").path("by").asString()
                        : "there " + remark(follow, contact);
                held.put(
                        follow.path("userId").asString() + " "
                                + contact.path("externalUserId").asString(),
                        state);
            }
        }
        long strangers =
                held.keySet().stream().filter(pair -> !model.containsKey(pair)).count();
        return strangers
                + model.entrySet().stream()
                        .filter(pair -> !pair.getValue().equals(held.get(pair.getKey())))
                        .count();
    }
}
