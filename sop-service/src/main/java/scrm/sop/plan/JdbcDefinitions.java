package scrm.sop.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import scrm.events.ChatId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.sop.content.JdbcWordings;
import scrm.sop.definition.Action;
import scrm.sop.definition.Condition;
import scrm.sop.definition.Misfire;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.definition.Trigger;
import scrm.sop.definition.When;
import scrm.sop.groupmessage.FollowUp;

/** Definitions of plans as JSON columns hold them. */
final class JdbcDefinitions {
    private static final JsonMapper JSON = JdbcWordings.mapper()
            .addMixIn(When.class, WhenJson.class)
            .addMixIn(Trigger.class, TriggerJson.class)
            .addMixIn(Condition.class, ConditionJson.class)
            .addMixIn(Action.class, ActionJson.class)
            .addMixIn(State.class, IdJson.class)
            .addMixIn(TagId.class, IdJson.class)
            .addMixIn(ChatId.class, IdJson.class)
            .build();

    private JdbcDefinitions() {}

    static String write(PlanDefinition definition) {
        return JSON.writeValueAsString(definition);
    }

    static PlanDefinition read(String json) {
        JsonNode tree = JSON.readTree(json);
        if (!tree.has("audience")) {
            upgrade((ObjectNode) tree);
        }
        if (!tree.has("holdOut")) {
            ((ObjectNode) tree).put("holdOut", 0);
        }
        for (JsonNode step : tree.path("steps")) {
            upgradeAction(step.path("action"));
            step.path("otherwise").forEach(way -> upgradeAction(way.path("action")));
        }
        return JSON.treeToValue(tree, PlanDefinition.class);
    }

    /** Versions are never updated: those from when plans only said things to contacts who were added are read so. */
    private static void upgrade(ObjectNode plan) {
        plan.put("audience", Target.Kind.CONTACT.name());
        ((ObjectNode) plan.path("trigger")).put("type", "contactAdded");
        int number = 0;
        for (JsonNode each : plan.path("steps")) {
            ObjectNode step = (ObjectNode) each;
            step.put("key", String.valueOf(++number));
            ObjectNode action = step.putObject("action");
            action.put("type", "say");
            action.set("content", step.remove("content"));
            step.set("conditions", none());
            step.set("otherwise", none());
        }
        plan.set("only", none());
        plan.put("repeats", false);
        plan.set("misfire", JSON.valueToTree(Misfire.RUN));
        plan.set("exits", none());
        plan.put("priority", PlanDefinition.USUAL_PRIORITY);
    }

    /** Versions from when nobody was reminded, and from when members were asked without materials, are read so. */
    private static void upgradeAction(JsonNode action) {
        if ("say".equals(action.path("type").asString()) && !action.has("followUp")) {
            ((ObjectNode) action).set("followUp", JSON.valueToTree(FollowUp.NONE));
        }
        if ("ask".equals(action.path("type").asString()) && action.has("text")) {
            JsonNode text = ((ObjectNode) action).remove("text");
            ObjectNode words = ((ObjectNode) action).putObject("words");
            words.set("text", text);
            words.set("attachments", none());
        }
    }

    private static ArrayNode none() {
        return JSON.createArrayNode();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = When.After.class, name = "after"),
        @JsonSubTypes.Type(value = When.OnDay.class, name = "onDay"),
        @JsonSubTypes.Type(value = When.OnWeekday.class, name = "onWeekday"),
        @JsonSubTypes.Type(value = When.AfterPrevious.class, name = "afterPrevious")
    })
    private interface WhenJson {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Trigger.ByHand.class, name = "byHand"),
        @JsonSubTypes.Type(value = Trigger.ContactAdded.class, name = "contactAdded"),
        @JsonSubTypes.Type(value = Trigger.Tagged.class, name = "tagged"),
        @JsonSubTypes.Type(value = Trigger.LevelReached.class, name = "levelReached"),
        @JsonSubTypes.Type(value = Trigger.GroupJoined.class, name = "groupJoined"),
        @JsonSubTypes.Type(value = Trigger.SurveyAnswered.class, name = "surveyAnswered"),
        @JsonSubTypes.Type(value = Trigger.Bought.class, name = "bought"),
        @JsonSubTypes.Type(value = Trigger.GroupOpened.class, name = "groupOpened"),
        @JsonSubTypes.Type(value = Trigger.Chartered.class, name = "chartered"),
        @JsonSubTypes.Type(value = Trigger.PhaseReached.class, name = "phaseReached"),
        @JsonSubTypes.Type(value = Trigger.HealthAlerted.class, name = "healthAlerted"),
        @JsonSubTypes.Type(value = Trigger.OnDate.class, name = "onDate"),
        @JsonSubTypes.Type(value = Trigger.InRhythm.class, name = "inRhythm"),
        @JsonSubTypes.Type(value = Trigger.Weekly.class, name = "weekly"),
        @JsonSubTypes.Type(value = Trigger.EveryDays.class, name = "everyDays"),
        @JsonSubTypes.Type(value = Trigger.OnFestival.class, name = "onFestival"),
        @JsonSubTypes.Type(value = Trigger.ContactDate.class, name = "contactDate"),
        @JsonSubTypes.Type(value = Trigger.Inactive.class, name = "inactive")
    })
    private interface TriggerJson {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Condition.HasTag.class, name = "hasTag"),
        @JsonSubTypes.Type(value = Condition.LacksTag.class, name = "lacksTag"),
        @JsonSubTypes.Type(value = Condition.InSegment.class, name = "inSegment")
    })
    private interface ConditionJson {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Action.Say.class, name = "say"),
        @JsonSubTypes.Type(value = Action.Split.class, name = "split"),
        @JsonSubTypes.Type(value = Action.Ask.class, name = "ask"),
        @JsonSubTypes.Type(value = Action.ChangeTags.class, name = "changeTags"),
        @JsonSubTypes.Type(value = Action.Post.class, name = "post"),
        @JsonSubTypes.Type(value = Action.CallWebhook.class, name = "callWebhook")
    })
    private interface ActionJson {}

    private abstract static class IdJson {
        @SuppressWarnings("UnusedVariable") // only its signature and annotation count
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        IdJson(String value) {}

        @JsonValue
        abstract String value();
    }
}
