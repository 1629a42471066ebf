package scrm.channel.conversion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.Money;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;

/** What contacts bought and gave back; told by the company's shop. */
@RestController
@RequestMapping("/v1/corps/{corpId}/conversions")
class ConversionController {
    private static final String ORDER_ID = "[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}";

    private final RecordConversion recordConversion;
    private final Conversions conversions;

    ConversionController(RecordConversion recordConversion, Conversions conversions) {
        this.recordConversion = recordConversion;
        this.conversions = conversions;
    }

    /** An order; it may be told before the contact is known. */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<ConversionView> order(@PathVariable CorpId corpId, @Valid @RequestBody OrderRequest request) {
        Conversion order = recordConversion.order(corpId, request.order());
        return ResponseEntity.created(URI.create("/v1/corps/" + corpId + "/conversions/" + order.orderId()))
                .body(ConversionView.of(order));
    }

    /** Part of an order, or all of it, was paid back. */
    @PostMapping("/{orderId}/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    ConversionView refund(
            @PathVariable CorpId corpId, @PathVariable String orderId, @Valid @RequestBody RefundRequest request) {
        Times.check("occurredAt", request.occurredAt());
        return ConversionView.of(
                recordConversion.refund(corpId, orderId, request.refundId(), request.amount(), request.occurredAt()));
    }

    @GetMapping("/{orderId}")
    ConversionView get(@PathVariable CorpId corpId, @PathVariable String orderId) {
        return ConversionView.of(conversions.find(corpId, orderId).orElseThrow(() -> NotFound.of("conversion")));
    }

    @GetMapping
    Slice<ConversionView> list(
            @PathVariable CorpId corpId, @RequestParam @Nullable ExternalUserId externalUserId, PageRequest page) {
        Cursor after = page.after();
        List<Conversion> found =
                conversions.list(corpId, externalUserId, after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, order -> Cursor.at(order.id())).map(ConversionView::of);
    }

    /**
     * An order as the shop tells it.
     *
     * @param orderId the shop's, once in a corp; letters, digits and {@code . _ : @ -}, for it stands in paths
     * @param externalUserId who bought
     * @param currency ISO 4217
     * @param amount in minor units (cents)
     * @param occurredAt when it was placed
     */
    record OrderRequest(
            @NotNull @Pattern(regexp = ORDER_ID) String orderId,
            @NotNull ExternalUserId externalUserId,
            @NotNull String currency,
            @NotNull @Positive @Max(Money.MOST) Long amount,
            @NotNull Instant occurredAt) {
        Conversion order() {
            Money.checkCurrency("currency", currency);
            Times.check("occurredAt", occurredAt);
            return new Conversion(0, orderId, externalUserId, currency, amount, 0, occurredAt);
        }
    }

    /**
     * A refund as the shop tells it, in the order's currency.
     *
     * @param refundId the shop's, once in an order
     * @param amount in minor units, at most what is left of the order
     * @param occurredAt not before the order
     */
    record RefundRequest(
            @NotBlank @Size(max = 64) String refundId,
            @NotNull @Positive @Max(Money.MOST) Long amount,
            @NotNull Instant occurredAt) {}

    record ConversionView(
            String orderId,
            ExternalUserId externalUserId,
            String currency,
            long amount,
            long refunded,
            Instant occurredAt) {
        static ConversionView of(Conversion conversion) {
            return new ConversionView(
                    conversion.orderId(),
                    conversion.externalUserId(),
                    conversion.currency(),
                    conversion.amount(),
                    conversion.refunded(),
                    conversion.occurredAt());
        }
    }
}
