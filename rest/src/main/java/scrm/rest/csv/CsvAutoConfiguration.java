package scrm.rest.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives every {@link CsvTable} as CSV to clients that ask for it. */
@AutoConfiguration
@ConditionalOnClass(CsvWriter.class)
class CsvAutoConfiguration implements WebMvcConfigurer {
    private final JsonMapper json;

    CsvAutoConfiguration(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureMessageConverters(ServerBuilder builder) {
        builder.addCustomConverter(new Converter(json));
    }

    private static final class Converter extends AbstractHttpMessageConverter<CsvTable> {
        private static final char BYTE_ORDER_MARK = '\uFEFF';

        private final JsonMapper json;

        Converter(JsonMapper json) {
            super(StandardCharsets.UTF_8, MediaType.parseMediaType(CsvTable.MEDIA_TYPE));
            this.json = json;
        }

        @Override
        protected boolean supports(Class<?> type) {
            return CsvTable.class.isAssignableFrom(type);
        }

        @Override
        protected boolean canRead(@Nullable MediaType type) {
            return false;
        }

        @Override
        protected CsvTable readInternal(Class<? extends CsvTable> type, HttpInputMessage input) {
            throw new UnsupportedOperationException("tables are only written");
        }

        @Override
        protected void writeInternal(CsvTable table, HttpOutputMessage output) throws IOException {
            Writer out = new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8);
            out.append(BYTE_ORDER_MARK);
            if (table.rows().isEmpty()) {
                out.flush();
                return;
            }
            CsvWriter csv = CsvWriter.builder().build(out);
            List<String> columns = Arrays.stream(
                            table.rows().getFirst().getClass().getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            csv.writeRecord(columns);
            for (Record row : table.rows()) {
                JsonNode values = json.valueToTree(row);
                csv.writeRecord(columns.stream()
                        .map(column -> cell(values.path(column)))
                        .toList());
            }
            csv.flush();
        }

        /** A number is a number, also with a minus in front; only text can pass for a formula. */
        private static String cell(JsonNode value) {
            if (value.isMissingNode() || value.isNull()) {
                return "";
            }
            return value.isString() ? Cells.guarded(value.asString()) : value.asString();
        }
    }
}
