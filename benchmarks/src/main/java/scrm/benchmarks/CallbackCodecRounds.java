package scrm.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;

import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.CallbackQuery;

/** The callback path without HTTP and Kafka, on one thread: beside WxJava, and at growing sizes. */
final class CallbackCodecRounds {
    private static final int ROUNDS = 7;

    private CallbackCodecRounds() {}

    static List<Result> measure(JobSettings settings) {
        int calls = settings.smoke() ? 10_000 : 40_000;
        CallbackKeys keys = BenchCorps.keys(0);
        RandomGenerator random = new SplittableRandom(settings.seed());
        Callbacks callbacks = new Callbacks(random, 1_763_800_000);
        List<SignedCallback> some =
                Stream.generate(() -> callbacks.next(keys, 0)).limit(200).toList();
        List<List<SignedCallback>> sizes = IntStream.of(0, 1, 4, 16)
                .mapToObj(times -> Stream.generate(() -> callbacks.next(keys, times * 1024))
                        .limit(50)
                        .toList())
                .toList();
        settings.progress().accept("verifying, decrypting and parsing on one thread");
        Samples micros = new Samples("µs");
        for (int round = -3; round < ROUNDS; round++) {
            double ours = ours(keys, some, calls);
            double wxJava = wxJava(keys, some, calls / 20);
            double[] growth = {
                ours(keys, sizes.get(1), calls / 4),
                ours(keys, sizes.get(2), calls / 4),
                ours(keys, sizes.get(3), calls / 4)
            };
            if (round >= 0) { // the first ones are the compiler's
                micros.add("verify + decrypt + parse", ours);
                micros.add("WxJava fromEncryptedXml", wxJava);
                micros.add("+1 KB", growth[0]);
                micros.add("+4 KB", growth[1]);
                micros.add("+16 KB", growth[2]);
            }
        }
        double median = micros.median("verify + decrypt + parse");
        double law =
                (micros.median("+16 KB") - micros.median("+4 KB")) / (micros.median("+4 KB") - micros.median("+1 KB"));
        return List.of(
                micros.beside("verify + decrypt + parse", "verify + decrypt + parse", "WxJava fromEncryptedXml")
                        .withGoal("<= 5 µs", median <= 5),
                Result.of("growth law: 12 KB more cost by 3 KB more (4 = O(bytes))", law, "x")
                        .withGoal("<= 5", law <= 5));
    }

    private static double ours(CallbackKeys keys, List<SignedCallback> callbacks, int calls) {
        CallbackCodec codec = new CallbackCodec();
        List<CallbackQuery> queries =
                callbacks.stream().map(one -> one.sealed().query()).toList();
        List<byte[]> bodies = callbacks.stream().map(SignedCallback::body).toList();
        long start = cpuNanos();
        for (int i = 0; i < calls; i++) {
            int n = i % callbacks.size();
            if (!codec.open(keys, queries.get(n), bodies.get(n))
                    .id()
                    .equals(callbacks.get(n).id())) {
                throw new IllegalStateException("a callback was opened wrongly");
            }
        }
        return (cpuNanos() - start) / 1e3 / calls;
    }

    private static double wxJava(CallbackKeys keys, List<SignedCallback> callbacks, int calls) {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId(keys.corpId().value());
        config.setToken(BenchCorps.token(0));
        config.setAesKey(BenchCorps.aesKey(0));
        List<String> bodies = callbacks.stream()
                .map(one -> new String(one.body(), StandardCharsets.US_ASCII))
                .toList();
        long start = cpuNanos();
        for (int i = 0; i < calls; i++) {
            int n = i % callbacks.size();
            CallbackQuery query = callbacks.get(n).sealed().query();
            WxCpXmlMessage message = WxCpXmlMessage.fromEncryptedXml(
                    bodies.get(n), config, query.timestamp(), query.nonce(), query.msgSignature());
            if (!"event".equals(message.getMsgType())) {
                throw new IllegalStateException("WxJava opened a callback wrongly");
            }
        }
        return (cpuNanos() - start) / 1e3 / calls;
    }

    /** Of this thread: what others do on the machine meanwhile does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
