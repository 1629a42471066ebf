package scrm.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps {@code wecom} and {@code messaging} from configuring themselves here: they are on the test's class path for an
 * exception and for jobs alone.
 */
final class WithoutNeighbours implements AutoConfigurationImportFilter {
    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            wanted[i] = name == null || !(name.startsWith("scrm.wecom.") || name.startsWith("scrm.messaging."));
        }
        return wanted;
    }
}
