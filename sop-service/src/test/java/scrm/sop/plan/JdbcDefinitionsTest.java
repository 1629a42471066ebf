package scrm.sop.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import scrm.sop.content.MaterialWording;
import scrm.sop.content.MessageContent;
import scrm.sop.content.Wording;
import scrm.sop.definition.Action;
import scrm.sop.definition.Misfire;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.definition.Trigger;
import scrm.sop.definition.When;
import scrm.sop.material.MaterialId;

class JdbcDefinitionsTest {
    @Test
    void whatMembersAreAskedIsReadAsItIsWritten() {
        PlanDefinition words = asking(new MessageContent("打电话", List.of()));
        PlanDefinition material = asking(new MaterialWording(new MaterialId(7), 2));

        assertThat(JdbcDefinitions.read(JdbcDefinitions.write(words))).isEqualTo(words);
        assertThat(JdbcDefinitions.read(JdbcDefinitions.write(material))).isEqualTo(material);
    }

    @Test
    void whatMembersWereAskedBeforeThereWereMaterialsForItIsReadAsWords() {
        PlanDefinition plan = asking(new MessageContent("打电话", List.of()));
        String old = JdbcDefinitions.write(plan).replaceAll("\"words\":\\{[^}]*}", "\"text\":\"打电话\"");
        assertThat(old).doesNotContain("words");

        assertThat(JdbcDefinitions.read(old)).isEqualTo(plan);
    }

    private static PlanDefinition asking(Wording words) {
        PlanDefinition.Step step = new PlanDefinition.Step(
                "1",
                new When.After(Duration.ofHours(1)),
                List.of(),
                new Action.Ask(words),
                List.of(new PlanDefinition.Way(List.of(), new Action.Ask(words))));
        return new PlanDefinition(
                Target.Kind.CONTACT,
                List.of(),
                new Trigger.ByHand(),
                false,
                List.of(step),
                Misfire.RUN,
                List.of(),
                PlanDefinition.USUAL_PRIORITY,
                null,
                0);
    }
}
