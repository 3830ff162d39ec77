package org.isoflop.interpreter.analysis;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.interpreter.table.PinnedName;
import org.isoflop.interpreter.table.TableException;
import org.isoflop.interpreter.table.TableProblem;
import org.jspecify.annotations.Nullable;

/** The hashes behind the names of files that are used, {@code use "f.study#sha256:…"}. */
final class ImportPins {
    private final Problems problems;

    ImportPins(Problems problems) {
        this.problems = problems;
    }

    /** The name of a file that a module uses; null, and said, where what stands behind it is no hash. */
    @Nullable
    PinnedName name(Module module, TextLiteral file) {
        try {
            return PinnedName.parse(file.value());
        } catch (TableException bad) {
            TableProblem problem = bad.problems().getFirst();
            problems.report(Diagnostic.of(Code.IMPORT_FAILED, problem.file(), "it does not end in a full hash: " + problem.content())
                    .at(module.source(), file.span()).fix(problem.suggestion()), null);
            return null;
        }
    }

    /** Whether a file is the one that was pinned; said, where it is not. */
    boolean fits(Module module, TextLiteral file, PinnedName name, String found) {
        if (name.sha256() == null || name.sha256().equals(found)) {
            return true;
        }
        problems.report(Diagnostic.of(Code.IMPORT_FAILED, name.name(), "it is not the file that was pinned: its hash is " + found)
                .at(module.source(), file.span()).fix("if the change is meant, `isoflop fmt --pin` writes the new hash"), null);
        return false;
    }

    /** Says of a pinned file what it names without a pin: the pin holds for its own bytes, and not for those. */
    void unpinned(Module module, TextLiteral file, PinnedName name, Module used) {
        if (name.sha256() == null) {
            return;
        }
        for (TextLiteral inner : NamedFiles.of(used.syntax())) {
            if (!inner.value().contains(PinnedName.MARK)) {
                problems.report(Diagnostic.of(Code.UNPINNED, name.name(), inner.value()).at(module.source(), file.span())
                        .fix("`isoflop fmt --pin` pins the files of the studies that it is given, those that others use first"), null);
            }
        }
    }
}
