package scrm.channel.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.ChannelId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

class CostFileTest {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String HEADER = "channelId,kind,currency,amount,from,until,note\n";

    @Test
    void aFileIsReadWhateverTheOrderOfItsColumns() {
        List<Cost> costs = read(BYTE_ORDER_MARK + """
                until,from,amount,currency,kind,channelId
                2026-11-30,2026-11-01,120000,CNY,FIXED,7
                2026-11-02, 2026-11-02 ,35,USD,PER_CLICK,8
                """.replace("\n", "\r\n"));

        assertThat(costs)
                .containsExactly(
                        new Cost(
                                new ChannelId(7),
                                Cost.Kind.FIXED,
                                "CNY",
                                120_000,
                                new Cost.Period(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30")),
                                null),
                        new Cost(
                                new ChannelId(8),
                                Cost.Kind.PER_CLICK,
                                "USD",
                                35,
                                new Cost.Period(LocalDate.parse("2026-11-02"), LocalDate.parse("2026-11-02")),
                                null));
    }

    @Test
    void aNoteMayHoldCommasQuotesAndLines() {
        assertThat(read(HEADER + "7,FIXED,CNY,1,2026-11-01,2026-11-01,\"灯箱, \"\"A\"\"\n第二行\"\n"))
                .extracting(Cost::note)
                .containsExactly("灯箱, \"A\"\n第二行");
    }

    @Test
    void everythingThatIsWrongIsToldByRowAndColumnAsASpreadsheetCountsThem() {
        assertThat(problems(HEADER + """
                        7,FIXED,CNY,1,2026-11-01,2026-11-01,fine

                        ,GIFT,RMB,-1,2026-11-02,2026-11-01,%s
                        9,FIXED,RMB,12.5,1.11.2026,2026-11-01,
                        x,PER_ADD,CNY,100000000001,2026-11-01
                        7,FIXED,RMB,1,2026-11-02,2026-11-01,
                        7,FIXED,CNY,1,2026-11-02,2026-11-01,
                        7,FIXED,CNY,1,1999-11-02,2026-11-01,
                        7,FIXED,CNY,1,2026-11-01,2026-11-01,a,b
                        ,,,,,,
                        """.formatted("x".repeat(201))))
                .containsExactly(
                        "rows[4].channelId required",
                        "rows[4].kind not_allowed",
                        "rows[4].amount out_of_range",
                        "rows[4].note too_long",
                        "rows[5].channelId not_found",
                        "rows[5].amount wrong_format",
                        "rows[5].from wrong_format",
                        "rows[6].channelId wrong_format",
                        "rows[6].amount out_of_range",
                        "rows[6].until required",
                        "rows[7].currency wrong_format",
                        "rows[8].until ends_before_start",
                        "rows[9].from out_of_range",
                        "rows[10] too_many_cells");
    }

    @Test
    void aHeaderIsRefusedBeforeItsRows() {
        assertThat(problems("channelId,kind,currency,amount,from,Until,amount\nx,x,x,x,x,x,x\n"))
                .containsExactly("rows[1] not_allowed", "rows[1].amount duplicate", "rows[1].until required");
    }

    @Test
    void whatIsNoCsvIsRefused() {
        assertThat(problems(HEADER + "7,FIXED,CNY,1,2026-11-01,2026-11-01,\"open\n"))
                .containsExactly("rows[2] malformed");
        assertThat(problems(HEADER)).containsExactly("rows too_few");
        assertThat(problems((HEADER + "7,FIXED,CNY,1,2026-11-01,2026-11-01,灯箱\n").getBytes(Charset.forName("GBK"))))
                .containsExactly("body not_utf8");
    }

    @Test
    void aFileHasTenThousandRowsAtMost() {
        String row = "7,FIXED,CNY,1,2026-11-01,2026-11-01,\n";

        assertThat(read(HEADER + row.repeat(10_000))).hasSize(10_000);
        assertThat(problems(HEADER + row.repeat(10_001))).containsExactly("rows too_many");
    }

    @Test
    void whatHelpsNobodyIsOnlyCounted() {
        String rows = IntStream.range(0, 600)
                .mapToObj(_ -> "9,GIFT,CNY,1,2026-11-01,2026-11-01,\n")
                .collect(Collectors.joining());

        assertThat(problems(HEADER + rows)).hasSize(1_001).last().isEqualTo("rows more_problems");
    }

    private static List<Cost> read(String file) {
        return CostFile.read(file.getBytes(StandardCharsets.UTF_8), Set.of(new ChannelId(7), new ChannelId(8)));
    }

    private static List<String> problems(String file) {
        return problems(file.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(byte[] file) {
        InvalidRequest refused =
                catchThrowableOfType(InvalidRequest.class, () -> CostFile.read(file, Set.of(new ChannelId(7))));
        return refused.problem().errors().stream().map(CostFileTest::told).toList();
    }

    private static String told(FieldProblem problem) {
        return problem.field() + " " + problem.code();
    }
}
