package scrm.wecom.callback;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.COMMENT;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.PROCESSING_INSTRUCTION;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.io.Stax2ByteArraySource;
import org.jspecify.annotations.Nullable;

import scrm.wecom.callback.CallbackRejected.Reason;

/**
 * An element of a decrypted message: text, CDATA or children; attributes, which WeCom does not use, are left out.
 *
 * @param name its name
 * @param text its text without surrounding white space, empty if it has children
 * @param children its children in order
 */
record Element(String name, String text, List<Element> children) {
    /** WeCom's own messages have six levels. */
    private static final int MAX_DEPTH = 16;

    private static final XMLInputFactory XML = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // Otherwise a broken document throws unchecked exceptions from getText().
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        return factory;
    }

    /**
     * Reads a document. A DTD or an entity that XML itself does not define is refused, nesting is bounded.
     *
     * @throws CallbackRejected ({@code CONTENT}) if it is not such a document
     */
    static Element parse(byte[] xml) {
        if (!isOfOneByteUnits(xml)) {
            throw new CallbackRejected(Reason.CONTENT);
        }
        try {
            XMLStreamReader in = XML.createXMLStreamReader(new Stax2ByteArraySource(xml, 0, xml.length));
            try {
                return document(in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            throw new CallbackRejected(Reason.CONTENT);
        }
    }

    /**
     * WeCom writes UTF-8. A document that looks like UTF-16, UTF-32 or EBCDIC is not its, and such a one has made the
     * parser fail with an unchecked exception.
     */
    private static boolean isOfOneByteUnits(byte[] xml) {
        for (int i = 0; i < Math.min(4, xml.length); i++) {
            if (xml[i] == 0) {
                return false;
            }
        }
        return xml.length > 0 && (xml[0] == '<' || xml[0] == (byte) 0xEF || Character.isWhitespace(xml[0]));
    }

    private static Element document(XMLStreamReader in) throws XMLStreamException {
        Element root = null;
        while (true) {
            switch (in.next()) {
                case START_ELEMENT -> root = element(in, 1);
                case END_DOCUMENT -> {
                    if (root == null) {
                        throw new CallbackRejected(Reason.CONTENT);
                    }
                    return root;
                }
                case SPACE, COMMENT, PROCESSING_INSTRUCTION -> {}
                default -> throw new CallbackRejected(Reason.CONTENT);
            }
        }
    }

    private static Element element(XMLStreamReader in, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new CallbackRejected(Reason.CONTENT);
        }
        String name = in.getLocalName();
        String text = "";
        List<Element> children = List.of();
        while (true) {
            switch (in.next()) {
                case START_ELEMENT -> {
                    children = children.isEmpty() ? new ArrayList<>() : children;
                    children.add(element(in, depth + 1));
                }
                case CHARACTERS, CDATA, SPACE -> text = text.isEmpty() ? in.getText() : text.concat(in.getText());
                case END_ELEMENT -> {
                    return new Element(name, children.isEmpty() ? text.strip() : "", children);
                }
                case COMMENT, PROCESSING_INSTRUCTION -> {}
                default -> throw new CallbackRejected(Reason.CONTENT);
            }
        }
    }

    /** The first child of that name. */
    @Nullable
    Element child(String childName) {
        for (Element child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    /** All children of that name. */
    List<Element> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }
}
