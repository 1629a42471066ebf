package scrm.channel.entry;

/** What WeCom's console shows of a live code. */
final class Remark {
    /** As many characters as remarks and names of links may have (documents 92228, 92229, 97297). */
    static final int CHARACTERS = 30;

    private Remark() {}

    /** A name, cut to what may stand there. */
    static String of(String name) {
        return first(CHARACTERS, name);
    }

    /** The first characters of a name; none is cut in two. */
    static String first(int characters, String name) {
        int end = Math.min(name.codePointCount(0, name.length()), characters);
        return name.substring(0, name.offsetByCodePoints(0, end));
    }
}
