package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.engine.Provenance.Document;
import org.isoflop.interpreter.engine.Provenance.Input;
import org.isoflop.interpreter.engine.Provenance.Role;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.jspecify.annotations.Nullable;

/** Gathers what a result rests on. */
final class Provenances {
    /** Files are named as they are seen from here. */
    private final Path folder;

    private Provenances(Path folder) {
        this.folder = folder;
    }

    /**
     * @param run null where the study is wrong, so that no data was read
     * @param study null where an expression was evaluated without one
     * @param given texts of inputs that were given from outside, by name
     */
    static Provenance of(Checker checker, @Nullable Run run, Settings settings, @Nullable FileBytes study, Path folder,
            Map<String, String> given) {
        Provenances provenances = new Provenances(folder.toAbsolutePath().normalize());
        return new Provenance(study == null ? null : provenances.document(Role.STUDY, study), inputs(checker, given), settings.seed(),
                settings.draws(), settings.level(), provenances.files(checker, run));
    }

    private static Map<String, Input> inputs(Checker checker, Map<String, String> given) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        for (Item item : checker.root().syntax().items()) {
            if (item instanceof Item.Input input) {
                String text = given.get(input.name().text());
                Expression own = input.value();
                inputs.putIfAbsent(input.name().text(),
                        new Input(text == null ? checker.root().source().text(own.span()) : text, text != null));
            }
        }
        return inputs;
    }

    private List<Document> files(Checker checker, @Nullable Run run) {
        List<Document> modules = new ArrayList<>();
        checker.contents().forEach(content -> modules.add(document(Role.MODULE, content)));
        List<Document> data = new ArrayList<>();
        if (run != null) {
            run.memory().hashes().forEach((file, read) -> data.add(new Document(Role.DATA, file, name(file), read.bytes(), read.sha256())));
        }
        modules.sort(Provenances::byName);
        data.sort(Provenances::byName);
        modules.addAll(data);
        return modules;
    }

    private static int byName(Document one, Document other) {
        return one.name().compareTo(other.name());
    }

    private Document document(Role role, FileBytes content) {
        Path file = content.file().toAbsolutePath().normalize();
        return new Document(role, file, name(file), content.size(), content.sha256());
    }

    private String name(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path root = whole.getRoot();
        return (root != null && root.equals(folder.getRoot()) ? folder.relativize(whole) : whole).toString().replace('\\', '/');
    }
}
