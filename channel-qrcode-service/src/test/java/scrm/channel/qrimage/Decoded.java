package scrm.channel.qrimage;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a scanner reads. */
final class Decoded {
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Decoded() {}

    /** Looks for a code anywhere in a picture. */
    static String png(byte[] png) {
        return text(image(png));
    }

    /** Draws what the SVG says, with each picture in it as noise: the worst that it can hide. */
    static String svg(byte[] svg) {
        Document document = document(svg);
        Element root = document.getDocumentElement();
        BufferedImage sheet =
                new BufferedImage(number(root, "width"), number(root, "height"), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        draw(graphics, root);
        graphics.dispose();
        return text(sheet);
    }

    static Document document(byte[] svg) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        } catch (Exception e) {
            throw new AssertionError("the SVG is no XML", e);
        }
    }

    static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void draw(Graphics2D graphics, Element parent) {
        NodeList children = parent.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (!(children.item(i) instanceof Element element)) {
                continue;
            }
            switch (element.getTagName()) {
                case "g" -> {
                    int[] to = numbers(element.getAttribute("transform"));
                    graphics.translate(to[0], to[1]);
                    draw(graphics, element);
                    graphics.translate(-to[0], -to[1]);
                }
                case "rect" -> {
                    graphics.setColor(Color.decode(element.getAttribute("fill")));
                    graphics.fillRect(
                            number(element, "x"),
                            number(element, "y"),
                            number(element, "width"),
                            number(element, "height"));
                }
                case "image" ->
                    graphics.drawImage(
                            TestPictures.noise(number(element, "width"), number(element, "height")),
                            number(element, "x"),
                            number(element, "y"),
                            null);
                case "path" -> path(graphics, element);
                case "text" -> {}
                default -> throw new AssertionError(element.getTagName() + " is not drawn here");
            }
        }
    }

    private static void path(Graphics2D graphics, Element path) {
        int[] to = numbers(path.getAttribute("transform"));
        int scale = to[2];
        graphics.setColor(Color.decode(path.getAttribute("fill")));
        for (MatchResult run : RUN.matcher(path.getAttribute("d")).results().toList()) {
            graphics.fillRect(
                    to[0] + Integer.parseInt(run.group(1)) * scale,
                    to[1] + Integer.parseInt(run.group(2)) * scale,
                    Integer.parseInt(run.group(3)) * scale,
                    scale);
        }
    }

    private static int[] numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .mapToInt(n -> Integer.parseInt(n.group()))
                .toArray();
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static String text(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        try {
            return new QRCodeReader()
                    .decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        } catch (NotFoundException e) {
            return "no code found";
        } catch (ReaderException e) {
            return "a code that cannot be read";
        }
    }
}
