package scrm.localstack.faults;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackSigner;
import scrm.simulator.callback.SignedCallback;

/**
 * Random bytes at every layer of a callback, over HTTP: as a body, in a ciphertext, in a query, in a message that is
 * signed and sealed. Ten million go into the codec itself by wecom's CallbackFuzzTest.
 */
final class S05RandomBytes implements FaultRow {
    private static final int AT_ONCE = 16;

    @Override
    public String id() {
        return "S5";
    }

    @Override
    public String title() {
        return "random bytes into decrypt and parse";
    }

    @Override
    public Result run(FaultContext context) {
        int inputs = context.size(10_000, 250_000);
        FaultCorp corp = context.corp(this);
        URI url = context.stack().client().callbackUrl(corp.corpId());
        String sample = corp.arrive(1).getFirst().event().xml();
        NewLogLines log = new NewLogLines(context.stack().service(Service.GATEWAY));
        Intake intake = new Intake();
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < inputs; i++) {
                int input = i;
                room.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        post(
                                intake,
                                url,
                                corp.signer(Duration.ZERO),
                                sample,
                                new Random(context.seed() + input),
                                input);
                    } finally {
                        room.release();
                    }
                });
            }
        }
        Map<Integer, Integer> statuses = intake.statuses();
        long unexpected = statuses.entrySet().stream()
                .filter(status -> status.getKey() != 200 && status.getKey() / 100 != 4)
                .mapToLong(Map.Entry::getValue)
                .sum();
        long thrown = log.lines("ERROR", "\tat ", "StackOverflowError", "OutOfMemoryError");
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d inputs: answers %s, other than 200 and 4xx %d, errors in the log %d",
                        inputs,
                        statuses,
                        unexpected,
                        thrown),
                "unexpected throwables 0, every refusal a problem",
                unexpected == 0 && thrown == 0 && intake.refusesWell());
    }

    private static void post(Intake intake, URI url, CallbackSigner signer, String sample, Random random, int input) {
        SignedCallback signed = signer.signed(new CallbackEvent("sample", sample));
        byte[] noise = new byte[random.nextInt(1, 400)];
        random.nextBytes(noise);
        byte[] body = signed.body().getBytes(StandardCharsets.UTF_8);
        switch (input % 4) {
            case 0 -> intake.post(url, signed.query(), noise);
            case 1 -> {
                body[random.nextInt(body.length)] = noise[0];
                intake.post(url, signed.query(), body);
            }
            case 2 -> {
                char[] query = signed.query().toCharArray();
                query[random.nextInt(query.length)] = (char) random.nextInt('0', 'z' + 1);
                intake.post(url, new String(query).replaceAll("[^A-Za-z0-9=&_]", "%25"), body);
            }
            default -> {
                byte[] xml = sample.getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i <= random.nextInt(4); i++) {
                    xml[random.nextInt(xml.length)] = noise[i % noise.length];
                }
                // Some stay events, of other contacts perhaps: accepted, and no error to anybody.
                intake.post(
                        url, signer.signed(new CallbackEvent("noise", new String(xml, StandardCharsets.ISO_8859_1))));
            }
        }
    }
}
