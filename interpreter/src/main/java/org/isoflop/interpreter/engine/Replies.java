package org.isoflop.interpreter.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.value.Value;

/** Tells what came of an entry: not everything that is to be said of the study, but what is new. */
final class Replies {
    private Replies() {
    }

    static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** An entry that changed nothing. */
    static Reply without(Reply.Outcome outcome, Result result, long begun) {
        return new Reply(outcome, result, List.of(), List.of(), List.of(), List.of(), since(begun));
    }

    /** What was found and was not there before. */
    static List<Result.Finding> news(State before, List<Result.Finding> findings) {
        List<Result.Finding> news = new ArrayList<>();
        for (Result.Finding finding : findings) {
            if (before.findings().stream().noneMatch(known -> same(known, finding))) {
                news.add(finding);
            }
        }
        return news;
    }

    private static boolean same(Result.Finding known, Result.Finding finding) {
        return known.diagnostic().code() == finding.diagnostic().code()
                && known.diagnostic().message().equals(finding.diagnostic().message())
                && java.util.Objects.equals(known.accepted(), finding.accepted());
    }

    static boolean hasError(List<Result.Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.diagnostic().isError());
    }

    /** Findings with their places told as those of what was loaded or entered. */
    static List<Result.Finding> told(List<Result.Finding> findings, SessionText text) {
        return findings.stream().map(finding -> new Result.Finding(text.told(finding.diagnostic()), finding.accepted())).toList();
    }

    static Reply taken(State before, State after, Draft draft, Evaluation.Attempt attempt, List<Result.Finding> news, List<String> dropped,
            long begun) {
        List<Reply.Defined> defined = defined(before, after, draft);
        List<Reply.Change> changes = changes(before, after);
        Set<String> told = new LinkedHashSet<>();
        defined.forEach(each -> told.add(each.name()));
        changes.forEach(each -> told.add(each.name()));
        Result all = attempt.result();
        List<Result.Named> values = all.values().stream().filter(named -> told.contains(named.name())).toList();
        List<Result.Expectation> expectations = all.expectations().stream().map(each -> new Result.Expectation(each.text(), each.ok(),
                each.actual(), each.reason(), draft.text().told(each.place()))).toList();
        boolean ok = !hasError(news) && expectations.stream().allMatch(Result.Expectation::ok);
        Result result = new Result(all.title(), ok, all.display(), values, all.outputs(), expectations, told(news, draft.text()),
                all.plots(), all.files(), all.outputFolder());
        return new Reply(Reply.Outcome.TAKEN, result, defined, changes, attempt.evaluated(), dropped, since(begun));
    }

    private static List<Reply.Defined> defined(State before, State after, Draft draft) {
        List<Reply.Defined> defined = new ArrayList<>();
        if (draft.entered() != null) {
            for (Item item : draft.entered().items()) {
                if (item instanceof Item.Declaration declared) {
                    String name = declared.name().text();
                    Declaration declaration = after.checker().root().declarations().get(name);
                    boolean again = before.checker().root().declarations().containsKey(name);
                    boolean same = draft.whole() && again && !after.isNew(declaration, before);
                    if (declaration != null && !same) {
                        defined.add(new Reply.Defined(name, declaration.word(), again, after.value(declaration)));
                    }
                }
            }
        }
        return defined;
    }

    private static List<Reply.Change> changes(State before, State after) {
        Map<String, Value> old = before.values();
        Set<Declaration> evaluated = new LinkedHashSet<>();
        for (Instance instance : after.memory().evaluated()) {
            evaluated.add(instance.declaration());
        }
        List<Reply.Change> changes = new ArrayList<>();
        for (Declaration declaration : evaluated) {
            Value was = old.get(declaration.name());
            Value is = declaration.module() == after.checker().root() ? after.value(declaration) : null;
            if (was != null && is != null && !Changes.same(was, is)) {
                changes.add(new Reply.Change(declaration.name(), declaration.word(), Changes.between(was, is)));
            }
        }
        return changes;
    }
}
