package scrm.rest.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;

import scrm.rest.Slice;

class OneTypePerNameTest {
    private final ModelConverters converters = new ModelConverters(true);

    OneTypePerNameTest() {
        converters.addConverter(new OneTypePerName());
    }

    static final class Costs {
        record ImportView(int rows) {}

        record Holder(List<Costs.ImportView> imports) {}
    }

    static final class Codes {
        record ImportView(String job) {}

        record Holding(Codes.ImportView view) {}
    }

    private void describe(Type type) {
        converters.resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
    }

    private static Type sliceOf(Class<?> item) {
        return ResolvableType.forClassWithGenerics(Slice.class, item).getType();
    }

    @Test
    void aTypeMayBeDescribedManyTimes() {
        describe(Costs.ImportView.class);
        describe(Costs.Holder.class);
        describe(sliceOf(Costs.ImportView.class));
        describe(sliceOf(Costs.ImportView.class));
        describe(Costs.ImportView.class);
        assertThat(converters.readAll(Costs.Holder.class)).containsOnlyKeys("Holder", "ImportView");
    }

    @Test
    void anotherTypeOfTheSameNameIsRefusedWhereverItStands() {
        describe(Costs.ImportView.class);
        for (Type type : List.of(Codes.ImportView.class, Codes.Holding.class, sliceOf(Codes.ImportView.class))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> describe(type))
                    .withMessageContainingAll("Costs$ImportView", "Codes$ImportView");
        }
    }
}
