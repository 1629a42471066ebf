package scrm.rest.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

import scrm.rest.Unavailable;

/**
 * Lets bodies of so many bytes be under way at once. What a body becomes, objects, rows and what the driver makes of
 * them, is several times its size and lives until it is answered: without a bound a burst of large bodies fills the
 * heap, and the process does nothing but collect garbage. Who finds no room waits a moment and is then sent away, with
 * 503 and {@code Retry-After}, before his body is read.
 */
final class AdmissionFilter extends OncePerRequestFilter {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int PERMIT_BYTES = 1024;

    /** Not fair: a small body goes past a large one that waits. */
    private final Semaphore room;

    private final int all;
    private final long unknownBytes;
    private final Duration patience;

    /**
     * @param room for all bodies together; one that is larger takes all of it
     * @param unknown what a body counts for that does not tell its length
     * @param patience for how long a body waits for room
     */
    AdmissionFilter(DataSize room, DataSize unknown, Duration patience) {
        this.all = permits(room.toBytes());
        this.room = new Semaphore(all);
        this.unknownBytes = unknown.toBytes();
        this.patience = patience;
    }

    private static int permits(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(bytes, PERMIT_BYTES));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int taken = Math.min(all, permits(bytes(request)));
        if (!enter(taken)) {
            throw new Unavailable(SOON, null);
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.release(taken);
        }
    }

    private long bytes(HttpServletRequest request) {
        long told = request.getContentLengthLong();
        if (told >= 0) {
            return told;
        }
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : unknownBytes;
    }

    private boolean enter(int permits) {
        try {
            return room.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
