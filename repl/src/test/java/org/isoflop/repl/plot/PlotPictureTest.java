package org.isoflop.repl.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class PlotPictureTest {
    @Test
    void aPictureHasTwiceTheSizeAndTheColoursOfTheDrawing() throws IOException {
        byte[] png;
        try {
            png = PlotPicture.png(SvgPlot.draw(SvgPlotTest.losses()));
        } catch (PlotPicture.NoFonts noFonts) {
            Assumptions.abort(noFonts.getMessage());
            return;
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1520, image.getWidth());
        assertEquals(960, image.getHeight());
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
        assertTrue(colours.contains(0xFFFFFF) && colours.contains(0x0072B2), "paper and the first colour");
    }
}
