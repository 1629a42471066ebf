package scrm.gateway.doctor;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import scrm.wecom.Caller;
import scrm.wecom.Corp;
import scrm.wecom.Corps;
import scrm.wecom.ExternalContacts;
import scrm.wecom.WeComException;

/**
 * What WeCom says of each corp's app, by one call that changes nothing and needs all: a token, a trusted address, the
 * permission for customer contact. Source of the codes: document 90313.
 */
final class WeComCheck implements Check {
    private static final Set<Integer> BAD_SECRET = Set.of(40001, 40013, 40091);
    private static final Set<Integer> BAD_ADDRESS = Set.of(60020);

    private final Corps corps;
    private final ExternalContacts contacts;

    WeComCheck(Corps corps, ExternalContacts contacts) {
        this.corps = corps;
        this.contacts = contacts;
    }

    @Override
    public String name() {
        return "wecom";
    }

    @Override
    public List<Finding> look() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<Finding>>> asked = corps.all().stream()
                    .<Callable<List<Finding>>>map(corp -> () -> look(corp))
                    .toList();
            return threads.invokeAll(asked).stream()
                    .map(Future::resultNow)
                    .flatMap(List::stream)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while WeCom was asked", e);
        }
    }

    private List<Finding> look(Corp corp) {
        try {
            int members = contacts.followUsers(Caller.person(corp.corpId())).size();
            return Stream.of(
                            Finding.ok("token", "valid"),
                            Finding.ok("trusted-ip", "accepted"),
                            Finding.ok("permissions", members + " members with customer contact"))
                    .map(finding -> finding.of(corp.corpId()))
                    .toList();
        } catch (WeComException e) {
            String seen = e.errcode() == WeComException.NO_ERRCODE ? "no answer" : "errcode " + e.errcode();
            return List.of(Finding.fail(cause(e), seen, corp.corpId()).of(corp.corpId()));
        } catch (RuntimeException e) { // of this corp alone
            return List.of(Finding.fail(name(), e.getClass().getSimpleName(), corp.corpId())
                    .of(corp.corpId()));
        }
    }

    private String cause(WeComException e) {
        if (BAD_SECRET.contains(e.errcode())) {
            return "token";
        }
        if (BAD_ADDRESS.contains(e.errcode())) {
            return "trusted-ip";
        }
        boolean mendable = e.kind() == WeComException.Kind.MISCONFIGURED || e.kind() == WeComException.Kind.REFUSED;
        return mendable && e.errcode() != WeComException.NO_ERRCODE ? "permissions" : name();
    }
}
