package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.node.Memory;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
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
    /** Milliseconds after which whoever types has gone on. */
    private static final long COMPLETION = 1_000;

    private final Path folder;
    private final Evaluation evaluation;
    private final Map<String, String> given;
    private Map<String, String> inputs;
    private @Nullable Path file;
    private Map<Path, FileState> files = Map.of();
    private State state;

    private Session(Path folder, RunOptions options) {
        this.folder = folder;
        this.given = Map.copyOf(options.inputs());
        this.inputs = given;
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
        Checker checker = new Checker("session", text.whole(), evaluation.readable(folder), evaluation.bounds());
        checker.check();
        return new State(text, checker, new Fingerprints(checker, null), null, new Memory(), List.of(), null);
    }

    /** The file that was loaded last, null if none was. */
    public @Nullable Path file() {
        return file;
    }

    private Draft.Setting setting(Map<String, String> texts) {
        return file == null
                ? new Draft.Setting("session", folder, texts)
                : new Draft.Setting(Engine.name(file), Engine.folder(file), texts);
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
        return within(begun -> {
            Source source = new Source(PROMPT, text);
            Parsed items = parsed(source);
            if (!items.isCorrect()
                    && (!StudyParser.beginsItem(text) || StudyParser.parseExpression(source, evaluation.bounds()).isCorrect())) {
                return attempt(Draft.of(setting(inputs), state.text()).evaluating(source), begun);
            }
            if (!items.isCorrect()) {
                return refused(items.diagnostics(), begun);
            }
            return attempt(entering(source), begun);
        });
    }

    private Parsed parsed(Source source) {
        return StudyParser.parse(source, evaluation.bounds());
    }

    /** Does something within the limits of an entry. */
    private Reply within(LongFunction<Reply> work) {
        long begun = System.nanoTime();
        try (Watch watch = evaluation.begin()) {
            watch.evaluates();
            return work.apply(begun);
        } catch (CancellationException cancelled) {
            return stopped(begun);
        }
    }

    private Reply stopped(long begun) {
        Diagnostic reached = evaluation.reached();
        return reached != null
                ? refused(List.of(reached), begun)
                : Replies.without(Reply.Outcome.CANCELLED,
                        Results.ofMistakes(state.title(), List.of(), evaluation.output(setting(inputs).folder())), begun);
    }

    /**
     * Performs an output as if it was entered, and keeps nothing of it: the session is what it was before. Plots are told of in the
     * reply, files of tables are written.
     */
    public Reply perform(String output) {
        return within(begun -> {
            Source source = new Source(PROMPT, output);
            Parsed items = parsed(source);
            return items.isCorrect() ? attempt(entering(source), begun, false) : refused(items.diagnostics(), begun);
        });
    }

    private Draft entering(Source entry) {
        State.Last last = state.last();
        Source source = entry;
        if (last != null) {
            List<Expression> expressions = new ArrayList<>();
            parsed(entry).study().items().forEach(item -> expressions.addAll(Within.of(item)));
            source = last.within(entry, expressions);
        }
        Study items = parsed(source).study();
        Map<String, String> left = new LinkedHashMap<>(inputs);
        for (Item item : items.items()) {
            if (item instanceof Item.Declaration declaration) {
                // An input that is declared anew has the value that it is declared with.
                left.remove(declaration.name().text());
            }
        }
        return Draft.of(setting(left), state.text()).entering(source, items, syntax());
    }

    private Study syntax() {
        return state.checker().root().syntax();
    }

    /**
     * Loads a study in place of what is there, and performs its outputs. Items of it may fail; a study that is wrong before anything runs
     * leaves the session as it was.
     *
     * @throws Engine.Unreadable if the file cannot be read
     */
    public Reply load(Path study) {
        Sources.Decoded decoded = Engine.read(study, evaluation.limits());
        if (decoded.mistake() != null) {
            return refused(List.of(decoded.mistake()), System.nanoTime());
        }
        Path before = file;
        file = study;
        Reply reply = within(begun -> {
            Study items = parsed(decoded.source()).study();
            return attempt(new Draft(setting(given), SessionText.of(decoded.source()), null, items, (output, held) -> true, List.of(),
                    span -> Span.NONE, true), begun);
        });
        if (reply.outcome() != Reply.Outcome.TAKEN && !syntax().items().isEmpty()) {
            file = before;
        }
        return reply;
    }

    /**
     * Reads the loaded file again. Items that are what they were keep their values, outputs are performed that changed, and what was
     * entered since stands behind it as before.
     *
     * @throws Engine.Unreadable if the file cannot be read
     * @throws IllegalStateException if no file was loaded
     */
    public Reply reload() {
        if (file == null) {
            throw new IllegalStateException("no file was loaded");
        }
        Sources.Decoded decoded = Engine.read(file, evaluation.limits());
        return decoded.mistake() != null
                ? refused(List.of(decoded.mistake()), System.nanoTime())
                : within(begun -> reloaded(decoded.source(), begun));
    }

    private Reply reloaded(Source source, long begun) {
        Draft draft = Draft.of(setting(inputs), SessionText.of(source));
        Study study = parsed(source).study();
        List<Item> items = new ArrayList<>(study.items());
        for (Source entry : state.text().entries()) {
            Study entered = parsed(entry).study();
            draft = Draft.of(setting(inputs), draft.text()).entering(entry, entered, study);
            study = parsed(draft.text().whole()).study();
            items.addAll(entered.items());
        }
        Study whole = new Study(study.source(), study.span(), items, List.of());
        return attempt(new Draft(setting(inputs), draft.text(), null, whole, (output, held) -> !held, List.of(),
                Moved.between(syntax(), study), true), begun);
    }

    /** The files that are others than when they were read: the loaded one, those that it uses, and those that tables were read from. */
    public List<Path> changedFiles() {
        List<Path> changed = new ArrayList<>();
        files.forEach((each, before) -> {
            if (!FileState.of(each).equals(before)) {
                changed.add(each);
            }
        });
        return changed;
    }

    /** Whether a file is another than when it was read: the loaded one, one that it uses, or one that a table was read from. */
    public boolean hasChanged() {
        return !changedFiles().isEmpty();
    }

    /** Gives an input another value, as by {@code --set}; what depends on it is evaluated again. */
    public Reply set(String input, String text) {
        Map<String, String> all = new LinkedHashMap<>(inputs);
        all.put(input, text);
        return within(begun -> attempt(Draft.of(setting(all), state.text()), begun));
    }

    /** The inputs that have another value than their default, and the texts of those. */
    public Map<String, String> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    /** Removes an item, which must not be needed by another one. */
    public Reply remove(String name) {
        Declaration declaration = state.checker().root().declarations().get(name);
        if (declaration == null) {
            String nearest = NearestName.nearest(name, state.checker().root().declarations().keySet());
            return refused(List.of(Diagnostic.of(Code.UNKNOWN_NAME, name).fix(nearest == null ? null : "did you mean `" + nearest + "`?")),
                    System.nanoTime());
        }
        Map<String, String> left = new LinkedHashMap<>(inputs);
        left.remove(name);
        return within(begun -> attempt(Draft.of(setting(left), state.text()).removing(List.of(declaration.item()), syntax()), begun));
    }

    /** Forgets everything: the file, what was entered, what was set. */
    public void reset() {
        file = null;
        files = Map.of();
        inputs = given;
        state = empty();
    }

    /** The session as the text of a study that gives the same values, in the one layout. */
    public String text() {
        return Written.of(state, inputs);
    }

    private Reply refused(List<Diagnostic> mistakes, long begun) {
        List<Result.Finding> findings = mistakes.stream().map(mistake -> new Result.Finding(mistake, null)).toList();
        return Replies.without(Reply.Outcome.REFUSED,
                Results.ofMistakes(state.title(), findings, evaluation.output(setting(inputs).folder())), begun);
    }

    private Reply attempt(Draft draft, long begun) {
        return attempt(draft, begun, true);
    }

    /** @param kept whether what comes of it is the session from then on */
    private Reply attempt(Draft draft, long begun, boolean kept) {
        State before = state;
        Draft tried = draft;
        List<String> dropped = new ArrayList<>();
        Evaluation.Attempt attempt = evaluation.attempt(before, tried);
        List<Item> outdated = attempt.state() == null ? Outdated.outputs(attempt, draft) : List.of();
        if (!outdated.isEmpty()) {
            Study study = attempt.checker().root().syntax();
            outdated.forEach(output -> dropped.add(study.source().text(output.span())));
            tried = draft.removing(outdated, study);
            attempt = evaluation.attempt(before, tried);
        }
        if (attempt.cancelled()) {
            return stopped(begun);
        }
        List<Result.Finding> news = Replies.news(before, attempt.result().findings());
        State after = attempt.state();
        if (after == null || !tried.whole() && Replies.hasError(news)) {
            evaluation.revert(before);
            return Replies.without(Reply.Outcome.REFUSED, Results.ofMistakes(before.title(), Replies.told(news, tried.text()),
                    attempt.result().outputFolder()), begun);
        }
        if (kept) {
            state = after;
            inputs = tried.setting().inputs();
            files = files();
            evaluation.settled(before, after, tried.moved());
        } else {
            evaluation.revert(before);
        }
        return Replies.taken(before, after, tried, attempt, news, dropped, begun);
    }

    private Map<Path, FileState> files() {
        Map<Path, FileState> read = new LinkedHashMap<>();
        if (file != null) {
            read.put(file, FileState.of(file));
        }
        state.checker().files().forEach(each -> read.put(each, FileState.of(each)));
        read.putAll(state.memory().files());
        return read;
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

    /** What was probably meant by a name that {@link #describe} does not know, as a question; null where nothing is near. */
    public @Nullable String meant(String name) {
        return new Describer(state.checker()).meant(name);
    }

    /** Everything that was warned of and still holds, with the reason for which it is accepted or null. */
    public List<Result.Finding> warnings() {
        return Replies.told(state.findings(), state.text());
    }

    /**
     * What may stand at a place of a text, which may be unfinished or wrong; nothing where that takes long to find out.
     *
     * @param cursor the offset behind what is written of the word
     */
    public List<Candidate> complete(String text, int cursor) {
        try (Watch watch = evaluation.begin(COMPLETION)) {
            return new Completer(asked(), state.last() != null, evaluation.readable(setting(inputs).folder())).complete(text, cursor);
        } catch (CancellationException tooLong) {
            return List.of();
        }
    }

    /** What an expression is and where its units come from; nothing is evaluated. */
    public Explained explain(String expression) {
        Source source = new Source(PROMPT, expression);
        Checker.Asked asked;
        try (Watch watch = evaluation.begin()) {
            asked = asked().ask(source, evaluation.readable(setting(inputs).folder()));
        }
        Unit unit = Type.unitOf(asked.type());
        return new Explained(asked.type() == Type.UNKNOWN ? Type.UNKNOWN.describe() : TypeText.of(asked.type()),
                unit == null ? null : unit.isNone() ? "no dimension" : unit.dimension().toString(),
                asked.expression() == null ? List.of() : Origins.of(asked.expression(), asked.typing(), source), asked.mistakes());
    }

    /**
     * An item of the session.
     *
     * @param word the word that begins it
     * @param type what it is in a few words, empty where that depends on arguments
     * @param documentation the first sentence of what is documented, maybe empty
     */
    public record Named(String name, String word, String type, String documentation) {
    }

    /** The items of the session, in its order. */
    public List<Named> names() {
        List<Named> names = new ArrayList<>();
        for (Declaration declaration : state.checker().root().declarations().values()) {
            String type = declaration.takesArguments() || declaration.instances().isEmpty()
                    ? ""
                    : TypeText.of(declaration.instances().iterator().next().type());
            names.add(new Named(declaration.name(), declaration.word(), type, Describer.documented(declaration)));
        }
        return names;
    }

    /** The checked study, with the name of the last value. */
    private Checker asked() {
        State.Last last = state.last();
        if (last != null) {
            state.checker().name(Evaluation.LAST, last.source());
        }
        return state.checker();
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
