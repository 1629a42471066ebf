package scrm.gateway.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Messages as WeCom writes them. */
final class Xml {
    private Xml() {}

    /** A member added a contact. */
    static String contactAdded(String contact) {
        return """
                <xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>\
                <CreateTime>1763800000</CreateTime><MsgType><![CDATA[event]]></MsgType>\
                <Event><![CDATA[change_external_contact]]></Event>\
                <ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID>\
                <ExternalUserID><![CDATA[%s]]></ExternalUserID><State><![CDATA[c-1]]></State></xml>""".formatted(contact);
    }

    /** The samples of every kind, by their names; the codec's own tests say what each means. */
    static Map<String, String> samples() {
        Path folder = Path.of(System.getProperty("scrm.root"), "wecom/src/test/resources/callbacks");
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, String> samples = new TreeMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".xml")).toList()) {
                samples.put(file.getFileName().toString(), Files.readString(file));
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
