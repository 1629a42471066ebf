package scrm.simulator;

import scrm.simulator.contact.ContactApi;
import scrm.simulator.contact.ContactStatistics;
import scrm.simulator.contact.Contacts;
import scrm.simulator.contact.CorpTagApi;
import scrm.simulator.contact.CorpTags;
import scrm.simulator.contact.TagConsole;
import scrm.simulator.contact.Transfers;
import scrm.simulator.directory.Directory;
import scrm.simulator.entry.AcquisitionLinks;
import scrm.simulator.entry.Arrivals;
import scrm.simulator.entry.CodeQuota;
import scrm.simulator.entry.ContactWays;
import scrm.simulator.entry.Welcomes;
import scrm.simulator.group.GroupChatApi;
import scrm.simulator.group.GroupChats;
import scrm.simulator.group.GroupStatistics;
import scrm.simulator.group.GroupWelcomeTemplates;
import scrm.simulator.group.JoinWays;
import scrm.simulator.media.Attachments;
import scrm.simulator.media.MediaStore;
import scrm.simulator.message.AppMessages;
import scrm.simulator.message.InterceptRules;
import scrm.simulator.message.MassSendApi;
import scrm.simulator.message.MassSends;
import scrm.simulator.message.MomentApi;
import scrm.simulator.message.Moments;
import scrm.simulator.message.ProductAlbums;
import scrm.simulator.server.Routes;
import scrm.simulator.server.Tickets;
import scrm.simulator.server.World;

/** All features of one corp, put together. */
final class Features {
    final World world;
    final Directory directory;
    final Contacts contacts;
    final CorpTagApi tagApi;
    final TagConsole tagConsole;
    final CodeQuota codeQuota = new CodeQuota();
    final AcquisitionLinks links;
    final Welcomes welcomes;
    final Arrivals arrivals;
    final GroupChats groupChats;
    final GroupChatApi groupChatApi;
    final JoinWays joinWays;
    final MassSends massSends;
    final Moments moments;
    final AppMessages appMessages;
    final Transfers transfers;
    final Routes routes = new Routes();

    Features(World world, CorpDefinition definition) {
        this.world = world;
        directory = new Directory(definition.name());
        directory.route(routes);
        new Tickets(world).route(routes);

        MediaStore media = new MediaStore(world);
        media.route(routes);
        Attachments attachments = new Attachments(media);

        contacts = new Contacts(world, directory);
        new ContactApi(contacts, directory).route(routes);
        CorpTags tags = new CorpTags(world);
        tagApi = new CorpTagApi(tags, contacts);
        tagApi.route(routes);
        tagConsole = new TagConsole(world, tags);
        transfers = new Transfers(world, directory, contacts);
        transfers.route(routes);
        new ContactStatistics(world, directory, contacts).route(routes);

        ContactWays ways = new ContactWays(world, directory, codeQuota);
        ways.route(routes);
        links = new AcquisitionLinks(world, directory);
        links.route(routes);
        welcomes = new Welcomes(world, attachments);
        welcomes.route(routes);
        arrivals = new Arrivals(world, contacts, ways, links, welcomes);

        groupChats = new GroupChats(world, directory, contacts);
        groupChatApi = new GroupChatApi(world, groupChats, directory);
        groupChatApi.route(routes);
        joinWays = new JoinWays(world, groupChats, codeQuota);
        joinWays.route(routes);
        new GroupStatistics(world, groupChats).route(routes);
        new GroupWelcomeTemplates(world, attachments).route(routes);

        massSends = new MassSends(world, directory, contacts, groupChats, attachments);
        new MassSendApi(world, massSends).route(routes);
        moments = new Moments(world, directory, contacts, attachments);
        new MomentApi(world, moments).route(routes);
        appMessages = new AppMessages(world, directory, definition.agentId());
        appMessages.route(routes);
        new InterceptRules(world).route(routes);
        new ProductAlbums(world, attachments).route(routes);
    }
}
