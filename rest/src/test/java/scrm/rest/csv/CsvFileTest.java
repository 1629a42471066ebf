package scrm.rest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import scrm.rest.InvalidRequest;

class CsvFileTest {
    private static final CsvFile FILE = new CsvFile(List.of("id"), List.of("name"), 3);

    @Test
    void eachRowHasItsOwnProblemsAndTheOthersGoOn() throws IOException {
        assertThat(read("\uFEFFid,name\r\n1,=1+1\r\n\r\n2,b,c\r\n3,d\r\n"))
                .containsExactly("2:1:[rows[2].name formula]", "4:2:[rows[4] too_many_cells]", "5:3:[]");
    }

    @Test
    void bytesThatAreNoCharactersStopTheirRowAlone() throws IOException {
        byte[] gbk = "id,name\n1,张\n2,b\n".getBytes(Charset.forName("GBK"));

        assertThat(read(new ByteArrayInputStream(gbk))).containsExactly("2:1:[rows[2] not_utf8]", "3:2:[]");
    }

    @Test
    void aQuotationMarkThatIsNeverClosedEndsTheFile() throws IOException {
        assertThat(read("id,name\n1,a\n2,\"b\n3,c\n")).containsExactly("2:1:[]", "3::[rows[3] malformed]");
    }

    @Test
    void aFileThatIsTooLongOrEmptyOrHasAnotherHeaderIsRefused() {
        assertThatThrownBy(() -> read("id\n1\n2\n3\n4\n")).isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> read("id\n")).isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> read("name\n1\n")).isInstanceOf(InvalidRequest.class);
    }

    private static List<String> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(InputStream file) throws IOException {
        List<String> rows = new ArrayList<>();
        FILE.forEach(file, row -> {
            row.refuseFormulas();
            rows.add(row.number() + ":" + row.cell("id") + ":"
                    + row.problems().stream()
                            .map(problem -> problem.field() + " " + problem.code())
                            .toList());
        });
        return rows;
    }
}
