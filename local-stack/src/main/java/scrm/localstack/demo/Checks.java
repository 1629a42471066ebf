package scrm.localstack.demo;

import java.util.ArrayList;
import java.util.List;

import scrm.localstack.Progress;

/** What must hold for the story to hold. */
final class Checks {
    private final Progress progress;
    private final List<String> broken = new ArrayList<>();

    Checks(Progress progress) {
        this.progress = progress;
    }

    /** Compares what REST told with what the people did. */
    void equal(String what, Object expected, Object told) {
        if (!expected.equals(told)) {
            String sentence = "%s: expected %s, REST tells %s".formatted(what, expected, told);
            broken.add(sentence);
            progress.print("  !! " + sentence);
        }
    }

    List<String> broken() {
        return List.copyOf(broken);
    }
}
