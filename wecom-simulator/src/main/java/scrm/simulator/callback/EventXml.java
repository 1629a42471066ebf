package scrm.simulator.callback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an event's XML field by field, in WeCom's shape: text in CDATA, numbers plain. */
final class EventXml {
    private final StringBuilder xml = new StringBuilder(512).append("<xml>");

    EventXml(String corpId, String fromUser, long createTime, String event) {
        text("ToUserName", corpId);
        text("FromUserName", fromUser);
        number("CreateTime", createTime);
        text("MsgType", "event");
        text("Event", event);
    }

    EventXml text(String name, String value) {
        // A CDATA section cannot hold its own end: it is split there.
        xml.append('<').append(name).append("><![CDATA[");
        xml.append(value.replace("]]>", "]]]]><![CDATA[>"));
        xml.append("]]></").append(name).append('>');
        return this;
    }

    EventXml optional(String name, @Nullable String value) {
        return value == null ? this : text(name, value);
    }

    EventXml number(String name, long value) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(value)
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    /** {@code <name><Item>..</Item><Item>..</Item></name>} */
    EventXml items(String name, String item, List<String> values) {
        open(name);
        values.forEach(value -> text(item, value));
        return close(name);
    }

    EventXml open(String name) {
        xml.append('<').append(name).append('>');
        return this;
    }

    EventXml close(String name) {
        xml.append("</").append(name).append('>');
        return this;
    }

    CallbackEvent event(String kind) {
        return new CallbackEvent(kind, xml + "</xml>");
    }
}
