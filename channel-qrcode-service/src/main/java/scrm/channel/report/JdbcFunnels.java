package scrm.channel.report;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

@Repository
class JdbcFunnels implements Funnels {
    private final JdbcClient jdbc;

    JdbcFunnels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Funnel> of(CorpId corpId, ChannelId channelId) {
        List<Long> channels = withDescendants(corpId, channelId);
        if (channels.isEmpty()) {
            return Optional.empty();
        }
        Contacts contacts = contacts(corpId, channels);
        Touches touches = touches(corpId, channels);
        Welcomes welcomes = welcomes(corpId, channels);
        return Optional.of(new Funnel(
                contacts.adds(),
                touches.reAdds(),
                touches.halfAdds(),
                contacts.losses(),
                contacts.current(),
                welcomes.sent(),
                welcomes.elsewhere(),
                welcomes.failed(),
                welcomes.pending()));
    }

    private List<Long> withDescendants(CorpId corpId, ChannelId channelId) {
        return jdbc.sql("""
                        WITH RECURSIVE down (id) AS (
                            SELECT id FROM channel WHERE corp_id = :corpId AND id = :id
                            UNION
                            SELECT c.id FROM channel c JOIN down ON c.parent_id = down.id WHERE c.corp_id = :corpId
                        )
                        SELECT id FROM down
                        """)
                .param("corpId", corpId.value())
                .param("id", channelId.value())
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private Contacts contacts(CorpId corpId, List<Long> channels) {
        return jdbc.sql("""
                        SELECT COUNT(*) AS adds, COUNT(lost_at) AS losses,
                               COUNT(CASE WHEN relation = 'ADDED' THEN 1 END) AS current
                        FROM attribution
                        WHERE corp_id = :corpId AND first_channel_id IN (:channels)
                        """)
                .param("corpId", corpId.value())
                .param("channels", channels)
                .query(Contacts.class)
                .single();
    }

    private Touches touches(CorpId corpId, List<Long> channels) {
        return jdbc.sql("""
                        SELECT COUNT(CASE WHEN t.kind = 'ADDED' AND t.occurred_at > a.first_at THEN 1 END) AS re_adds,
                               COUNT(CASE WHEN t.kind = 'HALF_ADDED' THEN 1 END) AS half_adds
                        FROM attribution_touch t JOIN attribution a ON a.id = t.attribution_id
                        WHERE t.corp_id = :corpId AND t.channel_id IN (:channels)
                          AND t.kind IN ('ADDED', 'HALF_ADDED')
                        """)
                .param("corpId", corpId.value())
                .param("channels", channels)
                .query(Touches.class)
                .single();
    }

    private Welcomes welcomes(CorpId corpId, List<Long> channels) {
        return jdbc.sql("""
                        SELECT COUNT(CASE WHEN outcome = 'SENT' THEN 1 END) AS sent,
                               COUNT(CASE WHEN outcome = 'REFUSED' AND errcode = 41051 THEN 1 END) AS elsewhere,
                               COUNT(CASE WHEN outcome = 'REFUSED' AND (errcode IS NULL OR errcode <> 41051) THEN 1
                                          WHEN outcome IN ('EXPIRED', 'UNKNOWN', 'NO_CODE') THEN 1 END) AS failed,
                               COUNT(CASE WHEN outcome = 'PENDING' THEN 1 END) AS pending
                        FROM welcome
                        WHERE corp_id = :corpId AND channel_id IN (:channels)
                        """)
                .param("corpId", corpId.value())
                .param("channels", channels)
                .query(Welcomes.class)
                .single();
    }

    private record Contacts(long adds, long losses, long current) {}

    private record Touches(long reAdds, long halfAdds) {}

    private record Welcomes(long sent, long elsewhere, long failed, long pending) {}
}
