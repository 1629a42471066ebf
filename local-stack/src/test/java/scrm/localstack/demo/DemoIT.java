package scrm.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import scrm.localstack.Folders;
import scrm.localstack.LocalStack;
import scrm.localstack.Progress;
import scrm.localstack.StackPlan;
import scrm.stores.StoresPlan;

/** The whole system as its real processes, from a signed callback to what REST tells. */
class DemoIT {
    @Test
    void theStoryHoldsOnRealProcesses() throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("scrm.root"));
        Path home = root.resolve("local-stack/target/demo");
        Folders.delete(home);
        StackPlan plan = StackPlan.usual(root, home)
                .onFreePorts()
                .with(StoresPlan.Database.of(System.getProperty("scrm.mysql", "")));
        Progress progress = new Progress(System.out);

        try (LocalStack stack = LocalStack.of(plan, progress).start()) {
            assertThat(Demo.play(stack.client(), progress)).isEmpty();
            assertThat(MonitoredMetrics.missing(root, stack))
                    .as("metrics that alerts or dashboards name and no service has")
                    .isEmpty();
            new ClientStory(stack.client(), progress).play();
        }
    }
}
