package scrm.wecom.wxjava;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.Id;
import scrm.events.State;
import scrm.wecom.Page;

/** WeCom's JSON: snake case, seconds since 1970, and fields that come and go. */
final class WxJavaJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private WxJavaJson() {}

    /** A list that WeCom may have left out. */
    static <A, B> List<B> list(@Nullable List<A> items, Function<A, B> each) {
        return items == null ? List.of() : items.stream().map(each).toList();
    }

    static <A, B> Page<B> page(@Nullable List<A> items, @Nullable String nextCursor, Function<A, B> each) {
        return new Page<>(list(items, each), text(nextCursor));
    }

    /** Ids as WeCom takes them; null, so that it is left out, when there are none. */
    static @Nullable List<String> values(Collection<? extends Id> ids) {
        return ids.isEmpty() ? null : ids.stream().map(Id::value).toList();
    }

    /** Foreign states may be anything; one that is none of ours must not break the rest of the answer. */
    static @Nullable State state(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return new State(value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** WeCom says 0 for "never". */
    static @Nullable Instant instant(@Nullable Long seconds) {
        return seconds == null || seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /** WeCom says "" for "no more" and for "none". */
    static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
