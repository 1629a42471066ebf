package scrm.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** Keeps {@code wecom} from configuring itself here: it is on the test's class path for its exception alone. */
final class WithoutWeCom implements AutoConfigurationImportFilter {
    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            wanted[i] = name == null || !name.startsWith("scrm.wecom.");
        }
        return wanted;
    }
}
