package scrm.channel.link;

import java.net.URI;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.livecode.ShortCode;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

@Repository
class JdbcWrappedLinks implements WrappedLinks {
    private final JdbcClient jdbc;

    JdbcWrappedLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(WrappedLink link) {
        ExternalUserId contact = link.contact();
        jdbc.sql("""
                        INSERT IGNORE INTO wrapped_link (code, corp_id, link_id, url, external_userid)
                        VALUES (:code, :corpId, :linkId, :url, :contact)
                        """)
                .param("code", link.code().value())
                .param("corpId", link.corpId().value())
                .param("linkId", link.linkId())
                .param("url", link.url().toString())
                .param("contact", contact == null ? null : contact.value())
                .update();
    }

    @Override
    public Optional<WrappedLink> find(ShortCode code) {
        return jdbc.sql("SELECT * FROM wrapped_link WHERE code = :code")
                .param("code", code.value())
                .query((row, _) -> {
                    String contact = row.getString("external_userid");
                    return new WrappedLink(
                            code,
                            new CorpId(row.getString("corp_id")),
                            row.getString("link_id"),
                            URI.create(row.getString("url")),
                            contact == null ? null : new ExternalUserId(contact));
                })
                .optional();
    }
}
