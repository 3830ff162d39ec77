package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.node.Memory;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A study that grows at a prompt. What is entered becomes part of it at once; an item of a name that is there already takes its place, and
 * only what depends on it is evaluated again. A mistake leaves the session as it was. Outputs are performed when they are entered.
 *
 * <p>A session is used by one thread at a time; only {@link #cancel} may be called from another one meanwhile.
 */
public final class Session implements AutoCloseable {
    private static final String PROMPT = "prompt";

    private final Path folder;
    private final Evaluation evaluation;
    private final Map<String, String> inputs;
    private @Nullable Path file;
    private State state;

    private Session(Path folder, RunOptions options) {
        this.folder = folder;
        this.inputs = new LinkedHashMap<>(options.inputs());
        this.evaluation = new Evaluation(options);
        this.state = empty();
    }

    /**
     * Begins an empty session.
     *
     * @param folder where its paths start, until a file is loaded
     */
    public static Session begin(Path folder, RunOptions options) {
        return new Session(folder.toAbsolutePath().normalize(), options);
    }

    private State empty() {
        SessionText text = SessionText.of(new Source(PROMPT, ""));
        Checker checker = new Checker("session", text.whole(), folder);
        checker.check();
        return new State(text, checker, new Fingerprints(checker), null, new Memory(), List.of(), null);
    }

    /** The file that was loaded last, null if none was. */
    public @Nullable Path file() {
        return file;
    }

    private Draft.Setting setting() {
        return file == null
                ? new Draft.Setting("session", folder, inputs)
                : new Draft.Setting(Engine.name(file), Engine.folder(file), inputs);
    }

    /** Whether a text is the beginning of something that more lines may finish: an open bracket, an item that lacks a part. */
    public static boolean unfinished(String text) {
        Source source = new Source(PROMPT, text);
        Parsed items = StudyParser.parse(source);
        if (StudyParser.beginsItem(text)) {
            return items.incomplete() && !StudyParser.parseExpression(source).isCorrect();
        }
        if (items.isCorrect()) {
            // Documentation waits for its item.
            List<Study.Comment> comments = items.study().comments();
            return !comments.isEmpty() && comments.getLast().text().startsWith("##");
        }
        return StudyParser.parseExpression(source).incomplete();
    }

    /** Enters items, or an expression, whose value goes by the name {@code _} from then on. */
    public Reply enter(String text) {
        long begun = System.nanoTime();
        Source source = new Source(PROMPT, text);
        Parsed items = StudyParser.parse(source);
        if (!items.isCorrect() && (!StudyParser.beginsItem(text) || StudyParser.parseExpression(source).isCorrect())) {
            return attempt(Draft.of(setting(), state.text()).evaluating(source), begun);
        }
        if (!items.isCorrect()) {
            return refused(items.diagnostics(), begun);
        }
        Study before = state.checker().root().syntax();
        return attempt(Draft.of(setting(), state.text()).entering(source, items.study(), before), begun);
    }

    /**
     * Loads a study in place of what is there, and performs its outputs. Items of it may fail; a study that is wrong before anything runs
     * leaves the session as it was.
     *
     * @throws Engine.Unreadable if the file cannot be read
     */
    public Reply load(Path study) {
        long begun = System.nanoTime();
        Sources.Decoded decoded = Engine.read(study);
        if (decoded.mistake() != null) {
            return refused(List.of(decoded.mistake()), begun);
        }
        Path before = file;
        file = study;
        Study items = StudyParser.parse(decoded.source()).study();
        Reply reply = attempt(new Draft(setting(), SessionText.of(decoded.source()), null, items, statement -> true, List.of(),
                span -> new Span(0, 0), true), begun);
        file = reply.outcome() == Reply.Outcome.TAKEN ? study : before;
        return reply;
    }

    private Reply refused(List<Diagnostic> mistakes, long begun) {
        List<Result.Finding> findings = mistakes.stream().map(mistake -> new Result.Finding(mistake, null)).toList();
        return Replies.without(Reply.Outcome.REFUSED,
                Results.ofMistakes(state.title(), findings, evaluation.output(setting().folder())), begun);
    }

    private Reply attempt(Draft draft, long begun) {
        State before = state;
        Evaluation.Attempt attempt = evaluation.attempt(before, draft);
        if (attempt.cancelled()) {
            return Replies.without(Reply.Outcome.CANCELLED, attempt.result(), begun);
        }
        List<Result.Finding> news = Replies.news(before, attempt.result().findings());
        State after = attempt.state();
        if (after == null || !draft.whole() && Replies.hasError(news)) {
            evaluation.revert(before);
            return Replies.without(Reply.Outcome.REFUSED, Results.ofMistakes(before.title(), Replies.told(news, draft.text()),
                    attempt.result().outputFolder()), begun);
        }
        state = after;
        evaluation.settled(before, after, draft.moved());
        return Replies.taken(before, after, draft, attempt, news, List.of(), begun);
    }

    /** The value of an item without parameters, null if there is none of this name. */
    public @Nullable Value value(String name) {
        Declaration declaration = state.checker().root().declarations().get(name);
        return declaration == null ? null : state.value(declaration);
    }

    /** What is to be said about a declaration, function, unit or diagnostic, in Markdown; null if nothing has the name. */
    public @Nullable String describe(String name) {
        return new Describer(state.checker()).describe(name);
    }

    /** Everything that was warned of and still holds, with the reason for which it is accepted or null. */
    public List<Result.Finding> warnings() {
        return Replies.told(state.findings(), state.text());
    }

    /** Ends what is being evaluated, from another thread; {@link #enter} then returns soon, and the session is what it was. */
    public void cancel() {
        evaluation.cancel();
    }

    @Override
    public void close() {
        evaluation.close();
    }
}
