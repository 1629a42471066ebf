package scrm.tag.index;

import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/**
 * The numbers of contacts. Whoever indexes a contact first gives it its number, in a transaction of its own, so that
 * adding contacts never waits for it; numbers that two gave at once are lost, which leaves a gap and no harm.
 */
@Repository
class JdbcOrdinals {
    static final String CORPS = "SELECT DISTINCT corp_id FROM external_contact";

    static final String NAMED = """
            SELECT external_userid, ordinal FROM external_contact
            WHERE corp_id = :corpId AND external_userid IN (:contacts)
            """;

    static final String PAGE = """
            SELECT external_userid, ordinal FROM external_contact
            WHERE corp_id = :corpId AND external_userid > :after
            ORDER BY external_userid LIMIT :limit
            """;

    static final String NAMES = """
            SELECT ordinal, external_userid FROM external_contact
            WHERE corp_id = :corpId AND ordinal IN (:ordinals)
            """;

    private static final int NAMED_AT_ONCE = 500;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    JdbcOrdinals(JdbcClient client, JdbcTemplate template, TransactionTemplate transaction) {
        this.client = client;
        this.template = template;
        this.transaction = transaction;
    }

    /** A contact, and its number unless it has none yet. */
    private record Numbered(String externalUserId, @Nullable Long ordinal) {}

    /** Corps that have contacts. */
    List<CorpId> corps() {
        return client.sql(CORPS)
                .query((row, _) -> new CorpId(row.getString("corp_id")))
                .list();
    }

    /** The numbers of those contacts that there are; given now to those that had none. */
    Map<String, Integer> of(CorpId corpId, List<String> externalUserIds) {
        return complete(corpId, named(corpId, externalUserIds), _ -> true);
    }

    /** The numbers of those contacts that have one. */
    Map<String, Integer> known(CorpId corpId, List<String> externalUserIds) {
        Map<String, Integer> ordinals = new LinkedHashMap<>();
        for (Numbered one : named(corpId, externalUserIds)) {
            if (one.ordinal() != null) {
                ordinals.put(one.externalUserId(), one.ordinal().intValue());
            }
        }
        return ordinals;
    }

    /**
     * A page of a corp's contacts.
     *
     * @param all in the database's order, as far as they were read
     * @param ordinals of those that were wanted
     */
    record Page(List<String> all, Map<String, Integer> ordinals) {}

    /** The next contacts of a corp, with the numbers of those that are wanted. */
    Page after(CorpId corpId, String externalUserId, int limit, Predicate<String> wanted) {
        List<Numbered> page = client.sql(PAGE)
                .param("corpId", corpId.value())
                .param("after", externalUserId)
                .param("limit", limit)
                .query(JdbcOrdinals::numbered)
                .list();
        return new Page(page.stream().map(Numbered::externalUserId).toList(), complete(corpId, page, wanted));
    }

    private Map<String, Integer> complete(CorpId corpId, List<Numbered> some, Predicate<String> wanted) {
        Map<String, Integer> ordinals = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        for (Numbered one : some) {
            if (wanted.test(one.externalUserId())) {
                if (one.ordinal() == null) {
                    without.add(one.externalUserId());
                } else {
                    ordinals.put(one.externalUserId(), one.ordinal().intValue());
                }
            }
        }
        if (!without.isEmpty()) {
            give(corpId, without);
            // As they are now: somebody else may have been faster.
            named(corpId, without)
                    .forEach(one -> ordinals.put(
                            one.externalUserId(),
                            Objects.requireNonNull(one.ordinal()).intValue()));
        }
        return ordinals;
    }

    private List<Numbered> named(CorpId corpId, List<String> externalUserIds) {
        List<Numbered> found = new ArrayList<>();
        for (List<String> some : slices(externalUserIds)) {
            found.addAll(client.sql(NAMED)
                    .param("corpId", corpId.value())
                    .param("contacts", some)
                    .query(JdbcOrdinals::numbered)
                    .list());
        }
        return found;
    }

    /** Lists short enough for a statement: of longer ones the server makes a table, and reads by another plan. */
    static <T> List<List<T>> slices(List<T> all) {
        List<List<T>> slices = new ArrayList<>();
        for (int first = 0; first < all.size(); first += NAMED_AT_ONCE) {
            slices.add(all.subList(first, Math.min(all.size(), first + NAMED_AT_ONCE)));
        }
        return slices;
    }

    private static Numbered numbered(ResultSet row, int number) throws SQLException {
        return new Numbered(row.getString("external_userid"), row.getObject("ordinal", Long.class));
    }

    private void give(CorpId corpId, List<String> externalUserIds) {
        int first = take(corpId, externalUserIds.size());
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < externalUserIds.size(); i++) {
            rows.add(new Object[] {first + i, corpId.value(), externalUserIds.get(i)});
        }
        template.batchUpdate("""
                UPDATE external_contact SET ordinal = ?
                WHERE corp_id = ? AND external_userid = ? AND ordinal IS NULL
                """, rows);
    }

    /** Takes so many numbers; returns the first. */
    private int take(CorpId corpId, int count) {
        Long end = transaction.execute(_ -> {
            client.sql("""
                            INSERT INTO contact_ordinal (corp_id, next_ordinal) VALUES (:corpId, LAST_INSERT_ID(:count))
                            ON DUPLICATE KEY UPDATE next_ordinal = LAST_INSERT_ID(next_ordinal + :count)
                            """)
                    .param("corpId", corpId.value())
                    .param("count", count)
                    .update();
            return client.sql("SELECT LAST_INSERT_ID()").query(Long.class).single();
        });
        return Math.toIntExact(Objects.requireNonNull(end) - count);
    }

    /** Who has these numbers; those who are gone are missing. */
    Map<Integer, ExternalUserId> names(CorpId corpId, Collection<Integer> ordinals) {
        return ordinals.isEmpty()
                ? Map.of()
                : client
                        .sql(NAMES)
                        .param("corpId", corpId.value())
                        .param("ordinals", List.copyOf(ordinals))
                        .query((row, _) -> Map.entry(row.getInt(1), new ExternalUserId(row.getString(2))))
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Numbers whose contacts were erased. */
    RoaringBitmap erased(CorpId corpId) {
        RoaringBitmap erased = new RoaringBitmap();
        client.sql("SELECT ordinal FROM erased_ordinal WHERE corp_id = :corpId")
                .param("corpId", corpId.value())
                .query(Integer.class)
                .list()
                .forEach(erased::add);
        return erased;
    }

    /** The number of a contact; none if it has none. */
    List<Integer> known(CorpId corpId, ExternalUserId externalUserId) {
        return named(corpId, List.of(externalUserId.value())).stream()
                .map(Numbered::ordinal)
                .filter(Objects::nonNull)
                .map(Long::intValue)
                .toList();
    }

    /** A contact is about to be deleted: its number is kept for those who know it by nothing else. */
    void erase(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("""
                        INSERT IGNORE INTO erased_ordinal (corp_id, ordinal)
                        SELECT corp_id, ordinal FROM external_contact
                        WHERE corp_id = :corpId AND external_userid = :externalUserId AND ordinal IS NOT NULL
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }
}
