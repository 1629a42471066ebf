package scrm.channel.qrimage;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Logos and posters. */
final class TestPictures {
    private TestPictures() {}

    /** Black and white dots: as much like a code as a picture can be. */
    static BufferedImage noise(int width, int height) {
        Random random = new Random(width * 31L + height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextBoolean() ? 0 : 0xFFFFFF);
            }
        }
        return image;
    }

    /** A gradient with shapes. */
    static BufferedImage poster(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x0B3D91), width, height, new Color(0xF4A261)));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.WHITE);
        graphics.fillOval(width / 10, height / 10, width / 4, width / 4);
        graphics.setColor(Color.BLACK);
        graphics.fillRect(width / 2, height / 12, width / 3, height / 12);
        graphics.dispose();
        return image;
    }

    static byte[] bytes(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new AssertionError("nobody writes this as " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] noisePng(int width, int height) {
        return bytes(noise(width, height), "png");
    }
}
