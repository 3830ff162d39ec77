package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.language.Handover;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.node.Memory;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.isoflop.stdlib.Cancellation;
import org.jspecify.annotations.Nullable;

/** Takes a session from one state to the next: checks the whole, and evaluates what does not hold any more. */
final class Evaluation implements AutoCloseable {
    static final String LAST = "_";

    private final RunOptions options;
    private final Cancellation cancellation = new Cancellation();
    private final Handover handover = Handover.growing(cancellation);
    /** How spans in earlier texts of the session are found in the present one. */
    private final Map<Source, UnaryOperator<Span>> earlier = new WeakHashMap<>();
    private @Nullable Host host;
    /** What was found out before a cancelled entry ended: it may be entered again. */
    private @Nullable State interrupted;

    Evaluation(RunOptions options) {
        this.options = options;
    }

    /**
     * What came of a draft.
     *
     * @param state the next state, null where the study is wrong or was cancelled
     * @param checker the study
     * @param result everything there is to tell, found at its place in the whole text
     * @param evaluated the items of the study that were evaluated
     */
    record Attempt(@Nullable State state, Checker checker, Result result, List<String> evaluated, boolean cancelled) {
    }

    Path output(Path folder) {
        Path chosen = options.outputFolder();
        return chosen == null ? folder.resolve("out") : chosen;
    }

    /** Where paths start, with what the session may read. */
    Folder readable(Path folder) {
        return options.access().from(folder);
    }

    Limits limits() {
        return options.limits();
    }

    /** How deep what is entered may nest; what reads or checks it ends with the entry. */
    Bounds bounds() {
        return options.limits().bounds(cancellation);
    }

    /** Begins an entry, which has the time that a run has. */
    Watch begin() {
        cancellation.resume();
        return Watch.over(cancellation, options.limits());
    }

    /** Begins something that has to be quick. */
    Watch begin(long milliseconds) {
        cancellation.resume();
        return Watch.over(cancellation, options.limits().with(Limit.TIME, milliseconds));
    }

    /** What is said of an entry that reached a limit; null where somebody cancelled it. */
    @Nullable
    Diagnostic reached() {
        return cancellation.isExpired() ? options.limits().stopped(cancellation, "") : null;
    }

    /** A draft, checked: nothing is evaluated. */
    Checker checked(Draft draft, State before) {
        State.Last last = before.last();
        Checker checker = new Checker(draft.setting().name(), draft.text().whole(), readable(draft.setting().folder()), bounds(),
                before.checker());
        checker.replaceInputs(draft.setting().inputs());
        checker.check();
        if (draft.expression() != null) {
            if (last != null) {
                checker.name(LAST, last.source());
            }
            checker.checkExpression(draft.expression(), readable(draft.setting().folder()));
        }
        return checker;
    }

    Attempt attempt(State before, Draft draft) {
        Checker checker = checked(draft, before);
        if (checker.problems().hasErrors()) {
            return new Attempt(null, checker, Results.of(checker, null, Map.of(), output(draft.setting().folder()), true), List.of(),
                    false);
        }
        Settings settings = Settings.of(checker.root().header(), options.seed(), options.threads(), output(draft.setting().folder()),
                options.progress(), options.limits()).keeping(options.store()).unhurried();
        Fingerprints prints = new Fingerprints(checker, before.prints());
        Run run = agreeing(before, settings);
        if (run == null && interrupted != null) {
            run = agreeing(interrupted, settings);
        }
        Memory memory = new Memory();
        Set<String> held = run == before.run() ? before.outputs(before.holding(prints).keySet()) : Set.of();
        if (run != null) {
            take(before, run, checker, prints, memory, draft);
            run.remember(memory);
        }
        handover.next(checker, settings, run,
                output -> output.module() != checker.root() || draft.performed().test(output, held.contains(prints.of(output))));
        try {
            run = host().evaluate(checker.root().source());
        } catch (CancellationException cancelled) {
            Run stopped = handover.run();
            if (stopped != null) {
                interrupted = new State(draft.text(), checker, prints, stopped, stopped.memory(), List.of(), null);
            }
            revert(before);
            return new Attempt(null, checker, Results.ofMistakes(before.title(), List.of(), output(draft.setting().folder())), List.of(),
                    true);
        }
        run.memory().move(diagnostic -> now(diagnostic, before, draft));
        Result result = Results.of(checker, run, new LinkedHashMap<>(handover.values()), output(draft.setting().folder()), true);
        List<String> evaluated = new ArrayList<>();
        for (Instance instance : run.memory().evaluated()) {
            if (instance.declaration().module() == checker.root()) {
                evaluated.add(instance.declaration().name());
            }
        }
        State next = new State(draft.text(), checker, prints, run, run.memory(), lasting(result.findings(), draft), before.last());
        return new Attempt(next.with(last(next, draft, result)), checker, result, evaluated, false);
    }

    /** What is said of an expression is said once. */
    private static List<Result.Finding> lasting(List<Result.Finding> findings, Draft draft) {
        return findings.stream().filter(finding -> finding.diagnostic().labels().stream()
                .noneMatch(label -> label.source() == draft.expression())).toList();
    }

    /** What {@code _} stands for from now on. */
    private State.@Nullable Last last(State now, Draft draft, Result result) {
        Source asked = draft.expression();
        Expression expression = asked == null ? null : StudyParser.parseExpression(asked, bounds()).expression();
        if (asked == null || expression == null || result.outputs().isEmpty()) {
            return now.last();
        }
        Source own = new Source(asked.name(), asked.text());
        Source text = now.last() == null ? own : now.last().within(own, List.of(expression));
        Set<Instance> uses = new HashSet<>();
        for (Instance used : now.checker().statements().getLast().uses()) {
            boolean earlier = now.last() != null && used.declaration().source() == now.last().source();
            uses.addAll(earlier ? used.uses() : Set.of(used));
        }
        return new State.Last(text, now.prints().of(uses), result.outputs().getLast().value());
    }

    private Host host() {
        Host open = host;
        if (open == null) {
            open = new Host(handover);
            host = open;
        }
        return open;
    }

    private static @Nullable Run agreeing(State state, Settings settings) {
        Run run = state.run();
        return run != null && run.settings().agrees(settings) ? run : null;
    }

    /** Takes over what still holds. */
    private void take(State before, Run run, Checker checker, Fingerprints prints, Memory memory, Draft draft) {
        State spare = interrupted;
        if (spare != null && spare.run() == run) {
            Map<Instance, Instance> instances = spare.holding(prints);
            memory.take(spare.memory(), instances, spare.holding(checker, prints, instances.keySet()));
        }
        if (before.run() != run) {
            return;
        }
        Map<Instance, Instance> instances = before.holding(prints);
        memory.take(before.memory(), instances, before.holding(checker, prints, instances.keySet()));
        memory.claim(before.memory(), draft.released().stream().map(run.settings().outputFolder()::resolve).toList());
        State.Last last = before.last();
        for (Statement statement : checker.statements()) {
            for (Instance used : statement.uses()) {
                Declaration declaration = used.declaration();
                if (last != null && declaration.source() == last.source() && prints.of(used.uses()).equals(last.print())
                        && instances.values().containsAll(used.uses())) {
                    memory.put(used, last.value());
                }
            }
        }
    }

    /** Goes on from an earlier state. */
    void revert(State to) {
        if (to.run() != null) {
            to.run().remember(to.memory());
        }
    }

    /** A state has become that of the session: from now on places in texts before it are found in its own. */
    void settled(State before, State now, UnaryOperator<Span> moved) {
        interrupted = null;
        Source left = before.text().whole();
        if (left != now.text().whole()) {
            earlier.replaceAll((source, way) -> span -> moved.apply(way.apply(span)));
            earlier.put(left, moved);
        }
    }

    /** The same with its places found in the text of a draft. */
    private Diagnostic now(Diagnostic diagnostic, State before, Draft draft) {
        List<Diagnostic.Label> labels = new ArrayList<>();
        for (Diagnostic.Label label : diagnostic.labels()) {
            UnaryOperator<Span> way = label.source() == before.text().whole() ? span -> span : earlier.get(label.source());
            boolean moves = label.source() != draft.text().whole();
            labels.add(way != null && moves
                    ? new Diagnostic.Label(draft.text().whole(), draft.moved().apply(way.apply(label.span())), label.text())
                    : label);
        }
        return new Diagnostic(diagnostic.code(), diagnostic.message(), labels, diagnostic.notes(), diagnostic.fix());
    }

    void cancel() {
        cancellation.cancel();
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        } else {
            handover.close();
        }
    }
}
