package scrm.stores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process that owns the test stores of a checkout; see {@link SharedStores}. */
final class StoresLauncher {
    private static final int WATCH_SECONDS = 1;

    private StoresLauncher() {}

    /**
     * Runs until no build uses the stores.
     *
     * @param arguments the folder of {@link SharedStores}, and the name of a {@link StoresPlan.Database}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SharedStores shared = new SharedStores(Path.of(arguments[0]));
        Path data = shared.dataOf(ProcessHandle.current().pid());
        StoresPlan plan = new StoresPlan(data, StoresPlan.Database.valueOf(arguments[1]), false, false);
        Stores stores = Stores.of(plan);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            end.countDown();
                            stores.close();
                            deleteQuietly(data);
                        },
                        "stop-stores"));
        stores.start();
        shared.publish(stores.addresses(), ProcessStamp.of(ProcessHandle.current()));
        do {
            if (shared.retireIfUnused()) {
                return; // the shutdown hook stops the stores
            }
        } while (!end.await(WATCH_SECONDS, TimeUnit.SECONDS));
    }

    private static void deleteQuietly(Path data) {
        try {
            Binaries.delete(data);
        } catch (IOException e) {
            System.err.println("Cannot delete " + data + ": " + e); // the next start tries again
        }
    }
}
