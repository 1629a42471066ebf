package scrm.channel.report;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.events.CorpId;

@Repository
class JdbcFunnels implements Funnels {
    private final JdbcClient jdbc;
    private final Channels channels;

    JdbcFunnels(JdbcClient jdbc, Channels channels) {
        this.jdbc = jdbc;
        this.channels = channels;
    }

    @Override
    public Optional<Funnel> of(CorpId corpId, ChannelId channelId) {
        List<Long> tree = channels.subtree(corpId, channelId).stream()
                .map(ChannelId::value)
                .toList();
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        Contacts contacts = contacts(corpId, tree);
        Touches touches = touches(corpId, tree);
        Welcomes welcomes = welcomes(corpId, tree);
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

    private Contacts contacts(CorpId corpId, List<Long> tree) {
        return jdbc.sql("""
                        SELECT COUNT(*) AS adds, COUNT(lost_at) AS losses,
                               COUNT(CASE WHEN relation = 'ADDED' THEN 1 END) AS current
                        FROM attribution
                        WHERE corp_id = :corpId AND first_channel_id IN (:channels)
                        """)
                .param("corpId", corpId.value())
                .param("channels", tree)
                .query(Contacts.class)
                .single();
    }

    private Touches touches(CorpId corpId, List<Long> tree) {
        return jdbc.sql("""
                        SELECT COUNT(CASE WHEN t.kind = 'ADDED' AND t.occurred_at > a.first_at THEN 1 END) AS re_adds,
                               COUNT(CASE WHEN t.kind = 'HALF_ADDED' THEN 1 END) AS half_adds
                        FROM attribution_touch t JOIN attribution a ON a.id = t.attribution_id
                        WHERE t.corp_id = :corpId AND t.channel_id IN (:channels)
                          AND t.kind IN ('ADDED', 'HALF_ADDED')
                        """)
                .param("corpId", corpId.value())
                .param("channels", tree)
                .query(Touches.class)
                .single();
    }

    private Welcomes welcomes(CorpId corpId, List<Long> tree) {
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
                .param("channels", tree)
                .query(Welcomes.class)
                .single();
    }

    private record Contacts(long adds, long losses, long current) {}

    private record Touches(long reAdds, long halfAdds) {}

    private record Welcomes(long sent, long elsewhere, long failed, long pending) {}
}
