package org.isoflop.repl.plot;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** A drawing as pixels. Only this class needs the graphics and the fonts of the machine. */
final class PlotPicture {
    /** Pixels for each unit of the drawing. */
    private static final int SCALE = 2;

    private PlotPicture() {
    }

    /** The machine has no fonts that texts could be drawn with. */
    static final class NoFonts extends IOException {
        private static final long serialVersionUID = 1L;

        NoFonts(Throwable cause) {
            super("a PNG needs fonts, and this machine has none; install some, such as fonts-dejavu and fontconfig, or write an .svg",
                    cause);
        }
    }

    /** @throws NoFonts if texts cannot be drawn on this machine */
    static byte[] png(String svg) throws IOException {
        System.setProperty("java.awt.headless", "true");
        try {
            SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)), null,
                    LoaderContext.createDefault());
            if (document == null) {
                throw new IllegalStateException("not an SVG");
            }
            int width = (int) Math.ceil(document.size().width * SCALE);
            int height = (int) Math.ceil(document.size().height * SCALE);
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            document.render(null, graphics, new ViewBox(0, 0, width, height));
            graphics.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (LinkageError | InternalError noFonts) {
            throw new NoFonts(noFonts);
        } catch (RuntimeException failed) {
            if (String.valueOf(failed.getMessage()).contains("ontconfig") || failed instanceof NullPointerException) {
                throw new NoFonts(failed);
            }
            throw failed;
        }
    }
}
