package scrm.sop.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.csv.CsvTable;
import scrm.sop.audience.GroupFilter;
import scrm.sop.campaign.CampaignRequest.GroupFilterRequest;
import scrm.sop.campaign.CampaignRequest.TestRequest;
import scrm.sop.content.ChatType;
import scrm.sop.content.ContentView;
import scrm.sop.groupmessage.Delivery;

@RestController
@RequestMapping("/v1/corps/{corpId}/group-messages")
class CampaignController {
    private final Campaigns campaigns;
    private final ComposeCampaign composeCampaign;
    private final TestCampaign testCampaign;

    CampaignController(Campaigns campaigns, ComposeCampaign composeCampaign, TestCampaign testCampaign) {
        this.campaigns = campaigns;
        this.composeCampaign = composeCampaign;
        this.testCampaign = testCampaign;
    }

    /**
     * Composes a message to many: it is split by sender and variant into as few group messages as may be. One to more
     * receivers than the service's settings say waits for a second person's approval.
     */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<CampaignView> compose(
            @PathVariable CorpId corpId, @Valid @RequestBody CampaignRequest request, @Nullable Principal principal) {
        long size = composeCampaign.size(corpId, request);
        Campaign campaign = composeCampaign.compose(corpId, request, size, subject(principal));
        URI location = URI.create("/v1/corps/" + corpId + "/group-messages/campaigns/" + campaign.id());
        return ResponseEntity.created(location).body(CampaignView.of(campaign));
    }

    /** The newest first. */
    @GetMapping("/campaigns")
    Slice<CampaignView> list(
            @PathVariable CorpId corpId, @RequestParam Campaign.@Nullable Status status, PageRequest page) {
        Cursor after = page.after();
        List<Campaign> found = campaigns.list(
                corpId, status, after == null ? null : new CampaignId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, campaign -> Cursor.at(campaign.id())).map(CampaignView::of);
    }

    @GetMapping("/campaigns/{id}")
    CampaignDetailView get(@PathVariable CorpId corpId, @PathVariable long id) {
        Campaign campaign = find(corpId, id);
        return new CampaignDetailView(CampaignView.of(campaign), campaigns.tally(corpId, campaign.id()));
    }

    /** Lets it go out; the author cannot. */
    @PostMapping("/campaigns/{id}/approve")
    CampaignView approve(@PathVariable CorpId corpId, @PathVariable long id, @Nullable Principal principal) {
        return CampaignView.of(composeCampaign.approve(corpId, new CampaignId(id), subject(principal)));
    }

    /** Stops what is not sent; who got it has it. */
    @PostMapping("/campaigns/{id}/cancel")
    CampaignView cancel(@PathVariable CorpId corpId, @PathVariable long id) {
        return CampaignView.of(composeCampaign.cancel(corpId, new CampaignId(id)));
    }

    /** Sends every variant to a few, to try it out; they get the message again with all others. */
    @PostMapping("/campaigns/{id}/test")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void test(@PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody TestRequest request) {
        testCampaign.test(find(corpId, id), request);
    }

    /** How its senders confirm, in the order of their ids. */
    @GetMapping("/campaigns/{id}/senders")
    Slice<Campaigns.SenderProgress> senders(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        Campaign campaign = find(corpId, id);
        Cursor after = page.after();
        List<Campaigns.SenderProgress> found = campaigns.senders(
                corpId, campaign.id(), after == null ? null : new UserId(after.text(0)), page.fetchSize());
        return Slice.of(found, page, progress -> Cursor.at(progress.userId()));
    }

    /** Each receiver, in the order of their ids; as {@code text/csv} a row for each. */
    @GetMapping(
            path = "/campaigns/{id}/receivers",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    ReceiversView receivers(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        Campaign campaign = find(corpId, id);
        Cursor after = page.after();
        List<Campaigns.ReceiverRow> found =
                campaigns.receivers(corpId, campaign.id(), after == null ? null : after.text(0), page.fetchSize());
        Slice<ReceiverView> slice = Slice.of(found, page, (Campaigns.ReceiverRow row) -> Cursor.at(row.receiver()))
                .map(ReceiverView::of);
        return new ReceiversView(slice.items(), slice.next());
    }

    private Campaign find(CorpId corpId, long id) {
        return campaigns.find(corpId, new CampaignId(id)).orElseThrow(() -> NotFound.of("campaign"));
    }

    /** Empty where the service asks for no tokens: then nobody can be told from anybody. */
    private static String subject(@Nullable Principal principal) {
        String name = principal == null ? null : principal.getName();
        return name == null ? "" : name;
    }

    /**
     * A composed message.
     *
     * @param size how many receivers it had when it was composed
     * @param contents one, or the variants from A on
     * @param holdOut percent of receivers who get nothing
     */
    record CampaignView(
            String id,
            String name,
            Campaign.Status status,
            ChatType chatType,
            @Nullable String segmentId,
            @Nullable GroupFilterRequest groups,
            long size,
            List<VariantView> contents,
            int holdOut,
            Instant sendAt,
            String author,
            @Nullable String approver,
            Instant createdAt) {
        static CampaignView of(Campaign campaign) {
            List<Variants.Variant> variants = campaign.variants().variants();
            return new CampaignView(
                    campaign.id().toString(),
                    campaign.name(),
                    campaign.status(),
                    campaign.chatType(),
                    campaign.audience() instanceof Audience.Segment(String segmentId) ? segmentId : null,
                    campaign.audience() instanceof Audience.Groups(GroupFilter filter)
                            ? GroupFilterRequest.of(filter)
                            : null,
                    campaign.size(),
                    variants.stream().map(VariantView::of).toList(),
                    campaign.variants().holdOut(),
                    campaign.sendAt(),
                    campaign.author(),
                    campaign.approver(),
                    campaign.createdAt());
        }
    }

    record VariantView(int weight, ContentView content) {
        static VariantView of(Variants.Variant variant) {
            return new VariantView(variant.weight(), ContentView.of(variant.content()));
        }
    }

    /** @param receivers how many of each variant are where; variant {@code -} gets nothing */
    record CampaignDetailView(CampaignView campaign, List<Campaigns.Tally> receivers) {}

    /** @param next cursor of the next page */
    record ReceiversView(List<ReceiverView> items, @Nullable String next) implements CsvTable {
        @Override
        public List<ReceiverView> rows() {
            return items;
        }
    }

    /**
     * @param receiver an external_userid or a chat_id
     * @param variant {@code -}: held out
     * @param delivery absent before it is in a message
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReceiverView(
            String receiver,
            Campaigns.State state,
            @Nullable String variant,
            @Nullable UserId sender,
            @Nullable String groupMessageId,
            @Nullable Delivery delivery,
            @Nullable Instant sentAt) {
        static ReceiverView of(Campaigns.ReceiverRow row) {
            return new ReceiverView(
                    row.receiver(),
                    row.state(),
                    row.variant(),
                    row.sender(),
                    row.groupMessageId() == null ? null : row.groupMessageId().toString(),
                    row.delivery(),
                    row.sentAt());
        }
    }
}
