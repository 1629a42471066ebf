package scrm.localstack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work that is done at the same time. */
final class SideBySide {
    private SideBySide() {}

    static CompletableFuture<Void> begin(Runnable work) {
        return CompletableFuture.runAsync(work, Thread::startVirtualThread);
    }

    /** Waits for all, but fails as soon as one fails. */
    static void join(List<? extends CompletableFuture<?>> works) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (CompletableFuture<?> work : works) {
            var _ = work.whenComplete((_, e) -> {
                if (e != null) {
                    failure.completeExceptionally(e);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(works.toArray(CompletableFuture<?>[]::new)), failure)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
