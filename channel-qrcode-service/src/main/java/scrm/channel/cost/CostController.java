package scrm.channel.cost;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.Money;
import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.RowId;
import scrm.rest.Slice;

/** What channels cost; the report sets it against what their contacts bought. */
@RestController
@RequestMapping("/v1/corps/{corpId}/costs")
class CostController {
    private final AddCost addCost;
    private final ImportCosts importCosts;
    private final Costs costs;

    CostController(AddCost addCost, ImportCosts importCosts, Costs costs) {
        this.addCost = addCost;
        this.importCosts = importCosts;
        this.costs = costs;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<CostView> add(@PathVariable CorpId corpId, @Valid @RequestBody CostRequest request) {
        Cost.Kept kept = addCost.add(corpId, request.cost());
        return ResponseEntity.created(URI.create("/v1/corps/" + corpId + "/costs/" + kept.id()))
                .body(CostView.of(kept));
    }

    /**
     * Adds the costs of a file, all of them or none: CSV in UTF-8, with or without a byte order mark, at most 10,000
     * rows below a header with the columns {@code channelId, kind, currency, amount, from, until} and, if wanted,
     * {@code note}, in any order, each as in a single cost. What is wrong is told as {@code rows[<row>].<column>}, rows
     * as a spreadsheet counts them: the header is row 1.
     *
     * @param dryRun only looks whether the file could be taken
     */
    @PostMapping(path = "/import", consumes = "text/csv")
    CostImportView importCosts(
            @PathVariable CorpId corpId,
            @RequestBody byte[] file,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        int rows = importCosts.run(corpId, file, dryRun);
        return new CostImportView(rows, dryRun ? 0 : rows);
    }

    /**
     * How an import went.
     *
     * @param rows costs that the file holds
     * @param added how many of them were added: all, or none in a dry run
     */
    record CostImportView(int rows, int added) {}

    @GetMapping("/{id}")
    CostView get(@PathVariable CorpId corpId, @PathVariable long id) {
        return CostView.of(costs.find(corpId, new CostId(id)).orElseThrow(() -> NotFound.of("cost")));
    }

    @GetMapping
    Slice<CostView> list(@PathVariable CorpId corpId, @RequestParam @Nullable Long channelId, PageRequest page) {
        Cursor after = page.after();
        List<Cost.Kept> found = costs.list(
                corpId,
                channelId == null ? null : new ChannelId(channelId),
                after == null ? null : new CostId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, kept -> Cursor.at(kept.id())).map(CostView::of);
    }

    /** Takes a cost back, as if it had never been. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable CorpId corpId, @PathVariable long id) {
        if (!costs.remove(corpId, new CostId(id))) {
            throw NotFound.of("cost");
        }
    }

    /**
     * A cost as a client writes it.
     *
     * @param channelId where it stands; it counts for the channels above as well
     * @param kind {@code FIXED} for the whole period, {@code PER_ADD} for each contact that the channel brought in it,
     *     {@code PER_CLICK} for each scan of its codes that was counted in it
     * @param currency ISO 4217
     * @param amount in minor units (cents)
     * @param from first day, in the corp's time zone
     * @param until last day
     * @param note for people
     */
    record CostRequest(
            @NotNull @Pattern(regexp = RowId.PATTERN) String channelId,
            @NotNull Cost.Kind kind,
            @NotNull String currency,
            @NotNull @PositiveOrZero @Max(Money.MOST) Long amount,
            @NotNull LocalDate from,
            @NotNull LocalDate until,
            @Size(max = Cost.NOTE_LENGTH) @Nullable String note) {
        Cost cost() {
            Money.checkCurrency("currency", currency);
            return new Cost(ChannelId.of(channelId), kind, currency, amount, Cost.Period.requested(from, until), note);
        }
    }

    record CostView(
            String id,
            String channelId,
            Cost.Kind kind,
            String currency,
            long amount,
            LocalDate from,
            LocalDate until,
            @Nullable String note,
            Instant createdAt) {
        static CostView of(Cost.Kept kept) {
            Cost cost = kept.cost();
            return new CostView(
                    kept.id().toString(),
                    cost.channelId().toString(),
                    cost.kind(),
                    cost.currency(),
                    cost.amount(),
                    cost.period().from(),
                    cost.period().until(),
                    cost.note(),
                    kept.createdAt());
        }
    }
}
