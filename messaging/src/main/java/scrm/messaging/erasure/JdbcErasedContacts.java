package scrm.messaging.erasure;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;

/** Tombstones as a table. */
final class JdbcErasedContacts implements ErasedContacts {
    static final String AMONG = "SELECT contact_hash FROM erased_contact WHERE contact_hash IN (:hashes)";

    private final JdbcClient client;

    /** A contact of a corp. */
    record Contact(CorpId corpId, ExternalUserId externalUserId) {
        String hash() {
            return Tombstone.hexHash(corpId, externalUserId);
        }
    }

    JdbcErasedContacts(JdbcClient client) {
        this.client = client;
    }

    @Override
    public Set<ExternalUserId> among(CorpId corpId, Collection<ExternalUserId> contacts) {
        Set<ExternalUserId> erased = new HashSet<>();
        among(contacts.stream().map(contact -> new Contact(corpId, contact)).toList())
                .forEach(contact -> erased.add(contact.externalUserId()));
        return erased;
    }

    Set<Contact> among(Collection<Contact> contacts) {
        if (contacts.isEmpty()) {
            return Set.of();
        }
        Map<String, Contact> byHash = new HashMap<>();
        contacts.forEach(contact -> byHash.put(contact.hash(), contact));
        List<byte[]> hashes =
                byHash.keySet().stream().map(HexFormat.of()::parseHex).toList();
        Set<Contact> erased = new HashSet<>();
        client.sql(AMONG).param("hashes", hashes).query(row -> {
            erased.add(byHash.get(HexFormat.of().formatHex(row.getBytes(1))));
        });
        return erased;
    }

    /** Returns false if it is there already. */
    boolean put(Contact contact, Instant at) {
        return client.sql("""
                        INSERT IGNORE INTO erased_contact (contact_hash, corp_id, external_userid, erased_at)
                        VALUES (:hash, :corpId, :externalUserId, :at)
                        """)
                        .param("hash", Tombstone.hash(contact.corpId(), contact.externalUserId()))
                        .param("corpId", contact.corpId().value())
                        .param("externalUserId", contact.externalUserId().value())
                        .param("at", JdbcTime.of(at))
                        .update()
                == 1;
    }

    /** Returns false if it is not there. */
    boolean remove(Contact contact) {
        return client.sql("DELETE FROM erased_contact WHERE contact_hash = :hash")
                        .param("hash", Tombstone.hash(contact.corpId(), contact.externalUserId()))
                        .update()
                == 1;
    }

    Optional<Tombstone> find(Contact contact) {
        return client.sql("SELECT erased_at, swept_at FROM erased_contact WHERE contact_hash = :hash")
                .param("hash", Tombstone.hash(contact.corpId(), contact.externalUserId()))
                .query((row, _) -> new Tombstone(JdbcTime.get(row, "erased_at"), JdbcTime.getNullable(row, "swept_at")))
                .optional();
    }

    /** Whose it is, as long as data may be left. */
    Optional<Contact> unswept(String hash) {
        return client.sql("""
                        SELECT corp_id, external_userid FROM erased_contact
                        WHERE contact_hash = :hash AND external_userid IS NOT NULL
                        """)
                .param("hash", HexFormat.of().parseHex(hash))
                .query((row, _) -> new Contact(new CorpId(row.getString(1)), new ExternalUserId(row.getString(2))))
                .optional();
    }

    /** Nothing is left; the contact's id goes as well. */
    void swept(String hash, Instant at) {
        client.sql("UPDATE erased_contact SET external_userid = NULL, swept_at = :at WHERE contact_hash = :hash")
                .param("at", JdbcTime.of(at))
                .param("hash", HexFormat.of().parseHex(hash))
                .update();
    }
}
