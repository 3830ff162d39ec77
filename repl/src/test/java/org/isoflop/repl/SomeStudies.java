package org.isoflop.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The studies that slow tests go through: one of six, so that a normal run stays short; {@code -Dstudies.step=1} takes all. */
public final class SomeStudies {
    private static final int STEP = Integer.getInteger("studies.step", 6);

    private SomeStudies() {
    }

    /** Some of all studies below some folders, in the order of their names. */
    public static List<Path> below(List<Path> folders) throws IOException {
        List<Path> studies = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> file.toString().endsWith(".study") && !file.toString().contains("target")).sorted()
                        .forEach(studies::add);
            }
        }
        List<Path> some = new ArrayList<>();
        for (int i = 0; i < studies.size(); i += STEP) {
            some.add(studies.get(i));
        }
        return some;
    }
}
