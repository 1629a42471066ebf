package scrm.localstack.faults;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import scrm.localstack.Service;
import scrm.simulator.callback.SignedCallback;

/** Whoever does not have the corp's token is let in by no variation of what he overheard. */
final class S01Forged implements FaultRow {
    @Override
    public String id() {
        return "S1";
    }

    @Override
    public String title() {
        return "forged, truncated, missing, doubled signature parameters";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        FaultCorp other = context.corp(this, "other");
        URI url = context.stack().client().callbackUrl(corp.corpId());
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(20, 500));
        NewLogLines log = new NewLogLines(context.stack().service(Service.GATEWAY));
        String token = corp.definition().callbackToken();
        String key = corp.definition().callbackAesKey();
        Intake intake = new Intake(token, key);
        for (FaultCorp.Arrival arrival : arrivals) {
            SignedCallback overheard = corp.signer(Duration.ZERO).signed(arrival.event());
            SignedCallback others = other.signer(Duration.ZERO).signed(arrival.event());
            for (String query : queries(overheard.query())) {
                intake.post(url, query, bytes(overheard.body()));
            }
            intake.post(url, overheard.query(), bytes(others.body()));
            intake.post(url, others.query(), bytes(overheard.body()));
            intake.post(url, others);
            for (String body : bodies(overheard.body())) {
                intake.post(url, overheard.query(), bytes(body));
            }
        }
        long accepted = intake.accepted();
        boolean refusesWell = intake.refusesWell();
        long leaks = intake.leaks() + log.lines(token, key);
        int effects = corp.contactsIn("external-contacts").size();
        // The same callbacks as WeCom sends them: they were refused for nothing but what was done to them.
        CallbackLoad.Acks acks =
                corp.load().send(arrivals.stream().map(FaultCorp.Arrival::event).toList(), 50);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "answers %s: accepted %d, effects %d, secrets in answers and log %d; unharmed: %d of %d accepted",
                        intake.statuses(),
                        accepted,
                        effects,
                        leaks,
                        acks.acked(),
                        arrivals.size()),
                "accepted 0, effects 0, leaks 0, every refusal a problem of 4xx; unharmed all accepted",
                accepted == 0 && effects == 0 && leaks == 0 && refusesWell && acks.acked() == arrivals.size());
    }

    private static List<String> queries(String query) {
        List<String> forged = new ArrayList<>(List.of("", "a=b", query.toUpperCase(Locale.ROOT)));
        String[] parameters = query.split("&");
        for (String parameter : parameters) {
            String name = parameter.substring(0, parameter.indexOf('='));
            String value = parameter.substring(name.length() + 1);
            String changed = (value.charAt(0) == '1' ? '2' : '1') + value.substring(1);
            forged.add(query.replace(parameter, name + "="));
            forged.add(query.replace(parameter, name));
            forged.add(query.replace(parameter, "x=" + value));
            forged.add(query.replace(parameter, parameter.substring(0, parameter.length() - 1)));
            forged.add(query.replace(parameter, parameter + "0"));
            forged.add(query.replace(parameter, name + "=" + changed));
            forged.add(query + "&" + parameter);
            forged.add(query + "&" + name + "=" + changed);
            forged.add(name + "=" + changed + "&" + query);
        }
        return forged;
    }

    private static List<String> bodies(String body) {
        String encrypt = body.substring(body.indexOf("<Encrypt>"), body.indexOf("</xml>"));
        return List.of(
                "",
                "<xml></xml>",
                body.substring(0, body.length() / 2),
                body.replace(encrypt, encrypt + encrypt),
                body.replace("<Encrypt><![CDATA[", "<Encrypt><![CDATA[AAAA"),
                body.replace("]]></Encrypt>", "</Encrypt>"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
