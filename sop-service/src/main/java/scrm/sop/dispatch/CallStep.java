package scrm.sop.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.webhook.Delivery;
import scrm.rest.webhook.SendWebhook;
import scrm.rest.webhook.WebhookMessage;
import scrm.rest.webhook.WebhookOutcomes;
import scrm.sop.definition.Action;
import scrm.sop.definition.Action.CallWebhook;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueStepId;
import scrm.sop.due.DueSteps;
import scrm.sop.due.SettleSteps;
import scrm.sop.webhook.Webhook;
import scrm.sop.webhook.WebhookId;
import scrm.sop.webhook.Webhooks;

/**
 * Tells systems of the company's what is due; a step is done once it was taken, and failed once it is given up. Its
 * {@code webhook-id} is its own, so that one that is done again is the same to the receiver.
 */
@Service
class CallStep implements StepKind, WebhookOutcomes {
    private static final String TYPE = "plan.step.due";
    private static final String MESSAGE = "step_";

    private final Webhooks webhooks;
    private final SendWebhook sendWebhook;
    private final DueSteps steps;
    private final SettleSteps settleSteps;

    CallStep(Webhooks webhooks, SendWebhook sendWebhook, DueSteps steps, SettleSteps settleSteps) {
        this.webhooks = webhooks;
        this.sendWebhook = sendWebhook;
        this.steps = steps;
        this.settleSteps = settleSteps;
    }

    private record Called(CorpId corpId, WebhookId webhookId) {
        static Called by(Ready ready) {
            return new Called(ready.step().corpId(), ((CallWebhook) ready.action()).webhookId());
        }
    }

    /** What the receiver is told. */
    private record StepDue(
            String planId,
            int planVersion,
            String step,
            String enrolmentId,
            @Nullable String externalUserId,
            @Nullable String chatId,
            String userId,
            Instant dueAt) {
        static StepDue of(DueStep step) {
            ExternalUserId contact = step.target().contact();
            ChatId chat = step.target().group();
            UserId member = step.userId();
            return new StepDue(
                    step.planId().toString(),
                    step.planVersion(),
                    step.key(),
                    step.enrolmentId().toString(),
                    contact == null ? null : contact.value(),
                    chat == null ? null : chat.value(),
                    member.value(),
                    step.dueAt());
        }
    }

    @Override
    public Class<? extends Action> action() {
        return CallWebhook.class;
    }

    @Override
    public void dispatch(List<Ready> ready, Instant now) {
        Map<Called, List<DueStep>> together = new LinkedHashMap<>();
        for (Ready each : ready) {
            together.computeIfAbsent(Called.by(each), _ -> new ArrayList<>()).add(each.step());
        }
        together.forEach((called, due) -> {
            Webhook webhook = webhooks.find(called.corpId(), called.webhookId()).orElseThrow();
            sendWebhook.send(
                    called.corpId(),
                    webhook.endpointId(),
                    due.stream()
                            .map(step -> new WebhookMessage(MESSAGE + step.id(), TYPE, now, StepDue.of(step)))
                            .toList());
        });
        steps.handedOver(ready.stream().map(each -> each.step().id()).toList(), now);
    }

    /** Not after the enrolment ended; what is being sent at that moment is sent. */
    @Override
    public boolean owed(Delivery delivery) {
        return !isStep(delivery) || steps.isWanted(delivery.corpId(), step(delivery));
    }

    @Override
    @Transactional
    public void ended(Delivery delivery, Delivery.Status status) {
        if (isStep(delivery)) {
            steps.inHand(delivery.corpId(), step(delivery)).ifPresent(step -> settle(step, status));
        }
    }

    private void settle(DueStep step, Delivery.Status status) {
        switch (status) {
            case PENDING -> {}
            case DELIVERED -> settleSteps.done(List.of(step));
            case FAILED -> settleSteps.failed(List.of(step), "WEBHOOK_FAILED");
            case DROPPED -> settleSteps.skipped(List.of(step), DueStep.ENROLMENT_ENDED);
        }
    }

    private static boolean isStep(Delivery delivery) {
        return delivery.type().equals(TYPE);
    }

    private static DueStepId step(Delivery delivery) {
        return new DueStepId(Long.parseLong(delivery.messageId().substring(MESSAGE.length())));
    }
}
