package scrm.channel.livecode;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** Which way of WeCom's stands behind a live code. */
@Service
class CodesAtWeCom {
    private final Map<LiveCode.Kind, CodeAtWeCom> byKind = new EnumMap<>(LiveCode.Kind.class);

    CodesAtWeCom(List<CodeAtWeCom> codes) {
        codes.forEach(code -> code.kinds().forEach(kind -> byKind.put(kind, code)));
    }

    CodeAtWeCom of(LiveCode liveCode) {
        return of(liveCode.draft().kind());
    }

    CodeAtWeCom of(LiveCode.Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    /** One kind for each list that WeCom has, always in the same order. */
    List<LiveCode.Kind> listed() {
        return byKind.values().stream()
                .distinct()
                .filter(CodeAtWeCom::lists)
                .map(code -> code.kinds().stream().sorted().findFirst().orElseThrow())
                .sorted()
                .toList();
    }
}
