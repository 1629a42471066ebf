package scrm.rest.deadlock;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs an outermost {@code @Transactional} method again when MySQL rolled it back for a deadlock (1213) or a lock that
 * did not come (1205): at most twice, after a random wait, and not past 3 s. It is safe because such a method touches
 * nothing but the database, and everything it did there is undone. Counted as {@code scrm.rest.deadlocks}.
 */
final class DeadlockRetry implements MethodInterceptor {
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int FIRST_WAIT_MILLIS = 20;

    private final Supplier<MeterRegistry> meters;

    DeadlockRetry(Supplier<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation method) throws Throwable {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                || !(method instanceof ProxyMethodInvocation proxied)) {
            return method.proceed();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return proxied.invocableClone().proceed();
            } catch (PessimisticLockingFailureException e) {
                meters.get().counter("scrm.rest.deadlocks").increment();
                if (attempt == ATTEMPTS || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(1, FIRST_WAIT_MILLIS << attempt));
            }
        }
    }
}
