package scrm.simulator;

import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Runs the simulator as a process of its own. */
public final class Main {
    private static final String HELP = """
            A fake WeCom: the API under /cgi-bin, control under /simulator.

            Usage: java -cp ... scrm.simulator.Main [options]
              --port PORT   where to listen (default 9100; 0: any free port, printed)
              --host HOST   the address to bind (default 127.0.0.1)
              --seed SEED   of all ids (default: of the time, so that ids of an earlier run do not come again)
              --help        this text
            """;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        String host = "127.0.0.1";
        int port = 9100;
        long seed = Clock.systemUTC().millis();
        for (int i = 0; i < args.length; i++) {
            boolean known = i + 1 < args.length;
            switch (args[i]) {
                case "--help", "-h" -> {
                    out.print(HELP);
                    return;
                }
                case "--port" -> port = known ? Integer.parseInt(args[++i]) : usage();
                case "--host" -> host = known ? args[++i] : Integer.toString(usage());
                case "--seed" -> seed = known ? Long.parseLong(args[++i]) : usage();
                default -> usage();
            }
        }
        WeComSimulator simulator = WeComSimulator.start(host, port, seed);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        out.println("WeCom simulator at " + simulator.baseUrl());
        new CountDownLatch(1).await();
    }

    private static int usage() {
        System.err.print(HELP);
        System.exit(2);
        return 0;
    }
}
