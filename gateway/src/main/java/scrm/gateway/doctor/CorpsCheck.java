package scrm.gateway.doctor;

import java.util.ArrayList;
import java.util.List;

import scrm.wecom.Corps;

/** The corps file: which entries are served, and what disables the others. */
final class CorpsCheck implements Check {
    private static final String AES_KEY = "callbackAesKey";

    private final Corps corps;

    CorpsCheck(Corps corps) {
        this.corps = corps;
    }

    @Override
    public String name() {
        return "corps-file";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        int served = corps.all().size();
        for (Corps.Complaint complaint : corps.complaints()) {
            String seen = (complaint.entry().isEmpty() ? "" : complaint.entry() + ": ") + complaint.reason();
            findings.add(
                    complaint.setting().equals(AES_KEY)
                            ? Finding.fail("callback-aes-key", seen, complaint.entry())
                            : Finding.fail(name(), seen));
        }
        if (findings.isEmpty()) {
            findings.add(served > 0 ? Finding.ok(name(), served + " corps") : Finding.warn(name(), "no corp"));
        }
        return findings;
    }
}
