package scrm.sop.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcSaidLinks implements SaidLinks {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int BATCH = 1000;

    /** Rows that instances share are inserted in one order everywhere, against deadlocks. */
    private static final Comparator<LinkOrigin> IN_ORDER = Comparator.comparing(LinkOrigin::kind)
            .thenComparingLong(LinkOrigin::id)
            .thenComparingInt(LinkOrigin::version)
            .thenComparing(LinkOrigin::part);

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    JdbcSaidLinks(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    @Override
    public Map<SaidLink, Code> codes(CorpId corpId, Collection<SaidLink> links) {
        Map<SaidLink, Code> codes = new HashMap<>();
        links.stream()
                .distinct()
                .collect(Collectors.groupingBy(SaidLink::origin, () -> new TreeMap<>(IN_ORDER), Collectors.toList()))
                .forEach((origin, some) -> codes.putAll(codes(corpId, origin, some)));
        return codes;
    }

    private Map<SaidLink, Code> codes(CorpId corpId, LinkOrigin origin, List<SaidLink> links) {
        Map<String, SaidLink> byKey = links.stream()
                .collect(Collectors.toMap(JdbcSaidLinks::key, link -> link, (one, _) -> one, TreeMap::new));
        Map<String, String> drawn = new HashMap<>();
        byKey.keySet().forEach(key -> drawn.put(key, draw()));
        batches.batchUpdate("""
                INSERT IGNORE INTO said_link (code, corp_id, origin, origin_id, version, part, link_key, url,
                                              external_userid, openings, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                """, byKey.entrySet(), BATCH, (statement, entry) -> {
            ExternalUserId contact = entry.getValue().contact();
            statement.setString(1, drawn.get(entry.getKey()));
            statement.setString(2, corpId.value());
            statement.setString(3, origin.kind().name());
            statement.setLong(4, origin.id());
            statement.setInt(5, origin.version());
            statement.setString(6, origin.part());
            statement.setString(7, entry.getKey());
            statement.setString(8, entry.getValue().url().toString());
            statement.setString(9, contact == null ? null : contact.value());
            statement.setObject(10, JdbcTime.of(clock.instant()));
        });
        Map<SaidLink, Code> codes = new HashMap<>();
        jdbc.sql("""
                        SELECT link_key, code FROM said_link
                        WHERE corp_id = :corpId AND origin = :origin AND origin_id = :id AND version = :version
                          AND part = :part AND link_key IN (:keys)
                        """)
                .param("corpId", corpId.value())
                .param("origin", origin.kind().name())
                .param("id", origin.id())
                .param("version", origin.version())
                .param("part", origin.part())
                .param("keys", byKey.keySet())
                .query(row -> {
                    String key = row.getString("link_key");
                    String code = row.getString("code");
                    codes.put(Objects.requireNonNull(byKey.get(key)), new Code(code, code.equals(drawn.get(key))));
                });
        return codes;
    }

    /** Adds what a batch comes to, a row once, and rows in one order everywhere. */
    @Override
    public void write(List<Opening> openings) {
        Map<CorpId, Map<String, Long>> byCode = openings.stream()
                .collect(Collectors.groupingBy(
                        Opening::corpId,
                        () -> new TreeMap<>(Comparator.comparing(CorpId::value)),
                        Collectors.groupingBy(Opening::code, TreeMap::new, Collectors.counting())));
        byCode.forEach((corpId, counts) -> batches.batchUpdate(
                "UPDATE said_link SET openings = openings + ? WHERE corp_id = ? AND code = ?",
                counts.entrySet(),
                BATCH,
                (statement, count) -> {
                    statement.setLong(1, count.getValue());
                    statement.setString(2, corpId.value());
                    statement.setString(3, count.getKey());
                }));
        openings.stream()
                .filter(opening -> opening.day() != null)
                .collect(Collectors.groupingBy(
                        Opening::corpId, () -> new TreeMap<>(Comparator.comparing(CorpId::value)), Collectors.toList()))
                .forEach(this::countByDay);
    }

    /** Where openings of a plan's links are counted. */
    private record Cell(long planId, LocalDate day, int version, String stepKey, String variant) {
        static final Comparator<Cell> BY_KEY = Comparator.comparingLong(Cell::planId)
                .thenComparing(Cell::day)
                .thenComparingInt(Cell::version)
                .thenComparing(Cell::stepKey)
                .thenComparing(Cell::variant);

        static Cell of(LinkOrigin said, LocalDate day) {
            int colon = said.part().indexOf(':');
            String way = colon < 0 ? said.part() : said.part().substring(0, colon);
            int blank = way.indexOf(' ');
            return new Cell(
                    said.id(),
                    day,
                    said.version(),
                    blank < 0 ? way : way.substring(0, blank),
                    colon < 0 ? "" : said.part().substring(colon + 1));
        }
    }

    private void countByDay(CorpId corpId, List<Opening> openings) {
        Map<String, LinkOrigin> said = saidByPlans(
                corpId, openings.stream().map(Opening::code).distinct().toList());
        Map<Cell, Long> cells = openings.stream()
                .filter(opening -> said.containsKey(opening.code()))
                .collect(Collectors.groupingBy(
                        opening -> Cell.of(
                                Objects.requireNonNull(said.get(opening.code())),
                                Objects.requireNonNull(opening.day())),
                        () -> new TreeMap<>(Cell.BY_KEY),
                        Collectors.counting()));
        batches.batchUpdate("""
                INSERT INTO plan_link_opening (corp_id, plan_id, day, plan_version, step_key, variant, openings)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE openings = openings + VALUES(openings)
                """, cells.entrySet(), BATCH, (statement, entry) -> {
            Cell cell = entry.getKey();
            statement.setString(1, corpId.value());
            statement.setLong(2, cell.planId());
            statement.setObject(3, cell.day());
            statement.setInt(4, cell.version());
            statement.setString(5, cell.stepKey());
            statement.setString(6, cell.variant());
            statement.setLong(7, entry.getValue());
        });
    }

    private Map<String, LinkOrigin> saidByPlans(CorpId corpId, List<String> codes) {
        Map<String, LinkOrigin> said = new HashMap<>();
        jdbc.sql("""
                        SELECT code, origin_id, version, part FROM said_link
                        WHERE corp_id = :corpId AND code IN (:codes) AND origin = 'PLAN'
                        """).param("corpId", corpId.value()).param("codes", codes).query(row -> {
            said.put(
                    row.getString("code"),
                    new LinkOrigin(
                            LinkOrigin.Kind.PLAN,
                            row.getLong("origin_id"),
                            row.getInt("version"),
                            row.getString("part")));
        });
        return said;
    }

    @Override
    public boolean isThere(CorpId corpId, LinkOrigin.Kind kind, long id) {
        String table = switch (kind) {
            case PLAN -> "plan";
            case CAMPAIGN -> "message_campaign";
        };
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM " + table + " WHERE corp_id = :corpId AND id = :id)")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Followed> followed(CorpId corpId, LinkOrigin.Kind kind, long id) {
        return jdbc.sql("""
                        SELECT part, url, version, COUNT(*) AS links, COUNT(CASE WHEN openings > 0 THEN 1 END) AS followed,
                               SUM(openings) AS openings
                        FROM said_link WHERE corp_id = :corpId AND origin = :origin AND origin_id = :id
                        GROUP BY part, url, version ORDER BY part, url, version
                        """)
                .param("corpId", corpId.value())
                .param("origin", kind.name())
                .param("id", id)
                .query((row, _) -> new Followed(
                        row.getString("part"),
                        row.getString("url"),
                        kind == LinkOrigin.Kind.PLAN ? row.getInt("version") : null,
                        row.getLong("links"),
                        row.getLong("followed"),
                        row.getLong("openings")))
                .list();
    }

    private String draw() {
        StringBuilder code = new StringBuilder(CODE_LENGTH);
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** Tells links of one part apart; a contact who is erased keeps the link and loses the name. */
    private static String key(SaidLink link) {
        try {
            String told = link.url() + "\n"
                    + (link.contact() == null ? "" : link.contact().value());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
