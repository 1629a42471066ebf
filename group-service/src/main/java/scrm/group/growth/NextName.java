package scrm.group.growth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the group after a group is called. */
final class NextName {
    /** As long as WeCom takes for groups that it opens. */
    private static final int MOST = 40;

    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})(?=\\D*$)");

    private NextName() {}

    /** The last number of the name counted on, or a 2 behind it. */
    static String of(String name) {
        Matcher number = LAST_NUMBER.matcher(name);
        String next = number.find()
                ? name.substring(0, number.start())
                        + (Long.parseLong(number.group()) + 1)
                        + name.substring(number.end())
                : name + "2";
        return next.length() <= MOST ? next : next.substring(next.length() - MOST);
    }
}
