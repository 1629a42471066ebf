package scrm.channel.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

/**
 * Asks about many channels, a hundred at a time: servers look into an index only for lists of fewer than 200
 * ({@code eq_range_index_dive_limit}) and guess beyond, and no statement comes near the driver's patience.
 */
@Component
class JdbcScopes {
    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;

    JdbcScopes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Hands over the rows of all channels.
     *
     * @param sql with {@code :corpId} and {@code :channels}; a row tells of one channel, or may be added up with those
     *     of others
     * @param more its other parameters
     */
    void each(String sql, CorpId corpId, Set<ChannelId> channels, Map<String, ?> more, RowCallbackHandler row) {
        List<Long> ids = channels.stream().map(ChannelId::value).sorted().toList();
        for (int at = 0; at < ids.size(); at += AT_ONCE) {
            jdbc.sql(sql)
                    .param("corpId", corpId.value())
                    .param("channels", ids.subList(at, Math.min(at + AT_ONCE, ids.size())))
                    .params(more)
                    .query(row);
        }
    }

    /** The same with the scope's times as {@code :from} and {@code :until}. */
    void each(String sql, Scope scope, Map<String, ?> more, RowCallbackHandler row) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("from", JdbcTime.of(scope.from()));
        all.put("until", JdbcTime.of(scope.until()));
        each(sql, scope.corpId(), scope.channels(), all, row);
    }

    /** Rows of a channel and a number. */
    Map<ChannelId, Long> counts(String sql, Scope scope, Map<String, ?> more) {
        Map<ChannelId, Long> counts = new HashMap<>();
        each(sql, scope, more, row -> counts.put(new ChannelId(row.getLong(1)), row.getLong(2)));
        return counts;
    }
}
