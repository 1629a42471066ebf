package scrm.wecom.callback;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message. What an event must have is asked for by {@code required…}; what it may have comes back null
 * if it is absent, empty or not of its form: such a field is a hint, and handlers read the whole from WeCom anyway.
 *
 * @param element the element that has them as children
 */
record Fields(Element element) {
    /** Longer texts are not what WeCom sends; the body's size bounds lists. */
    private static final int MAX_TEXT = 1024;

    /** A text that must be there. */
    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    /** An id that must be there. */
    <T> T required(String name, Function<String, T> id) {
        return id.apply(required(name));
    }

    /** A whole number that must be there. */
    long requiredNumber(String name) {
        return Long.parseLong(required(name));
    }

    @Nullable
    String text(String name) {
        Element child = element.child(name);
        String text = child == null ? "" : child.text();
        return text.isEmpty() || text.length() > MAX_TEXT ? null : text;
    }

    <T> @Nullable T optional(String name, Function<String, T> read) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A comma-joined list; empty if it is not there. An item that is not of its form spoils the message. */
    <T> List<T> list(String name, Function<String, T> item) {
        Element child = element.child(name);
        return child == null
                ? List.of()
                : Stream.of(child.text().split(","))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(item)
                        .toList();
    }

    /** The fields within a child; none if it is not there. */
    Fields within(String name) {
        Element child = element.child(name);
        return new Fields(child == null ? new Element(name, "", List.of()) : child);
    }

    /** The fields within each child of that name. */
    List<Fields> each(String name) {
        return element.children(name).stream().map(Fields::new).toList();
    }

    /** The texts of all children of that name; one that is too long spoils the message. */
    List<String> texts(String name) {
        List<String> texts = element.children(name).stream()
                .map(Element::text)
                .filter(text -> !text.isEmpty())
                .toList();
        if (texts.stream().anyMatch(text -> text.length() > MAX_TEXT)) {
            throw new IllegalArgumentException(name + " is too long");
        }
        return texts;
    }
}
