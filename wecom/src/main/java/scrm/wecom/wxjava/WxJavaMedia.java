package scrm.wecom.wxjava;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

import scrm.wecom.Caller;
import scrm.wecom.Media;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.wxjava.MediaIds.Content;
import scrm.wecom.wxjava.MediaIds.MediaId;

/** Media ids by content: from this process, else from Redis, else by one upload for all who ask. */
final class WxJavaMedia implements Media {
    /** WeCom's ids live three days; ours are good for one more when they are given away. */
    private static final Duration GOOD_FOR = Duration.ofDays(2);

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String MOMENT = "moment";
    private static final int REMEMBERED = 2_000;

    private final WxJavaCalls calls;
    private final MediaIds shared;
    private final Clock clock;
    private final Map<Content, MediaId> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, MediaId> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final ConcurrentMap<Content, ReentrantLock> uploading = new ConcurrentHashMap<>();

    WxJavaMedia(WxJavaCalls calls, MediaIds shared, Clock clock) {
        this.calls = calls;
        this.shared = shared;
        this.clock = clock;
    }

    @Override
    public String mediaId(Caller caller, Type type, String filename, byte[] bytes) {
        return id(caller, new Content(caller.corpId(), "media", type, sha256(bytes)), filename, bytes);
    }

    @Override
    public String attachmentId(Caller caller, Type type, String filename, byte[] bytes) {
        return id(caller, new Content(caller.corpId(), MOMENT, type, sha256(bytes)), filename, bytes);
    }

    @Override
    public String imageUrl(Caller caller, String filename, byte[] bytes) {
        return calls.upload(
                caller,
                Api.UPLOAD_IMG,
                Map.of(),
                filename,
                bytes,
                UploadedImage.class,
                answer -> Objects.requireNonNull(answer.url));
    }

    private String id(Caller caller, Content content, String filename, byte[] bytes) {
        MediaId remembered = remembered(content);
        if (remembered != null) {
            return remembered.value();
        }
        ReentrantLock lock = uploading.computeIfAbsent(content, c -> new ReentrantLock());
        lock.lock();
        try {
            MediaId meanwhile = remembered(content);
            MediaId found = meanwhile != null ? meanwhile : findOrUpload(caller, content, filename, bytes);
            remember(content, found);
            return found.value();
        } finally {
            lock.unlock();
            // Whoever waits has the lock already; whoever comes later finds the id.
            uploading.remove(content, lock);
        }
    }

    private MediaId findOrUpload(Caller caller, Content content, String filename, byte[] bytes) {
        long giveUpAt = System.nanoTime() + LEASE.toNanos();
        while (true) {
            MediaId found = shared.find(content);
            if (found != null && good(found)) {
                return found;
            }
            switch (shared.tryLock(content, LEASE)) {
                case OURS -> {
                    try {
                        MediaId meanwhile = shared.find(content);
                        return meanwhile != null && good(meanwhile)
                                ? meanwhile
                                : upload(caller, content, filename, bytes);
                    } finally {
                        shared.unlock(content);
                    }
                }
                case AWAY -> {
                    return upload(caller, content, filename, bytes);
                }
                case THEIRS -> pause(giveUpAt, content);
            }
        }
    }

    private MediaId upload(Caller caller, Content content, String filename, byte[] bytes) {
        Instant now = clock.instant();
        boolean moment = content.use().equals(MOMENT);
        String type = content.type().name().toLowerCase(Locale.ROOT);
        MediaId uploaded = calls.upload(
                caller,
                moment ? Api.UPLOAD_ATTACHMENT : Api.UPLOAD_MEDIA,
                moment ? Map.of("media_type", type, "attachment_type", "1") : Map.of("type", type),
                filename,
                bytes,
                Uploaded.class,
                answer -> new MediaId(Objects.requireNonNull(answer.mediaId), now));
        shared.put(content, uploaded, GOOD_FOR);
        return uploaded;
    }

    private boolean good(MediaId mediaId) {
        // Another process's clock may be a little ahead of ours.
        return Duration.between(mediaId.uploadedAt(), clock.instant()).abs().compareTo(GOOD_FOR) < 0;
    }

    private @Nullable MediaId remembered(Content content) {
        synchronized (known) {
            MediaId found = known.get(content);
            return found != null && good(found) ? found : null;
        }
    }

    private void remember(Content content, MediaId mediaId) {
        synchronized (known) {
            known.put(content, mediaId);
        }
    }

    private static void pause(long giveUpAt, Content content) {
        String problem = null;
        if (System.nanoTime() - giveUpAt >= 0) {
            problem = "another process has been uploading it for too long";
        } else {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problem = "interrupted while another process uploads it";
            }
        }
        if (problem != null) {
            throw new WeComException(
                    Kind.RETRYABLE,
                    WeComException.NO_ERRCODE,
                    "media of %s: %s".formatted(content.corpId(), problem),
                    null,
                    null);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private record Uploaded(String mediaId) {}

    private record UploadedImage(String url) {}
}
