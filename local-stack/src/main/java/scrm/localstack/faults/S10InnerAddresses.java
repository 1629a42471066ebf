package scrm.localstack.faults;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import scrm.localstack.Json;

/**
 * URLs that a client gives us and that lead back inside: refused when they are given, or never called. Webhooks go
 * where they go in production, to one address of this machine apart, from which one is sent on to an inner one. That a
 * name may stand for something else by the time of the call is shown by names that stand for inner addresses: what a
 * name stands for is asked at no other time.
 */
final class S10InnerAddresses implements FaultRow {
    /** Why a webhook was not sent: what its host stands for is not public, or nothing. */
    private static final Pattern NOT_SENT = Pattern.compile("\"(ADDRESS_REFUSED|HOST_UNKNOWN)\"");

    @Override
    public String id() {
        return "S10";
    }

    @Override
    public String title() {
        return "webhook and picture URLs that lead inside: 127/8, 169.254, IPv6, redirect, names";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        List<String> wrong = new ArrayList<>();
        try (WebhookTrap inner = WebhookTrap.on("127.0.0.1");
                WebhookTrap detour = WebhookTrap.redirecting(FaultContext.WEBHOOK_ADDRESS, inner.url())) {
            List<String> urls = urls(inner.port());
            List<FaultCorp.Arrival> contacts = corp.arrive(urls.size() + 1);
            corp.announce(contacts, 100);
            int saved = 0;
            for (int i = 0; i < urls.size(); i++) {
                String url = urls.get(i);
                String contact = contacts.get(i).externalUserId();
                Json.Answer campaign = RewardedCampaign.ask(corp, corp.channelId(), "奖励" + i, url);
                saved += notCalled(
                        url,
                        campaign,
                        wrong,
                        () -> RewardedCampaign.of(context, corp, campaign, contact)
                                .delivery());
                Json.Answer webhook = CalledWebhook.ask(corp, "通知" + i, url);
                saved += notCalled(
                        url,
                        webhook,
                        wrong,
                        () -> CalledWebhook.of(context, corp, webhook, contact).delivery());
            }
            Json.Answer sentOn = RewardedCampaign.ask(
                    corp, corp.channelId(), "奖励", detour.url().toString());
            String last = contacts.getLast().externalUserId();
            RewardedCampaign.of(context, corp, sentOn, last).delivery();
            Json.Answer planSentOn = CalledWebhook.ask(corp, "通知", detour.url().toString());
            CalledWebhook.of(context, corp, planSentOn, last).delivery();
            int pictures = pictures(corp, inner.url(), wrong);
            return new Result(
                    String.format(
                            Locale.ROOT,
                            "%d URLs of rewards' and plans' webhooks, of which %d were saved, 2 redirects, %d picture URLs: inner calls %d, calls of the"
                                    + " address that redirects %d; otherwise than expected %s",
                            2 * urls.size(),
                            saved,
                            pictures,
                            inner.calls(),
                            detour.calls(),
                            FaultContext.count(wrong)),
                    "inner calls 0: addresses refused with 400, names saved and not called; the redirecting address is"
                            + " called, and not where it sends to",
                    inner.calls() == 0 && detour.calls() > 1 && saved > 0 && wrong.isEmpty());
        }
    }

    /** A URL was refused, or saved and then not called; returns how many were saved. */
    private static int notCalled(String url, Json.Answer answer, List<String> wrong, Supplier<String> delivery) {
        if (!answer.isOk()) {
            if (answer.status() != 400 || !answer.body().hasNonNull("code")) {
                wrong.add(url + " answered " + answer.status());
            }
            return 0;
        }
        String tried = delivery.get();
        if (!NOT_SENT.matcher(tried).find()) {
            wrong.add(url + " was tried: " + tried);
        }
        return 1;
    }

    /** Ways to write an address that is not of the internet, and names that stand for one. */
    private static List<String> urls(int port) {
        return Stream.of(
                        "http://127.0.0.1:%d/",
                        "https://127.0.0.1:%d/",
                        "http://127.0.0.3:%d/",
                        "https://127.255.255.254:%d/",
                        "https://127.1:%d/",
                        "https://2130706433:%d/",
                        "https://0x7f000001:%d/",
                        "https://0x7f.0.0.1:%d/",
                        "https://017700000001:%d/",
                        "https://0.0.0.0:%d/",
                        "https://0:%d/",
                        "https://[::1]:%d/",
                        "https://[::]:%d/",
                        "https://[::ffff:127.0.0.1]:%d/",
                        "https://[::ffff:7f00:1]:%d/",
                        "https://[::127.0.0.1]:%d/",
                        "https://[64:ff9b::7f00:1]:%d/",
                        "https://[2002:7f00:1::]:%d/",
                        "https://[fe80::1]:%d/",
                        "https://[fc00::1]:%d/",
                        "https://[::1%%25lo]:%d/",
                        "https://169.254.169.254/latest/meta-data/",
                        "https://[::ffff:169.254.169.254]/",
                        "https://[fd00:ec2::254]/",
                        "https://2852039166/",
                        "https://100.100.100.200/",
                        "https://10.0.0.1/",
                        "https://172.16.0.1/",
                        "https://192.168.0.1/",
                        "http://localhost:%d/",
                        "http://example.com:%d/",
                        "https://example.com@127.0.0.1:%d/",
                        "https://127.0.0.1:%d#@example.com/",
                        "https://127.0.0.1:%d\\@example.com/",
                        "https://\u2460\u2461\u2466.0.0.1:%d/",
                        "ftp://example.com/",
                        "file:///etc/passwd",
                        "gopher://127.0.0.1:%d/",
                        "jar:https://127.0.0.1:%d!/",
                        "//127.0.0.1:%d/",
                        "127.0.0.1:%d",
                        "https://localhost:%d/",
                        "https://LOCALHOST:%d/",
                        "https://localhost.:%d/",
                        "https://ip6-localhost:%d/",
                        "https://" + ownName() + ":%d/")
                .map(url -> url.formatted(port))
                .toList();
    }

    /** The name of this machine if it stands for an inner address, else one more for the loopback. */
    private static String ownName() {
        try {
            InetAddress own = InetAddress.getLocalHost();
            return own instanceof Inet4Address && (own.isSiteLocalAddress() || own.isLoopbackAddress())
                    ? own.getHostName()
                    : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Pictures of a welcome are named by URL; WeCom fetches them, we do not. */
    private static int pictures(FaultCorp corp, URI inner, List<String> wrong) {
        List<String> urls = List.of(inner.toString(), "https://127.0.0.1:" + inner.getPort() + "/logo.png");
        for (String url : urls) {
            Map<String, Object> link = Map.of("type", "link", "title", "礼", "url", url, "picUrl", url);
            Json.Answer answer = corp.rest()
                    .send(
                            "POST",
                            "/live-codes",
                            Map.of(
                                    "channelId",
                                    corp.channelId(),
                                    "name",
                                    "图片",
                                    "users",
                                    FaultCorp.users(),
                                    "welcome",
                                    Map.of("text", "欢迎", "attachments", List.of(link))));
            if (!answer.isOk() && answer.status() != 400) {
                wrong.add("a link to " + url + " answered " + answer.status());
            }
        }
        return urls.size();
    }
}
