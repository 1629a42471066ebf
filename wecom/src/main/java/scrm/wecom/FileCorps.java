package scrm.wecom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

import scrm.events.CorpId;

/**
 * Corps from a YAML file, a mounted secret as a rule. Looked at again at most every {@code checkEvery} by whoever asks
 * then, without a thread of its own; and at once for a corp that is missing, for it may be new. Nothing that it logs or
 * throws has a secret in it, so neither do causes of the YAML parser, whose messages quote the file.
 */
final class FileCorps implements Corps {
    private static final Logger log = LoggerFactory.getLogger(FileCorps.class);
    private static final Set<String> KEYS =
            Set.of("corpId", "name", "timezone", "agentId", "secret", "callbackToken", "callbackAesKey");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{1,32}");
    private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9]{43}");

    private final Path file;
    private final long checkEveryNanos;
    private final AtomicLong checkedAt;
    private volatile Loaded loaded;

    /** @throws IllegalStateException when the file cannot be read as a list; it says what to mend */
    FileCorps(Path file, Duration checkEvery) {
        this.file = file;
        this.checkEveryNanos = checkEvery.toNanos();
        try {
            this.loaded = load(Stamp.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The corps file %s cannot be read (%s): let SCRM_CORPS_FILE name a YAML file that this process may read"
                            .formatted(file, e.getClass().getSimpleName()));
        } catch (MalformedException e) {
            throw new IllegalStateException("The corps file %s %s".formatted(file, e.complaint));
        }
        this.checkedAt = new AtomicLong(System.nanoTime());
    }

    @Override
    public Optional<Corp> find(CorpId corpId) {
        Corp known = current().get(corpId);
        if (known == null) {
            reloadIfChanged();
            known = loaded.corps.get(corpId);
        }
        return Optional.ofNullable(known);
    }

    @Override
    public Collection<Corp> all() {
        return current().values();
    }

    @Override
    public List<Complaint> complaints() {
        Map<CorpId, Corp> _ = current();
        Loaded now = loaded;
        return now.complaint == null
                ? now.disabled
                : Stream.concat(Stream.of(new Complaint("", "", now.complaint)), now.disabled.stream())
                        .toList();
    }

    private Map<CorpId, Corp> current() {
        long last = checkedAt.get();
        long now = System.nanoTime();
        if (now - last >= checkEveryNanos && checkedAt.compareAndSet(last, now)) {
            reloadIfChanged();
        }
        return loaded.corps;
    }

    /** Whoever asks while it is read waits until it has been. */
    private synchronized void reloadIfChanged() {
        Loaded before = loaded;
        Stamp stamp = null;
        try {
            stamp = Stamp.of(file);
            if (!stamp.equals(before.stamp)) {
                loaded = load(stamp);
            }
        } catch (MalformedException e) {
            // Not parsed again until it changes.
            keep(before, stamp == null ? before.stamp : stamp, e.complaint);
        } catch (IOException e) {
            keep(before, before.stamp, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void keep(Loaded before, Stamp stamp, String complaint) {
        if (!complaint.equals(before.complaint)) {
            log.error("The corps file {} {}; the corps read before stay in use", file, complaint);
        }
        loaded = new Loaded(stamp, before.corps, before.disabled, complaint);
    }

    private Loaded load(Stamp stamp) throws IOException, MalformedException {
        Map<CorpId, Corp> corps = new LinkedHashMap<>();
        List<Complaint> disabled = new ArrayList<>();
        List<?> entries = parse(Files.readString(file));
        for (int i = 0; i < entries.size(); i++) {
            try {
                Corp corp = corp(entries.get(i));
                if (corps.putIfAbsent(corp.corpId(), corp) != null) {
                    log.error("Entry {} of the corps file is ignored: {} is there already", i + 1, corp.corpId());
                    disabled.add(new Complaint(corp.corpId().value(), "corpId", "it is there already"));
                }
            } catch (BadEntryException e) {
                log.error("Entry {} of the corps file ({}) is disabled: {}", i + 1, nameOf(entries.get(i)), e.reason);
                disabled.add(new Complaint(nameOf(entries.get(i)), e.setting(), e.reason));
            }
        }
        log.info("Serving {} of {} corps in {}", corps.size(), entries.size(), file);
        return new Loaded(stamp, Collections.unmodifiableMap(corps), List.copyOf(disabled), null);
    }

    private static List<?> parse(String text) throws MalformedException {
        Object root;
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            root = new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null
                    ? ""
                    : " near line %d, column %d"
                            .formatted(
                                    e.getProblemMark().getLine() + 1,
                                    e.getProblemMark().getColumn() + 1);
            throw new MalformedException("is not valid YAML" + where);
        } catch (YAMLException e) {
            throw new MalformedException("is not valid YAML");
        }
        if (root == null) {
            return List.of();
        }
        if (root instanceof List<?> list) {
            return list;
        }
        throw new MalformedException("must be a YAML list at its top level: '- corpId: ...'");
    }

    private static Corp corp(@Nullable Object entry) throws BadEntryException {
        if (!(entry instanceof Map<?, ?> map)) {
            throw new BadEntryException("it is not a mapping of " + new TreeSet<>(KEYS));
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String name) || !KEYS.contains(name)) {
                throw new BadEntryException("it has an unknown key; known are " + new TreeSet<>(KEYS));
            }
        }
        return new Corp(
                corpId(text(map, "corpId")),
                text(map, "name"),
                zone(text(map, "timezone")),
                agentId(text(map, "agentId")),
                text(map, "secret"),
                matching(TOKEN, map, "callbackToken", "1 to 32 letters and digits"),
                matching(AES_KEY, map, "callbackAesKey", "43 letters and digits"));
    }

    private static String text(Map<?, ?> map, String key) throws BadEntryException {
        Object value = map.get(key);
        if (value instanceof Map || value instanceof Collection) {
            throw new BadEntryException(key + " must be a single value");
        }
        String text = value == null ? "" : value.toString().strip();
        if (text.isEmpty()) {
            throw new BadEntryException(key + " is missing");
        }
        return text;
    }

    private static CorpId corpId(String text) throws BadEntryException {
        try {
            return new CorpId(text);
        } catch (IllegalArgumentException e) {
            throw new BadEntryException("corpId is not one");
        }
    }

    private static ZoneId zone(String text) throws BadEntryException {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadEntryException("timezone must be a name such as Asia/Shanghai");
        }
    }

    private static long agentId(String text) throws BadEntryException {
        try {
            long agentId = Long.parseLong(text);
            if (agentId > 0) {
                return agentId;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new BadEntryException("agentId must be a positive number");
    }

    private static String matching(Pattern pattern, Map<?, ?> map, String key, String rule) throws BadEntryException {
        String text = text(map, key);
        if (!pattern.matcher(text).matches()) {
            throw new BadEntryException("%s must be %s (quote it, lest YAML reads a number)".formatted(key, rule));
        }
        return text;
    }

    /** The corp id of an entry that may be wrong in any way, fit for a log line. */
    private static String nameOf(@Nullable Object entry) {
        Object value = entry instanceof Map<?, ?> map ? map.get("corpId") : null;
        String text = value instanceof String s ? s.replaceAll("[^A-Za-z0-9_-]", "?") : "no corpId";
        return text.length() > 64 ? text.substring(0, 64) : text;
    }

    /**
     * @param disabled entries that are not served
     * @param complaint why a newer file was not taken
     */
    private record Loaded(
            Stamp stamp,
            Map<CorpId, Corp> corps,
            List<Complaint> disabled,
            @Nullable String complaint) {}

    /** Tells one content from another; follows links, for Kubernetes swaps a mounted secret by its link. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object fileKey) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private static final class MalformedException extends Exception {
        final String complaint;

        MalformedException(String complaint) {
            super(complaint);
            this.complaint = complaint;
        }
    }

    private static final class BadEntryException extends Exception {
        final String reason;

        BadEntryException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** Reasons begin with the setting that they are about, if there is one. */
        String setting() {
            String first = reason.split(" ", 2)[0];
            return KEYS.contains(first) ? first : "";
        }
    }
}
