package scrm.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackEvents;
import scrm.simulator.callback.CallbackLog;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.callback.CallbackSender;
import scrm.simulator.callback.CallbackSigner;
import scrm.simulator.callback.Delivery;
import scrm.simulator.callback.SignedCallback;
import scrm.simulator.contact.Contact;
import scrm.simulator.contact.Relation;
import scrm.simulator.directory.Member;
import scrm.simulator.server.ApiServer;
import scrm.simulator.server.Ids;
import scrm.simulator.server.Limits;
import scrm.simulator.server.Tenant;
import scrm.simulator.server.World;

/** One simulated corp: its people, its callbacks, its limits. */
public final class Corp implements AutoCloseable {
    private final Clock clock;
    private final ApiServer server;
    private final CallbackLog log;
    private final CallbackSender sender;
    private final Features features;
    private final Tenant tenant;
    private final People people;
    private volatile CorpDefinition definition;

    Corp(CorpDefinition definition, Clock clock, long seed, ApiServer server, HttpClient http, CallbackLog log) {
        String corpId = definition.corpId();
        this.definition = definition;
        this.clock = clock;
        this.server = server;
        this.log = log;
        this.sender = new CallbackSender(http, clock, log, signer(definition, clock));
        this.sender.url(definition.callbackUrl());
        Inboxes inboxes = new Inboxes(clock);
        World world = new World(corpId, clock, new Ids(corpId, seed), event -> sender.send(corpId, event), inboxes);
        this.features = new Features(world, definition);
        this.tenant = new Tenant(world, features.routes, clock, definition.secret());
        this.people = new People(features, inboxes);
    }

    public CorpDefinition definition() {
        return definition;
    }

    /** What people do here. */
    public People people() {
        return people;
    }

    // Callbacks

    /** Where callbacks go from now on; null: nowhere, they are only logged. */
    public void sendCallbacksTo(@Nullable URI url) {
        redefine(definition.withCallbackUrl(url));
    }

    public void callbackMode(CallbackMode mode) {
        sender.mode(mode);
    }

    /** How often each callback is tried, and how long after a failure; 3 times, 1 s apart, if not set. */
    public void callbackRetries(int attempts, Duration spacing) {
        sender.retries(attempts, spacing);
    }

    /** All callbacks of this corp, oldest first. */
    public List<Delivery> callbacks() {
        return log.after(definition.corpId(), 0, Integer.MAX_VALUE);
    }

    /** Writes events of this corp, to be {@link #signed} or {@link #send sent}. */
    public CallbackEvents events() {
        return features.world.events();
    }

    /** Encrypts and signs without sending. */
    public SignedCallback signed(CallbackEvent event) {
        return sender.signer().signed(event);
    }

    /** Sends an event that no act of people caused. */
    public void send(CallbackEvent event) {
        sender.send(definition.corpId(), event);
    }

    /** What the admin does on saving the callback's settings: GET with echostr; whether the answer was right. */
    public boolean verifiesCallbackUrl() {
        return sender.verifiesUrl();
    }

    /**
     * Fills the corp in silence, for synchronizing much at once.
     *
     * @param members who join as {@code u00001}, {@code u00002} ...
     * @param contactsPerMember contacts that each gets, all of them strangers before
     */
    public void populate(int members, int contactsPerMember) {
        synchronized (features.world) {
            for (int m = 1; m <= members; m++) {
                String userId = "u%05d".formatted(m);
                people.memberJoins(userId, userId);
                for (int c = 0; c < contactsPerMember; c++) {
                    Contact contact = features.contacts.appear("c" + m + "-" + c, Contact.WECHAT);
                    features.contacts.befriend(userId, contact, new Relation.Origin(1, null, userId));
                }
            }
        }
    }

    /**
     * Makes many groups, owned by all members in turn, each as if its owner had made it.
     *
     * @param contactsPerGroup contacts in each beside its owner, the same in all of them
     */
    public void populateGroups(int groups, int contactsPerGroup) {
        synchronized (features.world) {
            List<String> contacts = IntStream.range(0, contactsPerGroup)
                    .mapToObj(c ->
                            features.contacts.appear("g" + c, Contact.WECHAT).externalUserId())
                    .toList();
            List<String> owners =
                    features.directory.members().stream().map(Member::userId).toList();
            for (int g = 0; g < groups; g++) {
                features.groupChats.create(owners.get(g % owners.size()), "群" + g, contacts);
            }
        }
    }

    // Access

    /** Sets the limits of every path that has none of its own. */
    public void limits(Limits limits) {
        tenant.limits(null, limits);
    }

    /** Sets the limits of one path, relative to /cgi-bin/. */
    public void limits(String path, Limits limits) {
        tenant.limits(path, limits);
    }

    /** Whether a member has a licence for the API (everybody has if not set); of others, batches tell nothing. */
    public void licensed(String userId, boolean licensed) {
        synchronized (features.world) {
            features.directory.license(userId, licensed);
        }
    }

    /** Changes how many contact ways and join ways there may be (500,000 if not set). */
    public void codeQuota(int codes) {
        synchronized (features.world) {
            features.codeQuota.most(codes);
        }
    }

    /** For how long {@code groupchat/get} lags behind what people do (not at all if not set; WeCom: about 2 s). */
    public void groupLag(Duration lag) {
        synchronized (features.world) {
            features.groupChats.lag(lag);
        }
    }

    /** Ends all tokens early: calls with them answer 42001, gettoken gives a new one. */
    public void revokeTokens() {
        server.revokeTokens(tenant);
    }

    /** Whether the caller's IP is trusted; if not, calls answer 60020. */
    public void ipTrusted(boolean trusted) {
        tenant.ipTrusted(trusted);
    }

    /** Whether the app may call the customer-contact API; if not, it answers 48002. */
    public void apiGranted(boolean granted) {
        tenant.apiGranted(granted);
    }

    /** Stops sending callbacks. */
    @Override
    public void close() {
        sender.close();
    }

    Tenant tenant() {
        return tenant;
    }

    Features features() {
        return features;
    }

    void redefine(CorpDefinition newDefinition) {
        definition = newDefinition;
        tenant.secret(newDefinition.secret());
        sender.signer(signer(newDefinition, clock));
        sender.url(newDefinition.callbackUrl());
    }

    private static CallbackSigner signer(CorpDefinition definition, Clock clock) {
        return new CallbackSigner(definition.corpId(), definition.callbackToken(), definition.callbackAesKey(), clock);
    }
}
