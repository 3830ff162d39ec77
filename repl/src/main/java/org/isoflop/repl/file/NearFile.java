package org.isoflop.repl.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.NearestName;
import org.jspecify.annotations.Nullable;

/** What was probably meant by the name of a study that is not there. */
public final class NearFile {
    private static final String STUDY = ".study";
    /** How many studies are named where none is near. */
    private static final int LISTED = 5;

    private NearFile() {
    }

    /**
     * A help that names the file which was probably meant, or what there is instead: the name with the ending that was left out, the nearest
     * name of the folder, its few studies; where the folder is not there either, the nearest folder.
     *
     * @param file as it was understood, absolute
     * @return null if there is nothing to go by
     */
    public static @Nullable String help(Path file, FileNames names) throws IOException {
        Path folder = file.getParent();
        if (folder == null || file.getFileName() == null) {
            return null;
        }
        if (!Files.isDirectory(folder)) {
            return folderHelp(folder, names);
        }
        String name = file.getFileName().toString();
        List<String> known = within(folder, false);
        List<String> studies = known.stream().filter(each -> each.endsWith(STUDY)).toList();
        String nearest = known.contains(name + STUDY) ? name + STUDY : NearestName.nearest(name, known);
        if (nearest == null && !name.endsWith(STUDY)) {
            nearest = NearestName.nearest(name + STUDY, studies);
        }
        if (nearest != null) {
            return "did you mean `" + names.of(folder.resolve(nearest)) + "`?";
        }
        return studies.isEmpty() || studies.size() > LISTED
                ? null
                : (studies.size() == 1 ? "the study there is `" : "the studies there are `")
                        + String.join("`, `", studies.stream().map(each -> names.of(folder.resolve(each))).toList()) + "`";
    }

    /** The first folder of the way that is not there, and one beside it that is. */
    private static @Nullable String folderHelp(Path missing, FileNames names) throws IOException {
        Path folder = missing;
        Path parent = folder.getParent();
        while (parent != null && !Files.isDirectory(parent)) {
            folder = parent;
            parent = folder.getParent();
        }
        if (parent == null || folder.getFileName() == null) {
            return null;
        }
        String nearest = NearestName.nearest(folder.getFileName().toString(), within(parent, true));
        return "there is no folder `" + names.of(folder) + "`"
                + (nearest == null ? "" : "; did you mean `" + names.of(parent.resolve(nearest)) + "`?");
    }

    private static List<String> within(Path folder, boolean folders) throws IOException {
        if (!Files.isReadable(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> !folders || Files.isDirectory(path)).map(path -> String.valueOf(path.getFileName())).sorted()
                    .toList();
        }
    }
}
