package scrm.channel.livecode;

import scrm.channel.script.WelcomeText;

/**
 * Where a welcome leads on to: a group code, by its short link, so that it counts and keeps leading on when the groups
 * change.
 *
 * @param name of the group code
 * @param shortCode the end of its short link
 */
public record Invitation(String name, ShortCode shortCode) {
    /** Longest title of a link that WeCom takes, in bytes of UTF-8 (document 92137). */
    private static final int TITLE_BYTES = 128;

    /** What the link is called. */
    public String title() {
        return WelcomeText.cut(name, TITLE_BYTES);
    }
}
