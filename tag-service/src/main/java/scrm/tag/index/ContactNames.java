package scrm.tag.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Who is behind ordinals. One that nobody has any more names nobody: whoever is gone is in no list. */
@Service
public class ContactNames {
    private final JdbcOrdinals ordinals;

    ContactNames(JdbcOrdinals ordinals) {
        this.ordinals = ordinals;
    }

    /** The contacts that there still are, in the order of their ordinals. */
    public Map<Integer, ExternalUserId> of(CorpId corpId, RoaringBitmap members) {
        List<Integer> wanted = members.stream().boxed().toList();
        Map<Integer, ExternalUserId> found = ordinals.names(corpId, wanted);
        Map<Integer, ExternalUserId> inOrder = new LinkedHashMap<>();
        wanted.stream().filter(found::containsKey).forEach(ordinal -> inOrder.put(ordinal, found.get(ordinal)));
        return inOrder;
    }

    /** Those of some contacts who are among members, in the order in which they were given. */
    public List<ExternalUserId> among(CorpId corpId, RoaringBitmap members, List<ExternalUserId> some) {
        Map<String, Integer> known =
                ordinals.known(corpId, some.stream().map(ExternalUserId::value).toList());
        return some.stream()
                .distinct()
                .filter(contact -> {
                    Integer ordinal = known.get(contact.value());
                    return ordinal != null && members.contains(ordinal);
                })
                .toList();
    }
}
