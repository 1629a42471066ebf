package scrm.localstack.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import scrm.localstack.RunningProcess;
import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackSigner;

/** Bodies that are made to hurt, signed and unsigned: refused quickly, in little memory, while others are served. */
final class S04HostileBodies implements FaultRow {
    private static final int SLOW = 50;
    private static final int MAX_GROWTH_MB = 64;
    private static final int TEN_MB = 10 << 20;

    @Override
    public String id() {
        return "S4";
    }

    @Override
    public String title() {
        return "XXE, billion laughs, nested tags, 10 MB, slow body, gzip bomb";
    }

    @Override
    public Result run(FaultContext context) {
        int rounds = context.size(20, 500);
        FaultCorp corp = context.corp(this);
        URI url = context.stack().client().callbackUrl(corp.corpId());
        RunningProcess gateway = context.stack().service(Service.GATEWAY);
        CallbackSigner signer = corp.signer(Duration.ZERO);
        // Warm, so that what grows afterwards grows by what is sent.
        List<FaultCorp.Arrival> arrivals = corp.arrive(200);
        corp.load().send(arrivals.stream().map(FaultCorp.Arrival::event).toList(), 100);
        NewLogLines log = new NewLogLines(gateway);
        long before = residentMegabytes(gateway.pid());
        long most = before;
        Intake quick = new Intake();
        String query = signer.signed(arrivals.getFirst().event()).query();
        for (int i = 0; i < rounds; i++) {
            for (String xml : xmls()) {
                quick.post(url, signer.signed(new CallbackEvent("hostile", xml)));
                quick.post(url, query, xml.getBytes(StandardCharsets.UTF_8));
            }
            quick.post(url, query, new byte[TEN_MB]);
            quick.post(url, query, bomb(), "Content-Encoding", "gzip");
            most = Math.max(most, residentMegabytes(gateway.pid()));
        }
        Intake slow = new Intake();
        CallbackLoad.Acks meanwhile;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SLOW; i++) {
                threads.execute(() -> slow.postSlowly(url, query, 1_000));
            }
            meanwhile = corp.load().send(arrivals.stream().map(corp::edited).toList(), 50);
        }
        most = Math.max(most, residentMegabytes(gateway.pid()));
        long overflows = log.lines("StackOverflowError", "OutOfMemoryError");
        return new Result(
                String.format(
                        Locale.ROOT,
                        "answers %s, %d slow bodies %s: accepted %d, memory %d MB, at most %d MB, StackOverflow %d; meanwhile %d of %d acked, p99 %d ms",
                        quick.statuses(),
                        SLOW,
                        slow.statuses(),
                        quick.accepted(),
                        before,
                        most,
                        overflows,
                        meanwhile.acked(),
                        arrivals.size(),
                        meanwhile.p99Millis()),
                "400, 401, 413, 415 and for slow ones 408; growth at most 64 MB; StackOverflow 0; others served",
                quick.accepted() == 0
                        && quick.refusesWell()
                        && slow.statuses().keySet().stream().allMatch(status -> status == 408)
                        && most - before <= MAX_GROWTH_MB
                        && overflows == 0
                        && meanwhile.unacked().isEmpty()
                        && gateway.isReady());
    }

    private static List<String> xmls() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE xml [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append(
                    "<!ENTITY a%d \"%s\">".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
        }
        return List.of(
                "<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><xml><Event>&x;</Event></xml>",
                "<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/x.dtd\"><xml><Event>e</Event></xml>",
                laughs + "]><xml><Event>&a11;</Event></xml>",
                // 28 KB each
                "<a>".repeat(9_500),
                "<a>".repeat(4_000) + "</a>".repeat(4_000));
    }

    /** 10 MB of nothing in 10 KB. */
    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[TEN_MB]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As the operating system counts it. */
    private static long residentMegabytes(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Long.parseLong(kilobytes.strip()) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
