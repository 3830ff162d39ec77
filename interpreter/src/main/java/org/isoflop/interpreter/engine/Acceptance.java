package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Problems;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.value.StudyException;
import org.jspecify.annotations.Nullable;

/** Which warnings a study accepts, and which words of its {@code accept} items accept nothing. */
final class Acceptance {
    private final Checker checker;
    private final Set<Name> used = new HashSet<>();

    Acceptance(Checker checker) {
        this.checker = checker;
    }

    /** Everything that was found, in the order of checking and running, each with the reason it is accepted for or null. */
    List<Result.Finding> findings(@Nullable Run run, List<StudyException> failures, boolean complete) {
        List<Result.Finding> findings = new ArrayList<>();
        for (Problems.Found found : checker.problems().found()) {
            Set<Declaration> owners = new LinkedHashSet<>();
            if (found.owner() != null) {
                owners.add(found.owner());
            }
            findings.add(finding(found.diagnostic(), owners));
        }
        List<StudyException> mistakes = new ArrayList<>(failures);
        mistakes.sort((one, other) -> inOrder(one.diagnostic(), other.diagnostic()));
        for (StudyException failure : mistakes) {
            findings.add(new Result.Finding(failure.diagnostic(), null));
        }
        List<Run.Warning> warnings = run == null ? new ArrayList<>() : run.warnings();
        warnings.sort((one, other) -> {
            int order = inOrder(one.diagnostic(), other.diagnostic());
            return order != 0 ? order : Integer.compare(asked(one), asked(other));
        });
        for (Run.Warning warning : warnings) {
            add(finding(warning.diagnostic(), warning.owners()), findings);
        }
        if (complete && failures.isEmpty()) {
            unused(findings);
        }
        return findings;
    }

    /** The order of the text, the study's own before that of what it uses: it does not depend on what was evaluated first. */
    private int inOrder(Diagnostic one, Diagnostic other) {
        int files = file(one).compareTo(file(other));
        return files != 0 ? files : Integer.compare(start(one), start(other));
    }

    /** Where the item stands whose evaluation led to a warning: which of several was evaluated first depends on threads. */
    private static int asked(Run.Warning warning) {
        int start = -1;
        for (Declaration owner : warning.owners()) {
            start = owner.item().span().start();
        }
        return start;
    }

    private String file(Diagnostic diagnostic) {
        if (diagnostic.labels().isEmpty()) {
            return "";
        }
        Source source = diagnostic.labels().getFirst().source();
        return source.equals(checker.root().source()) ? " " : source.name();
    }

    private static int start(Diagnostic diagnostic) {
        return diagnostic.labels().isEmpty() ? 0 : diagnostic.labels().getFirst().span().start();
    }

    /** What is said in the same words of several places is said once. */
    private static void add(Result.Finding finding, List<Result.Finding> findings) {
        for (Result.Finding known : findings) {
            if (known.diagnostic().code() == finding.diagnostic().code()
                    && known.diagnostic().message().equals(finding.diagnostic().message())) {
                return;
            }
        }
        findings.add(finding);
    }

    private Result.Finding finding(Diagnostic diagnostic, Set<Declaration> owners) {
        if (diagnostic.isError()) {
            return new Result.Finding(diagnostic, null);
        }
        for (Item item : checker.root().syntax().items()) {
            if (item instanceof Item.Accept accept) {
                Name word = named(accept.warnings(), diagnostic.code().word());
                if (word != null && covers(accept, owners)) {
                    used.add(word);
                    return new Result.Finding(diagnostic, accept.reason().value());
                }
            }
        }
        return new Result.Finding(diagnostic, null);
    }

    private static @Nullable Name named(List<Name> names, String word) {
        for (Name name : names) {
            if (name.text().equals(word)) {
                return name;
            }
        }
        return null;
    }

    /** Warnings belong to what raised them, to what called that, and to whatever is worked out from an item that raised them. */
    private boolean covers(Item.Accept accept, Set<Declaration> owners) {
        if (accept.items().isEmpty()) {
            return true;
        }
        Set<Declaration> covered = new HashSet<>();
        for (Name item : accept.items()) {
            Declaration declaration = checker.root().declarations().get(item.text());
            if (declaration != null) {
                declaration.instances().forEach(instance -> cover(instance, covered, new HashSet<>()));
            }
        }
        for (Declaration owner : owners) {
            if (named(accept.items(), owner.name()) != null || !owner.takesArguments() && covered.contains(owner)) {
                return true;
            }
        }
        return false;
    }

    private static void cover(Instance instance, Set<Declaration> covered, Set<Instance> seen) {
        if (seen.add(instance)) {
            covered.add(instance.declaration());
            instance.uses().forEach(used -> cover(used, covered, seen));
        }
    }

    private void unused(List<Result.Finding> findings) {
        for (Item item : checker.root().syntax().items()) {
            if (item instanceof Item.Accept accept) {
                List<Name> unused = accept.warnings().stream().filter(word -> !used.contains(word)).toList();
                if (!unused.isEmpty()) {
                    boolean whole = unused.size() == accept.warnings().size();
                    String words = unused.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
                    findings.add(new Result.Finding(Diagnostic.of(Code.UNUSED_ACCEPT, words).at(checker.root().source(),
                            whole ? accept.span() : unused.getFirst().span()), null));
                }
            }
        }
    }
}
