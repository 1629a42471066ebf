package scrm.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCorpTest {
    @TempDir
    Path folder;

    @Test
    void theSameCorpsAreReadAgain() throws IOException {
        List<DevelopmentCorp> made = DevelopmentCorp.in(folder.resolve("corps.yaml"));

        assertThat(made).hasSize(2);
        assertThat(DevelopmentCorp.in(folder.resolve("corps.yaml"))).isEqualTo(made);
    }

    @Test
    void anAddedCorpStandsBesideTheOthersOnce() throws IOException {
        Path file = folder.resolve("corps.yaml");
        DevelopmentCorp added = DevelopmentCorp.added(file, "wwadded", "新企业", "Asia/Tokyo");

        assertThat(DevelopmentCorp.added(file, "wwadded", "新企业", "Asia/Tokyo")).isEqualTo(added);
        assertThat(DevelopmentCorp.in(file)).hasSize(3).contains(added);
    }

    @Test
    void secretsAreFreshAndNobodyElseMayReadThem() throws IOException {
        DevelopmentCorp one = DevelopmentCorp.in(folder.resolve("one.yaml")).getFirst();
        DevelopmentCorp other = DevelopmentCorp.in(folder.resolve("other.yaml")).getFirst();

        assertThat(one.corpId()).isEqualTo(other.corpId());
        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(Files.getPosixFilePermissions(folder.resolve("one.yaml")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theCallbackKeyDecodesTo32Bytes() throws IOException {
        String key = DevelopmentCorp.in(folder.resolve("corps.yaml")).getFirst().callbackAesKey();

        byte[] bytes = Base64.getDecoder().decode(key + "=");

        assertThat(bytes).hasSize(32);
        assertThat(Base64.getEncoder().encodeToString(bytes)).isEqualTo(key + "=");
    }
}
